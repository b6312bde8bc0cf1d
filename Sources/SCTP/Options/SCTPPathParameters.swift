#if os(Linux)
internal import CSCTP

/// The heartbeats, retransmissions, MTU discovery and acknowledgments of paths.
///
/// If a property is nil, setting the parameters leaves the corresponding parameter unchanged. When read, a property is
/// nil if the kernel does not report it, or if it has no effect.
///
/// The encoded form is an object with the names of the properties. Times are numbers of milliseconds, and a missing key
/// means nil:
///
/// ```json
/// {"heartbeatInterval": 2000, "maximumRetransmissions": 3}
/// ```
///
/// The corresponding C type is `struct sctp_paddrparams`. See RFC 6458, section 8.1.12.
public struct SCTPPathParameters: Hashable, Sendable {
  /// Whether the kernel sends heartbeats.
  public var heartbeats: Bool?
  /// The interval between heartbeats, in steps of 1 ms; zero sends the next heartbeat as soon as the peer has answered.
  ///
  /// Setting an interval enables heartbeats. If ``heartbeats`` is false, setting an interval fails with EINVAL and the
  /// reason ``SCTPError/Reason/heartbeatsDisabled``. When read, the interval is nil while heartbeats are disabled.
  public var heartbeatInterval: Duration?
  /// The number of consecutive retransmissions after which the path is inactive, 1 to 65,535.
  public var maximumRetransmissions: UInt16?
  /// Whether the kernel discovers the MTU of the path.
  public var discoversPathMTU: Bool?
  /// The maximum transmission unit (MTU) of the path, in bytes.
  ///
  /// Setting an MTU disables its discovery. If ``discoversPathMTU`` is true, the kernel ignores the MTU instead. When
  /// read while discovery is enabled, the value is the discovered MTU.
  public var pathMTU: UInt32?
  /// Whether acknowledgments are delayed.
  public var delaysAcknowledgements: Bool?
  /// The longest delay of an acknowledgment, 1 to 500 ms in steps of 1 ms.
  ///
  /// Setting a delay enables delayed acknowledgments. If ``delaysAcknowledgements`` is false, the kernel ignores the
  /// delay instead. For an association, the kernel rounds it up to a tick of its clock, which lasts 1 to 10 ms.
  public var acknowledgementDelay: Duration?
  /// The flow label of IPv6 packets, 20 bits.
  public var ipv6FlowLabel: UInt32?
  /// The differentiated services code point (DSCP) of IP packets, in the upper 6 bits of the value.
  public var dscp: UInt8?

  /// Creates parameters; a property that is nil leaves its parameter unchanged.
  public init(
    heartbeats: Bool? = nil, heartbeatInterval: Duration? = nil, maximumRetransmissions: UInt16? = nil,
    discoversPathMTU: Bool? = nil, pathMTU: UInt32? = nil, delaysAcknowledgements: Bool? = nil,
    acknowledgementDelay: Duration? = nil, ipv6FlowLabel: UInt32? = nil, dscp: UInt8? = nil
  ) {
    self.heartbeats = heartbeats
    self.heartbeatInterval = heartbeatInterval
    self.maximumRetransmissions = maximumRetransmissions
    self.discoversPathMTU = discoversPathMTU
    self.pathMTU = pathMTU
    self.delaysAcknowledgements = delaysAcknowledgements
    self.acknowledgementDelay = acknowledgementDelay
    self.ipv6FlowLabel = ipv6FlowLabel
    self.dscp = dscp
  }
}

extension SCTPPathParameters: CustomStringConvertible {
  /// The properties that are not nil, such as `heartbeats on, interval 30 s`; `unchanged` if all are nil.
  public var description: String {
    var parts: [String] = []
    func add<Value>(_ value: Value?, _ text: (Value) -> String) { if let value { parts.append(text(value)) } }
    add(heartbeats) { "heartbeats \($0 ? "on" : "off")" }
    add(heartbeatInterval) { "interval \($0.text)" }
    add(maximumRetransmissions) { "\($0) retransmissions" }
    add(discoversPathMTU) { "MTU discovery \($0 ? "on" : "off")" }
    add(pathMTU) { "MTU \($0) bytes" }
    add(delaysAcknowledgements) { "delayed acknowledgments \($0 ? "on" : "off")" }
    add(acknowledgementDelay) { "delay \($0.text)" }
    add(ipv6FlowLabel) { "flow label 0x\(String($0, radix: 16))" }
    add(dscp) { "DSCP 0x\(String($0, radix: 16))" }
    return parts.isEmpty ? "unchanged" : parts.joined(separator: ", ")
  }
}

extension SCTPPathParameters: Codable {
  private enum CodingKeys: CodingKey {
    case heartbeats, heartbeatInterval, maximumRetransmissions, discoversPathMTU, pathMTU, delaysAcknowledgements
    case acknowledgementDelay, ipv6FlowLabel, dscp
  }

  /// Decodes parameters from an object with the names of the properties; each time is a number of milliseconds.
  ///
  /// - Throws: `DecodingError`, including for a time that the kernel does not accept.
  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    heartbeats = try object.decodeIfPresent(Bool.self, forKey: .heartbeats)
    heartbeatInterval = try object.decodeMilliseconds(in: 0...Int64(UInt32.max), forKey: .heartbeatInterval)
    maximumRetransmissions = try object.decodeInteger(UInt16.self, forKey: .maximumRetransmissions)
    discoversPathMTU = try object.decodeIfPresent(Bool.self, forKey: .discoversPathMTU)
    pathMTU = try object.decodeInteger(UInt32.self, forKey: .pathMTU)
    delaysAcknowledgements = try object.decodeIfPresent(Bool.self, forKey: .delaysAcknowledgements)
    acknowledgementDelay = try object.decodeMilliseconds(in: 1...500, forKey: .acknowledgementDelay)
    ipv6FlowLabel = try object.decodeInteger(UInt32.self, forKey: .ipv6FlowLabel)
    dscp = try object.decodeInteger(UInt8.self, forKey: .dscp)
  }

  /// Encodes the properties that are not nil as an object with their names; each time is a number of milliseconds.
  ///
  /// - Throws: `EncodingError`.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encodeIfPresent(heartbeats, forKey: .heartbeats)
    if let heartbeatInterval { try object.encodeMilliseconds(heartbeatInterval, forKey: .heartbeatInterval) }
    try object.encodeIfPresent(maximumRetransmissions, forKey: .maximumRetransmissions)
    try object.encodeIfPresent(discoversPathMTU, forKey: .discoversPathMTU)
    try object.encodeIfPresent(pathMTU, forKey: .pathMTU)
    try object.encodeIfPresent(delaysAcknowledgements, forKey: .delaysAcknowledgements)
    if let acknowledgementDelay { try object.encodeMilliseconds(acknowledgementDelay, forKey: .acknowledgementDelay) }
    try object.encodeIfPresent(ipv6FlowLabel, forKey: .ipv6FlowLabel)
    try object.encodeIfPresent(dscp, forKey: .dscp)
  }
}

extension SCTPPathParameters {
  fileprivate init(_ raw: sctp_paddrparams) {
    let flags = raw.spp_flags
    let heartbeats = flags & SPP_HB_ENABLE.rawValue != 0
    self.init(
      heartbeats: heartbeats, heartbeatInterval: heartbeats ? .milliseconds(raw.spp_hbinterval) : nil,
      maximumRetransmissions: raw.spp_pathmaxrxt, discoversPathMTU: flags & SPP_PMTUD_ENABLE.rawValue != 0,
      pathMTU: raw.spp_pathmtu, delaysAcknowledgements: flags & SPP_SACKDELAY_ENABLE.rawValue != 0,
      acknowledgementDelay: .milliseconds(raw.spp_sackdelay),
      ipv6FlowLabel: flags & SPP_IPV6_FLOWLABEL.rawValue != 0 ? raw.spp_ipv6_flowlabel : nil,
      dscp: flags & SPP_DSCP.rawValue != 0 ? raw.spp_dscp : nil)
  }

  /// Returns the C form for the association and the path of `request`.
  fileprivate func raw(
    _ request: sctp_paddrparams, _ option: KernelOption<sctp_paddrparams>
  ) throws(SCTPError) -> sctp_paddrparams {
    var raw = request
    try setHeartbeats(in: &raw, option)
    if let maximumRetransmissions {
      guard maximumRetransmissions > 0 else { throw option.error(.outOfRange) }
      raw.spp_pathmaxrxt = maximumRetransmissions
    }
    setMTU(in: &raw)
    try setAcknowledgements(in: &raw, option)
    try setPacketHeader(in: &raw, option)
    return raw
  }

  /// Also enables heartbeats for an interval: otherwise the kernel ignores it silently.
  private func setHeartbeats(
    in raw: inout sctp_paddrparams, _ option: KernelOption<sctp_paddrparams>
  ) throws(SCTPError) {
    if let heartbeatInterval {
      if heartbeats == false { throw option.error(.heartbeatsDisabled) }
      raw.spp_hbinterval = try option.field(heartbeatInterval.wholeMilliseconds)
      // Without this flag, an interval of 0 leaves the interval unchanged.
      if raw.spp_hbinterval == 0 { raw.spp_flags |= SPP_HB_TIME_IS_ZERO.rawValue }
    }
    if let on = heartbeats ?? (heartbeatInterval == nil ? nil : true) {
      raw.spp_flags |= on ? SPP_HB_ENABLE.rawValue : SPP_HB_DISABLE.rawValue
    }
  }

  /// Also disables the discovery for an MTU: otherwise the kernel ignores it silently.
  private func setMTU(in raw: inout sctp_paddrparams) {
    if let pathMTU { raw.spp_pathmtu = pathMTU }
    if let on = discoversPathMTU ?? (pathMTU == nil ? nil : false) {
      raw.spp_flags |= on ? SPP_PMTUD_ENABLE.rawValue : SPP_PMTUD_DISABLE.rawValue
    }
  }

  /// Also enables delayed acknowledgments for a delay: otherwise the kernel ignores it silently.
  private func setAcknowledgements(
    in raw: inout sctp_paddrparams, _ option: KernelOption<sctp_paddrparams>
  ) throws(SCTPError) {
    if let acknowledgementDelay {
      raw.spp_sackdelay = try option.field(acknowledgementDelay.wholeMilliseconds)
      guard raw.spp_sackdelay > 0 else { throw option.error(.outOfRange) }
    }
    if let on = delaysAcknowledgements ?? (acknowledgementDelay == nil ? nil : true) {
      raw.spp_flags |= on ? SPP_SACKDELAY_ENABLE.rawValue : SPP_SACKDELAY_DISABLE.rawValue
    }
  }

  private func setPacketHeader(
    in raw: inout sctp_paddrparams, _ option: KernelOption<sctp_paddrparams>
  ) throws(SCTPError) {
    if let ipv6FlowLabel {
      guard ipv6FlowLabel < 1 << 20 else { throw option.error(.outOfRange) }
      raw.spp_ipv6_flowlabel = ipv6FlowLabel
      raw.spp_flags |= SPP_IPV6_FLOWLABEL.rawValue
    }
    if let dscp {
      guard dscp & 0b11 == 0 else { throw option.error(.outOfRange) }
      raw.spp_dscp = dscp
      raw.spp_flags |= SPP_DSCP.rawValue
    }
  }
}

extension SCTPSocketOption where Value == SCTPPathParameters {
  /// The parameters of one path, or of all paths if `path` is nil.
  ///
  /// With the scope `.future`, the parameters apply to the paths of future associations. The option fails with EINVAL:
  ///
  /// - for a value outside the range of its property;
  /// - for an interval while ``SCTPPathParameters/heartbeats`` is false (the reason
  ///   ``SCTPError/Reason/heartbeatsDisabled``);
  /// - if the address is not one of the peer's (the reason ``SCTPError/Reason/unknownPath``).
  ///
  /// The corresponding C option is `SCTP_PEER_ADDR_PARAMS`. See RFC 6458, section 8.1.12.
  public static func pathParameters(
    _ path: SCTPAddress? = nil, of association: SCTPAssociationID = .future
  ) -> Self {
    let option = KernelOption.pathParameters(of: association)
    let request = option.request(path)
    return option.option(request: request) {
      SCTPPathParameters($0)
    } _: { parameters throws(SCTPError) in
      try parameters.raw(request, option)
    }
  }
}

extension KernelOption where Raw == sctp_paddrparams {
  fileprivate static func pathParameters(of association: SCTPAssociationID) -> Self {
    Self("SCTP_PEER_ADDR_PARAMS", CSCTP.SCTP_PEER_ADDR_PARAMS, of: association)
  }

  fileprivate func request(_ path: SCTPAddress?) -> sctp_paddrparams {
    var request = sctp_paddrparams()
    request.spp_assoc_id = scope.rawValue
    request.spp_address = sockaddr_storage(path)
    return request
  }
}

extension KernelCall where Value == Void {
  /// Sends a heartbeat on one path, or on all paths of an association.
  ///
  /// The C option is `SCTP_PEER_ADDR_PARAMS` with `SPP_HB_DEMAND`. See RFC 6458, section 8.1.12.
  static func heartbeat(_ path: SCTPAddress?, of association: SCTPAssociationID) -> Self {
    let option = KernelOption.pathParameters(of: association)
    var request = option.request(path)
    request.spp_flags = SPP_HB_DEMAND.rawValue
    return option.request(request)
  }
}
#endif
