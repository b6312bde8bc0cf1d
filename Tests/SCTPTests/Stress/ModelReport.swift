import SCTP
import Testing

/// The report of a socket about an association.
struct ModelReport {
  /// The events to which every socket of the model subscribes.
  static let events: SCTPEventSet = [.associationChange, .streamReset, .associationReset, .streamChange]

  let associations: [SCTPAssociationID]
  let events: SCTPEventSet
  let status: SCTPStatus
  let statistics: SCTPStatistics
  let paths: [SCTPPathInfo]
  let peerAddresses: [SCTPAddress]
  let localAddresses: [SCTPAddress]
  let abandoned: SCTPAbandonedMessages

  /// Checks the report about an association that neither end has begun to end, and on whose streams the end sends.
  func check(_ association: SCTPAssociationID, streams: UInt16) {
    #expect(associations.contains(association))
    #expect(events == Self.events)
    #expect(status.association == association)
    #expect(status.state == .established)
    #expect(status.outboundStreams == streams)
    #expect(statistics.association == association)
    #expect(Set(paths.map(\.address)) == Set(peerAddresses))
    #expect(paths.filter(\.isPrimary).map(\.address) == [status.primaryAddress])
    #expect(abandoned == SCTPAbandonedMessages())
    let values: [any CustomStringConvertible] = [status, statistics, abandoned] + paths + peerAddresses
    for value in values { #expect(!value.description.isEmpty) }
  }
}
