#if os(Linux)
internal import CSCTP

/// The statistics of an association.
///
/// The kernel counts from the setup of the association. It releases the counters when the association ends. Reading
/// them afterward fails with EINVAL. To get the final counters, read them before the end:
///
/// - Before aborting an association or closing a socket.
/// - Before shutting an association down. Wait for ``SCTPSenderDryEvent`` first: the peer has then acknowledged every
///   message, and only the chunks of the shutdown itself are missing from the counters.
/// - When ``SCTPShutdownEvent`` arrives, if the peer shuts the association down. The association still exists if this
///   side has unacknowledged messages. Otherwise it ends within a round trip.
/// - Periodically, if the association can be lost. Keep the most recent values.
///
/// The corresponding C type is `struct sctp_assoc_stats`.
public struct SCTPStatistics: Hashable, Sendable {
  /// The association.
  public let association: SCTPAssociationID
  /// The longest retransmission timeout since the previous read of the statistics; at least the minimum timeout.
  ///
  /// Linux reports the timeout in ticks of its clock, which last 1 to 10 ms.
  public let maximumRetransmissionTimeout: Duration
  /// The path of the longest retransmission timeout; nil if no timeout was measured.
  public let maximumRetransmissionTimeoutPath: SCTPAddress?
  /// The number of SACK chunks received.
  public let receivedAcknowledgements: UInt64
  /// The number of SACK chunks sent.
  public let sentAcknowledgements: UInt64
  /// The number of packets sent.
  public let sentPackets: UInt64
  /// The number of packets received.
  public let receivedPackets: UInt64
  /// The number of DATA chunks retransmitted.
  public let retransmittedChunks: UInt64
  /// The number of DATA chunks received after a gap.
  public let outOfSequenceChunks: UInt64
  /// The number of DATA chunks received more than once.
  public let duplicateChunks: UInt64
  /// The number of SACK chunks received that report a gap.
  public let gapAcknowledgements: UInt64
  /// The number of unordered DATA chunks sent.
  public let sentUnorderedChunks: UInt64
  /// The number of unordered DATA chunks received.
  public let receivedUnorderedChunks: UInt64
  /// The number of ordered DATA chunks sent.
  public let sentOrderedChunks: UInt64
  /// The number of ordered DATA chunks received.
  public let receivedOrderedChunks: UInt64
  /// The number of control chunks sent.
  public let sentControlChunks: UInt64
  /// The number of control chunks received.
  public let receivedControlChunks: UInt64

  /// Creates statistics, for example for a unit test.
  public init(
    association: SCTPAssociationID, maximumRetransmissionTimeout: Duration = .zero,
    maximumRetransmissionTimeoutPath: SCTPAddress? = nil, receivedAcknowledgements: UInt64 = 0,
    sentAcknowledgements: UInt64 = 0, sentPackets: UInt64 = 0, receivedPackets: UInt64 = 0,
    retransmittedChunks: UInt64 = 0, outOfSequenceChunks: UInt64 = 0, duplicateChunks: UInt64 = 0,
    gapAcknowledgements: UInt64 = 0, sentUnorderedChunks: UInt64 = 0, receivedUnorderedChunks: UInt64 = 0,
    sentOrderedChunks: UInt64 = 0, receivedOrderedChunks: UInt64 = 0, sentControlChunks: UInt64 = 0,
    receivedControlChunks: UInt64 = 0
  ) {
    self.association = association
    self.maximumRetransmissionTimeout = maximumRetransmissionTimeout
    self.maximumRetransmissionTimeoutPath = maximumRetransmissionTimeoutPath
    self.receivedAcknowledgements = receivedAcknowledgements
    self.sentAcknowledgements = sentAcknowledgements
    self.sentPackets = sentPackets
    self.receivedPackets = receivedPackets
    self.retransmittedChunks = retransmittedChunks
    self.outOfSequenceChunks = outOfSequenceChunks
    self.duplicateChunks = duplicateChunks
    self.gapAcknowledgements = gapAcknowledgements
    self.sentUnorderedChunks = sentUnorderedChunks
    self.receivedUnorderedChunks = receivedUnorderedChunks
    self.sentOrderedChunks = sentOrderedChunks
    self.receivedOrderedChunks = receivedOrderedChunks
    self.sentControlChunks = sentControlChunks
    self.receivedControlChunks = receivedControlChunks
  }
}

extension SCTPStatistics: CustomStringConvertible {
  /// The most important counters, in one line.
  public var description: String {
    """
    association \(association): sent \(sentPackets) packets, \(sentOrderedChunks) ordered and \(sentUnorderedChunks) \
    unordered chunks; received \(receivedPackets) packets, \(receivedOrderedChunks) ordered and \
    \(receivedUnorderedChunks) unordered chunks; \(retransmittedChunks) retransmitted, \(duplicateChunks) duplicate \
    and \(outOfSequenceChunks) out of sequence; longest retransmission timeout \(maximumRetransmissionTimeout.text)
    """
  }
}

extension SCTPStatistics {
  fileprivate init(_ raw: sctp_assoc_stats, of association: SCTPAssociationID) {
    self.init(
      association: association, maximumRetransmissionTimeout: .ticks(raw.sas_maxrto),
      maximumRetransmissionTimeoutPath: SCTPAddress(storage: raw.sas_obs_rto_ipaddr),
      receivedAcknowledgements: raw.sas_isacks, sentAcknowledgements: raw.sas_osacks, sentPackets: raw.sas_opackets,
      receivedPackets: raw.sas_ipackets, retransmittedChunks: raw.sas_rtxchunks,
      outOfSequenceChunks: raw.sas_outofseqtsns, duplicateChunks: raw.sas_idupchunks,
      gapAcknowledgements: raw.sas_gapcnt, sentUnorderedChunks: raw.sas_ouodchunks,
      receivedUnorderedChunks: raw.sas_iuodchunks, sentOrderedChunks: raw.sas_oodchunks,
      receivedOrderedChunks: raw.sas_iodchunks, sentControlChunks: raw.sas_octrlchunks,
      receivedControlChunks: raw.sas_ictrlchunks)
  }
}

extension KernelCall where Value == SCTPStatistics {
  /// Returns the statistics of an association.
  ///
  /// The C option is `SCTP_GET_ASSOC_STATS`.
  static func statistics(of association: SCTPAssociationID) -> Self {
    let option = KernelOption<sctp_assoc_stats>("SCTP_GET_ASSOC_STATS", CSCTP.SCTP_GET_ASSOC_STATS, of: association)
    return Self(of: association) { descriptor throws(SCTPError) in
      var request = sctp_assoc_stats()
      request.sas_assoc_id = association.rawValue
      // The identifier is read first, because reading the statistics resets one of them.
      let identifier = try association.resolved(on: descriptor)
      return SCTPStatistics(try option.value(on: descriptor, request: request), of: identifier)
    }
  }
}

extension SCTPAssociationID {
  /// Returns the identifier that the kernel assigned, if this is the reserved identifier of a one-to-one socket.
  fileprivate func resolved(on descriptor: CInt) throws(SCTPError) -> SCTPAssociationID {
    isReserved ? try SCTPStatus(of: self, on: descriptor).association : self
  }
}
#endif
