#if os(Linux)
internal import CSCTP

/// The statistics of an association.
///
/// The corresponding C type is `struct sctp_assoc_stats`.
public struct SCTPStatistics: Hashable, Sendable {
  /// The association, as it was asked for: without one, on a one-to-one socket, ``SCTPAssociationID/future``.
  public let association: SCTPAssociationID
  /// The longest retransmission timeout since the statistics were last read; the shortest one allowed if it did not
  /// change.
  ///
  /// Linux counts it in ticks of its clock, whose frequency it does not report: `CONFIG_HZ`, often 250 or 1,000 a
  /// second.
  public let maximumRetransmissionTimeoutTicks: UInt64
  /// The peer's address that it was seen on; nil if none was.
  public let maximumRetransmissionTimeoutPath: SCTPAddress?
  /// Acknowledgements received.
  public let receivedAcknowledgements: UInt64
  /// Acknowledgements sent.
  public let sentAcknowledgements: UInt64
  /// Packets sent.
  public let sentPackets: UInt64
  /// Packets received.
  public let receivedPackets: UInt64
  /// Chunks sent again.
  public let retransmittedChunks: UInt64
  /// DATA chunks received ahead of their turn.
  public let outOfSequenceChunks: UInt64
  /// DATA chunks received twice.
  public let duplicateChunks: UInt64
  /// Acknowledgements received that reported gaps.
  public let gapAcknowledgements: UInt64
  /// Unordered DATA chunks sent.
  public let sentUnorderedChunks: UInt64
  /// Unordered DATA chunks received.
  public let receivedUnorderedChunks: UInt64
  /// Ordered DATA chunks sent.
  public let sentOrderedChunks: UInt64
  /// Ordered DATA chunks received.
  public let receivedOrderedChunks: UInt64
  /// Control chunks sent.
  public let sentControlChunks: UInt64
  /// Control chunks received.
  public let receivedControlChunks: UInt64

  init(_ raw: sctp_assoc_stats) {
    association = SCTPAssociationID(rawValue: raw.sas_assoc_id)
    maximumRetransmissionTimeoutTicks = raw.sas_maxrto
    maximumRetransmissionTimeoutPath = SCTPAddress(storage: raw.sas_obs_rto_ipaddr)
    receivedAcknowledgements = raw.sas_isacks
    sentAcknowledgements = raw.sas_osacks
    sentPackets = raw.sas_opackets
    receivedPackets = raw.sas_ipackets
    retransmittedChunks = raw.sas_rtxchunks
    outOfSequenceChunks = raw.sas_outofseqtsns
    duplicateChunks = raw.sas_idupchunks
    gapAcknowledgements = raw.sas_gapcnt
    sentUnorderedChunks = raw.sas_ouodchunks
    receivedUnorderedChunks = raw.sas_iuodchunks
    sentOrderedChunks = raw.sas_oodchunks
    receivedOrderedChunks = raw.sas_iodchunks
    sentControlChunks = raw.sas_octrlchunks
    receivedControlChunks = raw.sas_ictrlchunks
  }
}

extension SCTPReadOnlyOption where Value == SCTPStatistics {
  /// The statistics of an association.
  ///
  /// The corresponding C option is `SCTP_GET_ASSOC_STATS`.
  public static func statistics(of association: SCTPAssociationID = .future) -> Self {
    var request = sctp_assoc_stats()
    request.sas_assoc_id = association.rawValue
    return KernelOption<sctp_assoc_stats>("SCTP_GET_ASSOC_STATS", CSCTP.SCTP_GET_ASSOC_STATS, of: association)
      .readOnly(request: request) { SCTPStatistics($0) }
  }
}
#endif
