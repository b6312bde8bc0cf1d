#if os(Linux)
internal import CSCTP

/// The directions of the streams of an association.
///
/// See RFC 6525, section 6.3.2.
public struct SCTPStreamDirections: OptionSet, Hashable, Sendable {
  /// The kernel's bits.
  public let rawValue: UInt16

  /// Creates a set from the kernel's bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  private init(_ constant: Int32) { self.init(rawValue: UInt16(constant)) }

  /// The streams on which the peer sends.
  ///
  /// The corresponding C constant is `SCTP_STREAM_RESET_INCOMING`.
  public static var incoming: Self { Self(CSCTP.SCTP_STREAM_RESET_INCOMING) }
  /// The streams on which this side sends.
  ///
  /// The corresponding C constant is `SCTP_STREAM_RESET_OUTGOING`.
  public static var outgoing: Self { Self(CSCTP.SCTP_STREAM_RESET_OUTGOING) }
}

extension SCTPStreamDirections: CustomStringConvertible {
  /// The directions, such as `[incoming, outgoing]`.
  public var description: String { list(of: [.incoming: "incoming", .outgoing: "outgoing"]) }
}

extension KernelCall where Value == Void {
  /// Resets the sequence numbers of streams; of all streams if `streams` is empty.
  ///
  /// The C option is `SCTP_RESET_STREAMS`. See RFC 6525, section 6.3.2.
  static func streamReset(
    _ directions: SCTPStreamDirections, streams: [UInt16], of association: SCTPAssociationID
  ) -> Self {
    let option = KernelOption<sctp_reset_streams>("SCTP_RESET_STREAMS", CSCTP.SCTP_RESET_STREAMS, of: association)
    return Self(of: association) { descriptor throws(SCTPError) in
      var header = sctp_reset_streams()
      header.srs_assoc_id = association.rawValue
      header.srs_flags = directions.rawValue
      header.srs_number_streams = try option.field(streams.count)
      try option.set(header, followedBy: streams, on: descriptor)
    }
  }

  /// Resets the transmission sequence numbers and all streams of an association.
  ///
  /// The C option is `SCTP_RESET_ASSOC`. See RFC 6525, section 6.3.3.
  static func associationReset(of association: SCTPAssociationID) -> Self {
    KernelOption<sctp_assoc_t>(
      "SCTP_RESET_ASSOC", CSCTP.SCTP_RESET_ASSOC, of: association
    )
    .request(association.rawValue)
  }

  /// Adds streams to an association.
  ///
  /// The C option is `SCTP_ADD_STREAMS`. See RFC 6525, section 6.3.4.
  static func addedStreams(inbound: UInt16, outbound: UInt16, of association: SCTPAssociationID) -> Self {
    KernelOption<sctp_add_streams>(
      "SCTP_ADD_STREAMS", CSCTP.SCTP_ADD_STREAMS, of: association
    )
    .request(sctp_add_streams(sas_assoc_id: association.rawValue, sas_instrms: inbound, sas_outstrms: outbound))
  }
}
#endif
