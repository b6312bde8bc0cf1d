#if os(Linux)
internal import CSCTP

/// When a path counts as failing.
///
/// The corresponding C type is `struct sctp_paddrthlds_v2`. See RFC 7829, section 7.2.
public struct SCTPPathThresholds: Hashable, Sendable {
  /// How many retransmissions in a row make the path inactive; 0 leaves it unchanged when set.
  public var maximumRetransmissions: UInt16
  /// How many make it potentially failed.
  public var potentiallyFailed: UInt16
  /// How many on the primary path make another one the primary path; 65,535 for never.
  public var primarySwitchover: UInt16

  /// Creates thresholds.
  public init(maximumRetransmissions: UInt16, potentiallyFailed: UInt16, primarySwitchover: UInt16 = .max) {
    self.maximumRetransmissions = maximumRetransmissions
    self.potentiallyFailed = potentiallyFailed
    self.primarySwitchover = primarySwitchover
  }
}

/// Whether the state "potentially failed" shows in notifications and in the state of paths.
///
/// The C header has no names for the values. See RFC 7829, section 7.3.
public struct SCTPPotentiallyFailedExposure: RawRepresentable, Hashable, Sendable {
  /// The kernel's number.
  public let rawValue: UInt32

  /// Creates a value from the kernel's number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The state shows in the state of paths, but not in notifications: 0.
  public static var unset: Self { Self(rawValue: 0) }
  /// The state does not show: 1.
  public static var disabled: Self { Self(rawValue: 1) }
  /// The state shows in both: 2.
  public static var enabled: Self { Self(rawValue: 2) }
}

extension SCTPSocketOption where Value == SCTPPathThresholds {
  /// When a path counts as failing.
  ///
  /// An address that is not the peer's throws ENOENT, a ``SCTPPathThresholds/potentiallyFailed`` above
  /// ``SCTPPathThresholds/primarySwitchover`` EINVAL.
  ///
  /// The corresponding C option is `SCTP_PEER_ADDR_THLDS_V2`. See RFC 7829, section 7.2.
  public static func pathThresholds(_ path: SCTPAddress? = nil, of association: SCTPAssociationID = .future) -> Self {
    var request = sctp_paddrthlds_v2()
    request.spt_assoc_id = association.rawValue
    request.spt_address = sockaddr_storage(path)
    let option = KernelOption<sctp_paddrthlds_v2>(
      "SCTP_PEER_ADDR_THLDS_V2", CSCTP.SCTP_PEER_ADDR_THLDS_V2, of: association)
    return option.option(request: request) { raw in
      SCTPPathThresholds(
        maximumRetransmissions: raw.spt_pathmaxrxt, potentiallyFailed: raw.spt_pathpfthld,
        primarySwitchover: raw.spt_pathcpthld)
    } _: { [request] thresholds in
      var raw = request
      raw.spt_pathmaxrxt = thresholds.maximumRetransmissions
      raw.spt_pathpfthld = thresholds.potentiallyFailed
      raw.spt_pathcpthld = thresholds.primarySwitchover
      return raw
    }
  }

  /// When a path counts as failing, for kernels before 5.5, which have no threshold of a switchover.
  ///
  /// The corresponding C option is `SCTP_PEER_ADDR_THLDS`. See RFC 7829, section 7.2.
  public static func pathThresholdsWithoutSwitchover(
    _ path: SCTPAddress? = nil, of association: SCTPAssociationID = .future
  ) -> Self {
    var request = sctp_paddrthlds()
    request.spt_assoc_id = association.rawValue
    request.spt_address = sockaddr_storage(path)
    let option = KernelOption<sctp_paddrthlds>("SCTP_PEER_ADDR_THLDS", CSCTP.SCTP_PEER_ADDR_THLDS, of: association)
    return option.option(request: request) { raw in
      SCTPPathThresholds(maximumRetransmissions: raw.spt_pathmaxrxt, potentiallyFailed: raw.spt_pathpfthld)
    } _: { [request] thresholds in
      var raw = request
      raw.spt_pathmaxrxt = thresholds.maximumRetransmissions
      raw.spt_pathpfthld = thresholds.potentiallyFailed
      return raw
    }
  }
}

extension SCTPSocketOption where Value == SCTPAddress {
  /// The peer's address that messages are sent to.
  ///
  /// Setting an address that is not the peer's throws EINVAL.
  ///
  /// The corresponding C option is `SCTP_PRIMARY_ADDR`. See RFC 6458, section 8.1.9.
  public static func primaryPath(of association: SCTPAssociationID = .future) -> Self {
    let option = KernelOption<sctp_prim>("SCTP_PRIMARY_ADDR", CSCTP.SCTP_PRIMARY_ADDR, of: association)
    let id = association.rawValue
    return option.option(request: sctp_prim(ssp_assoc_id: id, ssp_addr: sockaddr_storage())) { raw throws(SCTPError) in
      guard let address = SCTPAddress(storage: raw.ssp_addr) else {
        throw SCTPError(.invalidArgument, in: "getsockopt(\(option.name))", because: .shortOption)
      }
      return address
    } _: { address in
      sctp_prim(ssp_assoc_id: id, ssp_addr: sockaddr_storage(address))
    }
  }
}

extension SCTPWriteOnlyOption where Value == SCTPAddress {
  /// Asks the peer to send to one of this side's addresses.
  ///
  /// It needs the sysctl `net.sctp.addip_enable` (RFC 5061), else it throws EPERM.
  ///
  /// The corresponding C option is `SCTP_SET_PEER_PRIMARY_ADDR`. See RFC 6458, section 8.3.1.
  public static func peerPrimaryPath(of association: SCTPAssociationID = .future) -> Self {
    let id = association.rawValue
    return KernelOption<sctp_setpeerprim>(
      "SCTP_SET_PEER_PRIMARY_ADDR", CSCTP.SCTP_SET_PEER_PRIMARY_ADDR, of: association
    ).writeOnly {
      address in
      sctp_setpeerprim(sspp_assoc_id: id, sspp_addr: sockaddr_storage(address))
    }
  }
}

extension SCTPSocketOption where Value == SCTPPotentiallyFailedExposure {
  /// Whether the state "potentially failed" shows.
  ///
  /// The corresponding C option is `SCTP_EXPOSE_POTENTIALLY_FAILED_STATE`. See RFC 7829, section 7.3.
  public static func potentiallyFailedExposure(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>(
      "SCTP_EXPOSE_POTENTIALLY_FAILED_STATE", CSCTP.SCTP_EXPOSE_POTENTIALLY_FAILED_STATE, of: association
    )
    .scopedValue {
      SCTPPotentiallyFailedExposure(rawValue: $0)
    } _: {
      $0.rawValue
    }
  }
}

extension SCTPSocketOption where Value == UInt16 {
  /// The UDP port of the peer that SCTP packets are encapsulated for, in host order; 0 for no encapsulation.
  ///
  /// The port of this side is the sysctl `net.sctp.udp_port`; without one nothing is encapsulated.
  /// An association takes over the port that its peer's packets come from.
  ///
  /// The corresponding C option is `SCTP_REMOTE_UDP_ENCAPS_PORT`. See RFC 6951, section 6.1.
  public static func udpEncapsulationPort(
    _ path: SCTPAddress? = nil, of association: SCTPAssociationID = .future
  ) -> Self {
    var request = sctp_udpencaps()
    request.sue_assoc_id = association.rawValue
    request.sue_address = sockaddr_storage(path)
    return KernelOption<sctp_udpencaps>(
      "SCTP_REMOTE_UDP_ENCAPS_PORT", CSCTP.SCTP_REMOTE_UDP_ENCAPS_PORT, of: association
    )
    .option(request: request) {
      UInt16(bigEndian: $0.sue_port)
    } _: { [request] port in
      var raw = request
      raw.sue_port = port.bigEndian
      return raw
    }
  }
}

extension SCTPSocketOption where Value == Duration {
  /// The time between probes of a path's MTU by packets of its size, in steps of 1 ms; zero turns them off.
  ///
  /// A time between 1 ms and 4,999 ms throws EINVAL. For an association the kernel rounds up to a tick of its clock.
  /// See RFC 8899.
  ///
  /// The corresponding C option is `SCTP_PLPMTUD_PROBE_INTERVAL`.
  public static func pathMTUProbeInterval(
    _ path: SCTPAddress? = nil, of association: SCTPAssociationID = .future
  ) -> Self {
    var request = sctp_probeinterval()
    request.spi_assoc_id = association.rawValue
    request.spi_address = sockaddr_storage(path)
    let option = KernelOption<sctp_probeinterval>(
      "SCTP_PLPMTUD_PROBE_INTERVAL", CSCTP.SCTP_PLPMTUD_PROBE_INTERVAL, of: association)
    return option.option(request: request) {
      .milliseconds($0.spi_interval)
    } _: { [request] time throws(SCTPError) in
      var raw = request
      raw.spi_interval = try option.field(time.wholeMilliseconds)
      return raw
    }
  }
}
#endif
