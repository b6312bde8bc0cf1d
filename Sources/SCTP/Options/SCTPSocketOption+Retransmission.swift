#if os(Linux)
internal import CSCTP

/// The bounds of the retransmission timeout (RTO), in steps of 1 ms.
///
/// For an association the kernel rounds up to a tick of its clock, of 1 to 10 ms.
///
/// The corresponding C type is `struct sctp_rtoinfo`. See RFC 9260, section 6.3.1.
public struct SCTPRetransmissionTimeouts: Hashable, Sendable {
  /// The timeout before one was measured; zero leaves it unchanged when set.
  public var initial: Duration
  /// The longest timeout; zero leaves it unchanged when set.
  public var maximum: Duration
  /// The shortest timeout; zero leaves it unchanged when set.
  public var minimum: Duration

  /// Creates a value that changes only the given properties.
  public init(initial: Duration = .zero, maximum: Duration = .zero, minimum: Duration = .zero) {
    self.initial = initial
    self.maximum = maximum
    self.minimum = minimum
  }
}

/// The limits of an association whose peer does not answer, and its windows.
///
/// The corresponding C type is `struct sctp_assocparams`. See RFC 6458, section 8.1.2.
public struct SCTPAssociationParameters: Hashable, Sendable {
  /// How many retransmissions in a row end the association; 0 leaves it unchanged when set.
  ///
  /// With several paths, a value above the sum of theirs throws EINVAL.
  public var maximumRetransmissions: UInt16
  /// How long a state cookie is valid, in steps of 1 ms; zero leaves it unchanged when set.
  public var cookieLife: Duration
  /// The number of the peer's addresses; read-only.
  public let peerDestinations: UInt16
  /// The peer's receive window, in bytes; read-only.
  public let peerReceiveWindow: UInt32
  /// This side's receive window, in bytes; read-only.
  public let localReceiveWindow: UInt32

  /// Creates a value that changes only the given properties.
  public init(maximumRetransmissions: UInt16 = 0, cookieLife: Duration = .zero) {
    self.init(
      maximumRetransmissions: maximumRetransmissions, cookieLife: cookieLife, peerDestinations: 0, peerReceiveWindow: 0,
      localReceiveWindow: 0)
  }

  init(
    maximumRetransmissions: UInt16, cookieLife: Duration, peerDestinations: UInt16, peerReceiveWindow: UInt32,
    localReceiveWindow: UInt32
  ) {
    self.maximumRetransmissions = maximumRetransmissions
    self.cookieLife = cookieLife
    self.peerDestinations = peerDestinations
    self.peerReceiveWindow = peerReceiveWindow
    self.localReceiveWindow = localReceiveWindow
  }
}

/// The delay of acknowledgements.
///
/// The corresponding C type is `struct sctp_sack_info`. See RFC 6458, section 8.1.19.
public struct SCTPDelayedAcknowledgement: Hashable, Sendable {
  /// The longest delay, 1 to 500 ms in steps of 1 ms; zero leaves it unchanged when set.
  ///
  /// For an association the kernel rounds up to a tick of its clock, of 1 to 10 ms.
  public var delay: Duration
  /// After how many packets an acknowledgement is sent at the latest; 1 sends it at once, 0 leaves it unchanged when
  /// set.
  public var frequency: UInt32

  /// Creates a value that changes only the given properties.
  public init(delay: Duration = .zero, frequency: UInt32 = 0) {
    self.delay = delay
    self.frequency = frequency
  }
}

extension SCTPSocketOption where Value == SCTPRetransmissionTimeouts {
  /// The bounds of the retransmission timeout.
  ///
  /// The corresponding C option is `SCTP_RTOINFO`. See RFC 6458, section 8.1.1.
  public static func retransmissionTimeouts(of association: SCTPAssociationID = .future) -> Self {
    let option = KernelOption<sctp_rtoinfo>("SCTP_RTOINFO", CSCTP.SCTP_RTOINFO, of: association)
    let id = association.rawValue
    return option.option(request: sctp_rtoinfo(srto_assoc_id: id, srto_initial: 0, srto_max: 0, srto_min: 0)) { raw in
      SCTPRetransmissionTimeouts(
        initial: .milliseconds(raw.srto_initial), maximum: .milliseconds(raw.srto_max),
        minimum: .milliseconds(raw.srto_min))
    } _: { timeouts throws(SCTPError) in
      sctp_rtoinfo(
        srto_assoc_id: id, srto_initial: try option.field(timeouts.initial.wholeMilliseconds),
        srto_max: try option.field(timeouts.maximum.wholeMilliseconds),
        srto_min: try option.field(timeouts.minimum.wholeMilliseconds))
    }
  }
}

extension SCTPSocketOption where Value == SCTPAssociationParameters {
  /// The limits of an association whose peer does not answer, and its windows.
  ///
  /// The corresponding C option is `SCTP_ASSOCINFO`. See RFC 6458, section 8.1.2.
  public static func associationParameters(of association: SCTPAssociationID = .future) -> Self {
    let option = KernelOption<sctp_assocparams>("SCTP_ASSOCINFO", CSCTP.SCTP_ASSOCINFO, of: association)
    var request = sctp_assocparams()
    request.sasoc_assoc_id = association.rawValue
    return option.option(request: request) { raw in
      SCTPAssociationParameters(
        maximumRetransmissions: raw.sasoc_asocmaxrxt, cookieLife: .milliseconds(raw.sasoc_cookie_life),
        peerDestinations: raw.sasoc_number_peer_destinations, peerReceiveWindow: raw.sasoc_peer_rwnd,
        localReceiveWindow: raw.sasoc_local_rwnd)
    } _: { [request] parameters throws(SCTPError) in
      var raw = request
      raw.sasoc_asocmaxrxt = parameters.maximumRetransmissions
      raw.sasoc_cookie_life = try option.field(parameters.cookieLife.wholeMilliseconds)
      return raw
    }
  }
}

extension SCTPSocketOption where Value == SCTPDelayedAcknowledgement {
  /// The delay of acknowledgements.
  ///
  /// The corresponding C option is `SCTP_DELAYED_SACK`. See RFC 6458, section 8.1.19.
  public static func delayedAcknowledgement(of association: SCTPAssociationID = .future) -> Self {
    let option = KernelOption<sctp_sack_info>("SCTP_DELAYED_SACK", CSCTP.SCTP_DELAYED_SACK, of: association)
    let id = association.rawValue
    return option.option(request: sctp_sack_info(sack_assoc_id: id, sack_delay: 0, sack_freq: 0)) { raw in
      SCTPDelayedAcknowledgement(delay: .milliseconds(raw.sack_delay), frequency: raw.sack_freq)
    } _: { value throws(SCTPError) in
      sctp_sack_info(
        sack_assoc_id: id, sack_delay: try option.field(value.delay.wholeMilliseconds), sack_freq: value.frequency)
    }
  }
}

extension SCTPSocketOption where Value == UInt32 {
  /// The number of packets that may be sent in one burst; 0 for no limit.
  ///
  /// The corresponding C option is `SCTP_MAX_BURST`. See RFC 6458, section 8.1.24.
  public static func maximumBurst(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_MAX_BURST", CSCTP.SCTP_MAX_BURST, of: association).scopedInteger
  }
}
#endif
