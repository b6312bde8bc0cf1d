#if os(Linux)
internal import CSCTP

/// How paths are watched and used.
///
/// When set, a property that is nil leaves its parameter unchanged. When read, a property is nil only if the kernel
/// does not report it.
///
/// The corresponding C type is `struct sctp_paddrparams`. See RFC 6458, section 8.1.12.
public struct SCTPPathParameters: Hashable, Sendable {
  /// Whether heartbeats are sent.
  public var heartbeats: Bool?
  /// The time between heartbeats, in steps of 1 ms; zero sends them as fast as the path answers.
  ///
  /// The kernel silently ignores it unless ``heartbeats`` is true.
  public var heartbeatInterval: Duration?
  /// How many retransmissions in a row make the path inactive, 1 to 65,535.
  public var maximumRetransmissions: UInt16?
  /// Whether the kernel discovers the path's MTU; if false, ``pathMTU`` applies.
  public var discoversPathMTU: Bool?
  /// The path's maximum transmission unit, in bytes; setting it needs ``discoversPathMTU`` to be false.
  public var pathMTU: UInt32?
  /// Whether acknowledgements are delayed.
  public var delaysAcknowledgements: Bool?
  /// The longest delay of an acknowledgement, 1 to 500 ms in steps of 1 ms.
  ///
  /// The kernel ignores it unless ``delaysAcknowledgements`` is true. For an association it rounds up to a tick of its
  /// clock, of 1 to 10 ms.
  public var acknowledgementDelay: Duration?
  /// The flow label of IPv6 packets, 20 bits.
  public var ipv6FlowLabel: UInt32?
  /// The differentiated services code point of IP packets, in the upper 6 bits.
  public var dscp: UInt8?

  /// Creates a value that changes only the given properties.
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

extension SCTPPathParameters {
  init(_ raw: sctp_paddrparams) {
    let flags = raw.spp_flags
    heartbeats = flags & SPP_HB_ENABLE.rawValue != 0
    heartbeatInterval = .milliseconds(raw.spp_hbinterval)
    maximumRetransmissions = raw.spp_pathmaxrxt
    discoversPathMTU = flags & SPP_PMTUD_ENABLE.rawValue != 0
    pathMTU = raw.spp_pathmtu
    delaysAcknowledgements = flags & SPP_SACKDELAY_ENABLE.rawValue != 0
    acknowledgementDelay = .milliseconds(raw.spp_sackdelay)
    ipv6FlowLabel = flags & SPP_IPV6_FLOWLABEL.rawValue != 0 ? raw.spp_ipv6_flowlabel : nil
    dscp = flags & SPP_DSCP.rawValue != 0 ? raw.spp_dscp : nil
  }

  /// Returns the C form for the association and the path of `request`.
  func raw(
    _ request: sctp_paddrparams, _ option: KernelOption<sctp_paddrparams>
  ) throws(SCTPError) -> sctp_paddrparams {
    var raw = request
    var flags: UInt32 = 0
    if let heartbeats { flags |= heartbeats ? SPP_HB_ENABLE.rawValue : SPP_HB_DISABLE.rawValue }
    if let heartbeatInterval {
      raw.spp_hbinterval = try option.field(heartbeatInterval.wholeMilliseconds)
      // Without this flag, an interval of 0 leaves the interval unchanged.
      if raw.spp_hbinterval == 0 { flags |= SPP_HB_TIME_IS_ZERO.rawValue }
    }
    if let maximumRetransmissions {
      guard maximumRetransmissions > 0 else { throw option.error(.outOfRange) }
      raw.spp_pathmaxrxt = maximumRetransmissions
    }
    if let discoversPathMTU { flags |= discoversPathMTU ? SPP_PMTUD_ENABLE.rawValue : SPP_PMTUD_DISABLE.rawValue }
    if let pathMTU { raw.spp_pathmtu = pathMTU }
    if let delaysAcknowledgements {
      flags |= delaysAcknowledgements ? SPP_SACKDELAY_ENABLE.rawValue : SPP_SACKDELAY_DISABLE.rawValue
    }
    if let acknowledgementDelay {
      raw.spp_sackdelay = try option.field(acknowledgementDelay.wholeMilliseconds)
      guard raw.spp_sackdelay > 0 else { throw option.error(.outOfRange) }
    }
    if let ipv6FlowLabel {
      guard ipv6FlowLabel < 1 << 20 else { throw option.error(.outOfRange) }
      raw.spp_ipv6_flowlabel = ipv6FlowLabel
      flags |= SPP_IPV6_FLOWLABEL.rawValue
    }
    if let dscp {
      guard dscp & 0b11 == 0 else { throw option.error(.outOfRange) }
      raw.spp_dscp = dscp
      flags |= SPP_DSCP.rawValue
    }
    raw.spp_flags = flags
    return raw
  }
}

extension SCTPSocketOption where Value == SCTPPathParameters {
  /// How paths are watched and used: one of an association, all of it, or those of future associations.
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
  static func pathParameters(of association: SCTPAssociationID) -> Self {
    Self("SCTP_PEER_ADDR_PARAMS", CSCTP.SCTP_PEER_ADDR_PARAMS, of: association)
  }

  func request(_ path: SCTPAddress?) -> sctp_paddrparams {
    var request = sctp_paddrparams()
    request.spp_assoc_id = scope.rawValue
    request.spp_address = sockaddr_storage(path)
    return request
  }
}

extension SCTPWriteOnlyOption where Value == Void {
  /// Sends a heartbeat immediately: on one path, or on all paths of an association.
  ///
  /// The corresponding C option is `SCTP_PEER_ADDR_PARAMS` with `SPP_HB_DEMAND`. See RFC 6458, section 8.1.12.
  public static func heartbeat(_ path: SCTPAddress? = nil, of association: SCTPAssociationID = .future) -> Self {
    let option = KernelOption.pathParameters(of: association)
    var request = option.request(path)
    request.spp_flags = SPP_HB_DEMAND.rawValue
    return option.writeOnly { [request] () in request }
  }
}
#endif
