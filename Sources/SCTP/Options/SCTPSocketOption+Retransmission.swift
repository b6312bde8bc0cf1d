#if os(Linux)
internal import CSCTP

/// The initial value and the bounds of the retransmission timeout (RTO), in steps of 1 ms.
///
/// For an association, the kernel rounds each time up to a tick of its clock, which lasts 1 to 10 ms.
///
/// The encoded form is an object with the names of the properties. Times are numbers of milliseconds, and a missing key
/// means zero:
///
/// ```json
/// {"initial": 500, "maximum": 2000, "minimum": 100}
/// ```
///
/// The corresponding C type is `struct sctp_rtoinfo`. See RFC 9260, section 6.3.1.
public struct SCTPRetransmissionTimeouts: Hashable, Sendable {
  /// The timeout until the kernel has measured the round-trip time; setting zero leaves it unchanged.
  public var initial: Duration
  /// The maximum timeout; setting zero leaves it unchanged.
  public var maximum: Duration
  /// The minimum timeout; setting zero leaves it unchanged.
  public var minimum: Duration

  /// Creates timeouts; setting them leaves omitted properties unchanged.
  public init(initial: Duration = .zero, maximum: Duration = .zero, minimum: Duration = .zero) {
    self.initial = initial
    self.maximum = maximum
    self.minimum = minimum
  }
}

extension SCTPRetransmissionTimeouts: CustomStringConvertible {
  /// The timeouts, such as `initial 3 s, maximum 60 s, minimum 1 s`.
  public var description: String {
    "initial \(initial.text), maximum \(maximum.text), minimum \(minimum.text)"
  }
}

extension SCTPRetransmissionTimeouts: Codable {
  private enum CodingKeys: CodingKey { case initial, maximum, minimum }

  /// Decodes timeouts from an object with the names of the properties; each is a number of milliseconds.
  ///
  /// - Throws: `DecodingError`, including for a number that the kernel's type cannot represent.
  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    func timeout(_ key: CodingKeys) throws -> Duration {
      try object.decodeMilliseconds(in: 0...Int64(UInt32.max), forKey: key) ?? .zero
    }
    self.init(initial: try timeout(.initial), maximum: try timeout(.maximum), minimum: try timeout(.minimum))
  }

  /// Encodes the timeouts as an object with the names of the properties; each is a number of milliseconds.
  ///
  /// - Throws: `EncodingError`.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encodeMilliseconds(initial, forKey: .initial)
    try object.encodeMilliseconds(maximum, forKey: .maximum)
    try object.encodeMilliseconds(minimum, forKey: .minimum)
  }
}

/// The retransmission limit and the windows of an association.
///
/// The corresponding C type is `struct sctp_assocparams`. See RFC 6458, section 8.1.2.
public struct SCTPAssociationParameters: Hashable, Sendable {
  /// The number of consecutive retransmissions after which the association is lost; setting 0 leaves it unchanged.
  public var maximumRetransmissions: UInt16
  /// The lifetime of a state cookie, in steps of 1 ms; setting zero leaves it unchanged.
  public var cookieLife: Duration
  /// The number of the peer's addresses; read-only.
  public let peerDestinations: UInt16
  /// The peer's receive window, in bytes; read-only.
  public let peerReceiveWindow: UInt32
  /// This side's receive window, in bytes; read-only.
  public let localReceiveWindow: UInt32

  /// Creates parameters; setting them leaves omitted properties unchanged.
  ///
  /// Setting the option ignores the read-only properties. They are parameters of the initializer only for unit tests.
  public init(
    maximumRetransmissions: UInt16 = 0, cookieLife: Duration = .zero, peerDestinations: UInt16 = 0,
    peerReceiveWindow: UInt32 = 0, localReceiveWindow: UInt32 = 0
  ) {
    self.maximumRetransmissions = maximumRetransmissions
    self.cookieLife = cookieLife
    self.peerDestinations = peerDestinations
    self.peerReceiveWindow = peerReceiveWindow
    self.localReceiveWindow = localReceiveWindow
  }
}

extension SCTPAssociationParameters: CustomStringConvertible {
  /// One line with every property.
  public var description: String {
    """
    \(maximumRetransmissions) retransmissions, cookie life \(cookieLife.text), \(peerDestinations) peer addresses, \
    peer's receive window \(peerReceiveWindow) bytes, own receive window \(localReceiveWindow) bytes
    """
  }
}

/// The delay of acknowledgments.
///
/// The corresponding C type is `struct sctp_sack_info`. See RFC 6458, section 8.1.19.
public struct SCTPDelayedAcknowledgement: Hashable, Sendable {
  /// The longest delay, up to 500 ms in steps of 1 ms; setting zero leaves it unchanged.
  ///
  /// For an association, the kernel rounds it up to a tick of its clock, which lasts 1 to 10 ms.
  public var delay: Duration
  /// The maximum number of packets for each acknowledgment; 1 acknowledges every packet immediately, and setting 0
  /// leaves it unchanged.
  public var frequency: UInt32

  /// Creates a value; setting it leaves omitted properties unchanged.
  public init(delay: Duration = .zero, frequency: UInt32 = 0) {
    self.delay = delay
    self.frequency = frequency
  }
}

extension SCTPDelayedAcknowledgement: CustomStringConvertible {
  /// Both properties, such as `delay 200 ms, every 2 packets`.
  public var description: String { "delay \(delay.text), every \(frequency == 1 ? "packet" : "\(frequency) packets")" }
}

extension SCTPSocketOption where Value == SCTPRetransmissionTimeouts {
  /// The initial value and the bounds of the retransmission timeout (RTO).
  ///
  /// Setting the option fails with EINVAL for a time below 0 or above 2^32 - 1 ms. It fails with EINVAL and the reason
  /// ``SCTPError/Reason/minimumAboveMaximum`` if the minimum would exceed the maximum.
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
  /// The retransmission limit and the windows of an association.
  ///
  /// Setting the option fails with EINVAL if ``SCTPAssociationParameters/maximumRetransmissions`` exceeds the sum of
  /// the limits of all paths of an association with several paths.
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
  /// The delay of acknowledgments.
  ///
  /// Setting a delay below 0 or above 500 ms fails with EINVAL.
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
  /// The maximum number of packets in one burst; 0 for no limit.
  ///
  /// The corresponding C option is `SCTP_MAX_BURST`. See RFC 6458, section 8.1.24.
  public static func maximumBurst(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_MAX_BURST", CSCTP.SCTP_MAX_BURST, of: association).scopedInteger
  }
}
#endif
