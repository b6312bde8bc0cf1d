#if os(Linux)
internal import CSCTP

/// The numbers of consecutive retransmissions after which a path changes its state.
///
/// The corresponding C type is `struct sctp_paddrthlds_v2`. See RFC 7829, section 7.2.
public struct SCTPPathThresholds: Hashable, Sendable {
  /// The number of consecutive retransmissions after which the path is inactive; setting 0 leaves it unchanged.
  public var maximumRetransmissions: UInt16
  /// The number of consecutive retransmissions after which the path is potentially failed.
  public var potentiallyFailed: UInt16
  /// The number of consecutive retransmissions on the primary path after which another path becomes the primary path;
  /// 65,535 for never.
  public var primarySwitchover: UInt16

  /// Creates thresholds.
  public init(maximumRetransmissions: UInt16, potentiallyFailed: UInt16, primarySwitchover: UInt16 = .max) {
    self.maximumRetransmissions = maximumRetransmissions
    self.potentiallyFailed = potentiallyFailed
    self.primarySwitchover = primarySwitchover
  }
}

extension SCTPPathThresholds: CustomStringConvertible {
  /// One line with every property.
  public var description: String {
    let switchover = primarySwitchover == .max ? "never" : "after \(primarySwitchover)"
    return """
      inactive after \(maximumRetransmissions) retransmissions, potentially failed after \(potentiallyFailed), \
      switchover \(switchover)
      """
  }
}

/// The places where the kernel reports that a path is potentially failed.
///
/// The C header has no names for the values. See RFC 7829, section 7.3.
public struct SCTPPotentiallyFailedExposure: RawRepresentable, Hashable, Sendable {
  /// The kernel's number.
  public let rawValue: UInt32

  /// Creates a value from the kernel's number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The kernel reports the state in `pathInfo(_:)`, but not in notifications.
  ///
  /// The value is 0.
  public static var unset: Self { Self(rawValue: 0) }
  /// The kernel does not report the state.
  ///
  /// The value is 1.
  ///
  /// Reading the state of a potentially failed path fails with EACCES.
  public static var disabled: Self { Self(rawValue: 1) }
  /// The kernel reports the state in `pathInfo(_:)` and in notifications.
  ///
  /// The value is 2.
  public static var enabled: Self { Self(rawValue: 2) }
}

extension SCTPPotentiallyFailedExposure: CustomStringConvertible {
  /// The name of the value, such as `enabled`, or its number if it has none.
  public var description: String { name(in: [.unset: "unset", .disabled: "disabled", .enabled: "enabled"]) }
}

extension SCTPSocketOption where Value == SCTPPathThresholds {
  /// The failure thresholds of one path, or of all paths if `path` is nil.
  ///
  /// The option fails with:
  ///
  /// - ENOENT and the reason ``SCTPError/Reason/unknownPath`` if the address is not one of the peer's.
  /// - EINVAL if ``SCTPPathThresholds/potentiallyFailed`` is above ``SCTPPathThresholds/primarySwitchover``.
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

  /// The failure thresholds for kernels before 5.5, which have no switchover threshold.
  ///
  /// Setting the option ignores ``SCTPPathThresholds/primarySwitchover``. The option fails with ENOENT and
  /// the reason ``SCTPError/Reason/unknownPath`` if the address is not one of the peer's.
  ///
  /// The corresponding C option is `SCTP_PEER_ADDR_THLDS`. See RFC 7829, section 7.2.
  public static func pathThresholdsWithoutSwitchover(
    _ path: SCTPAddress? = nil, of association: SCTPAssociationID = .future
  ) -> Self {
    var request = sctp_paddrthlds()
    request.spt_assoc_id = association.rawValue
    request.spt_address = sockaddr_storage(path)
    let option = KernelOption<sctp_paddrthlds>(
      "SCTP_PEER_ADDR_THLDS", CSCTP.SCTP_PEER_ADDR_THLDS, of: association)
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

extension SCTPSocketOption where Value == SCTPPotentiallyFailedExposure {
  /// The places where the kernel reports that a path is potentially failed.
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
  /// The UDP port of the peer for packets that are encapsulated in UDP, in host byte order; 0 for no encapsulation.
  ///
  /// The sysctl `net.sctp.udp_port` is the UDP port of this host; while it is 0, no packet is encapsulated. An
  /// association adopts the port from which the packets of its peer arrive. The option fails with EINVAL if the address
  /// is not one of the peer's.
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
  /// The interval of the packets that probe the MTU of a path, in steps of 1 ms; zero disables the probes.
  ///
  /// For an association, the kernel rounds the interval up to a tick of its clock. The option fails with EINVAL for an
  /// interval of 1 to 4,999 ms, or if the address is not one of the peer's.
  ///
  /// The corresponding C option is `SCTP_PLPMTUD_PROBE_INTERVAL`. See RFC 8899.
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
