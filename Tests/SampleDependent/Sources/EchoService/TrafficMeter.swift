import SCTP

/// Counts the bytes of each association, and finds the associations to peel off.
public struct TrafficMeter {
  private let limit: Int
  private var byteCounts: [SCTPAssociationID: Int] = [:]

  /// Creates a meter that has counted nothing.
  public init(limit: Int) {
    self.limit = limit
  }

  /// Counts the bytes of a message.
  public mutating func count(_ message: SCTPMessage) {
    byteCounts[message.association, default: 0] += message.payload.count
  }

  /// Returns whether an association has sent more bytes than the limit.
  public func isAboveLimit(_ association: SCTPAssociationID) -> Bool {
    byteCounts[association, default: 0] > limit
  }

  /// Forgets an association that is no longer up.
  public mutating func update(for change: SCTPAssociationChange) {
    if change.state != .communicationUp { byteCounts[change.association] = nil }
  }
}
