#if os(Linux)
internal import CSCTP

/// A request to number the messages of streams from 0 again.
///
/// The corresponding C type is `struct sctp_reset_streams`. See RFC 6525, section 6.3.2.
public struct SCTPStreamReset: Hashable, Sendable {
  /// The direction, or both.
  public var directions: Directions
  /// The streams; empty for all.
  public var streams: [UInt16]

  /// Creates a request.
  public init(_ directions: Directions, streams: [UInt16] = []) {
    self.directions = directions
    self.streams = streams
  }

  /// Incoming and outgoing streams.
  public struct Directions: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt16

    /// Creates a set from the kernel's bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ constant: Int32) { self.init(rawValue: UInt16(constant)) }

    /// The streams that the peer sends on.
    ///
    /// The corresponding C constant is `SCTP_STREAM_RESET_INCOMING`.
    public static var incoming: Self { Self(CSCTP.SCTP_STREAM_RESET_INCOMING) }
    /// The streams that this side sends on.
    ///
    /// The corresponding C constant is `SCTP_STREAM_RESET_OUTGOING`.
    public static var outgoing: Self { Self(CSCTP.SCTP_STREAM_RESET_OUTGOING) }
  }
}

/// The numbers of streams to add to an association.
///
/// The corresponding C type is `struct sctp_add_streams`. See RFC 6525, section 6.3.4.
public struct SCTPAddedStreams: Hashable, Sendable {
  /// The number of streams for the peer to send on.
  public var inbound: UInt16
  /// The number of streams for this side to send on.
  public var outbound: UInt16

  /// Creates a request.
  public init(inbound: UInt16 = 0, outbound: UInt16 = 0) {
    self.inbound = inbound
    self.outbound = outbound
  }
}

extension SCTPWriteOnlyOption where Value == SCTPStreamReset {
  /// Resets streams.
  ///
  /// The corresponding C option is `SCTP_RESET_STREAMS`. See RFC 6525, section 6.3.2.
  public static func streamReset(of association: SCTPAssociationID = .future) -> Self {
    let option = VariableOption("SCTP_RESET_STREAMS", CSCTP.SCTP_RESET_STREAMS)
    return Self(scope: association) { descriptor, reset throws(SCTPError) in
      var header = sctp_reset_streams()
      header.srs_assoc_id = association.rawValue
      header.srs_flags = reset.directions.rawValue
      header.srs_number_streams = try option.field(reset.streams.count)
      try option.set(header, followedBy: reset.streams, on: descriptor)
    }
  }
}

extension SCTPWriteOnlyOption where Value == Void {
  /// Resets an association: its transmission sequence numbers and all its streams.
  ///
  /// The corresponding C option is `SCTP_RESET_ASSOC`. See RFC 6525, section 6.3.3.
  public static func associationReset(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_t>("SCTP_RESET_ASSOC", CSCTP.SCTP_RESET_ASSOC, of: association).writeOnly { () in
      association.rawValue
    }
  }
}

extension SCTPWriteOnlyOption where Value == SCTPAddedStreams {
  /// Adds streams to an association.
  ///
  /// The corresponding C option is `SCTP_ADD_STREAMS`. See RFC 6525, section 6.3.4.
  public static func addedStreams(of association: SCTPAssociationID = .future) -> Self {
    let id = association.rawValue
    return KernelOption<sctp_add_streams>("SCTP_ADD_STREAMS", CSCTP.SCTP_ADD_STREAMS, of: association).writeOnly {
      added in
      sctp_add_streams(sas_assoc_id: id, sas_instrms: added.inbound, sas_outstrms: added.outbound)
    }
  }
}
#endif
