#if os(Linux)
internal import CSCTP

/// The state of a path.
///
/// A path is one of the peer's addresses.
///
/// The corresponding C type is `struct sctp_paddrinfo`. See RFC 6458, section 8.2.2.
public struct SCTPPathInfo: Hashable, Sendable {
  /// The association.
  public let association: SCTPAssociationID
  /// The peer's address.
  public let address: SCTPAddress
  /// Whether the kernel sends messages on this path by default.
  public let isPrimary: Bool
  /// The reachability of the address.
  public let state: State
  /// The congestion window, in bytes.
  public let congestionWindow: UInt32
  /// The smoothed round-trip time (SRTT); zero before the first measurement, or if the time is shorter than a tick.
  ///
  /// Linux measures the time in ticks of its clock, which last 1 to 10 ms. See RFC 9260, section 6.3.1.
  public let smoothedRoundTripTime: Duration
  /// The retransmission timeout (RTO), in steps of 1 ms.
  public let retransmissionTimeout: Duration
  /// The path's maximum transmission unit (MTU), in bytes.
  public let maximumTransmissionUnit: UInt32

  /// Creates the state of a path, for example for a unit test.
  public init(
    association: SCTPAssociationID, address: SCTPAddress, isPrimary: Bool = false, state: State = .active,
    congestionWindow: UInt32 = 4_380, smoothedRoundTripTime: Duration = .zero,
    retransmissionTimeout: Duration = .seconds(1), maximumTransmissionUnit: UInt32 = 1_500
  ) {
    self.association = association
    self.address = address
    self.isPrimary = isPrimary
    self.state = state
    self.congestionWindow = congestionWindow
    self.smoothedRoundTripTime = smoothedRoundTripTime
    self.retransmissionTimeout = retransmissionTimeout
    self.maximumTransmissionUnit = maximumTransmissionUnit
  }

  /// The reachability of a peer's address.
  ///
  /// The corresponding C type is `enum sctp_spinfo_state`.
  public struct State: RawRepresentable, Hashable, Sendable {
    /// The kernel's number.
    public let rawValue: Int32

    /// Creates a state from the kernel's number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    private init(_ state: sctp_spinfo_state) { self.init(rawValue: Int32(state.rawValue)) }

    /// The address is unreachable: too many retransmissions or heartbeats were not acknowledged.
    ///
    /// The corresponding C constant is `SCTP_INACTIVE`.
    public static var inactive: Self { Self(CSCTP.SCTP_INACTIVE) }
    /// The address has failed to acknowledge some retransmissions or heartbeats.
    ///
    /// The corresponding C constant is `SCTP_PF`. See RFC 7829.
    public static var potentiallyFailed: Self { Self(CSCTP.SCTP_PF) }
    /// The address is reachable.
    ///
    /// The corresponding C constant is `SCTP_ACTIVE`.
    public static var active: Self { Self(CSCTP.SCTP_ACTIVE) }
    /// No heartbeat has confirmed the address yet.
    ///
    /// The corresponding C constant is `SCTP_UNCONFIRMED`.
    public static var unconfirmed: Self { Self(CSCTP.SCTP_UNCONFIRMED) }
    /// The kernel does not know the state.
    ///
    /// The corresponding C constant is `SCTP_UNKNOWN`.
    public static var unknown: Self { Self(CSCTP.SCTP_UNKNOWN) }
  }
}

extension SCTPPathInfo.State: CustomStringConvertible {
  /// The name of the state, such as `potentially failed`, or its number if it has none.
  public var description: String {
    name(in: [
      .inactive: "inactive", .potentiallyFailed: "potentially failed", .active: "active", .unconfirmed: "unconfirmed",
      .unknown: "unknown",
    ])
  }
}

extension SCTPPathInfo: CustomStringConvertible {
  /// One line with every property.
  public var description: String {
    """
    \(address): \(isPrimary ? "primary, " : "")\(state), round-trip time \(smoothedRoundTripTime.text), retransmission \
    timeout \(retransmissionTimeout.text), congestion window \(congestionWindow) bytes, MTU \
    \(maximumTransmissionUnit) bytes, association \(association)
    """
  }
}

extension SCTPPathInfo {
  /// Reads the state of a path.
  ///
  /// The C option is `SCTP_GET_PEER_ADDR_INFO`. See RFC 6458, section 8.2.2.
  ///
  /// `primaryPath` is the primary path of the association; if it is nil, the initializer reads it.
  init(
    _ path: SCTPAddress, of association: SCTPAssociationID, on descriptor: CInt, primaryPath: SCTPAddress? = nil
  ) throws(SCTPError) {
    let raw = try Self.read(path, of: association, on: descriptor)
    guard let address = SCTPAddress(storage: raw.spinfo_address) else {
      throw SCTPError(.invalidArgument, in: "getsockopt(SCTP_GET_PEER_ADDR_INFO)", because: .shortOption)
    }
    // The kernel returns the association of the path, also if the request contains a reserved identifier.
    let association = SCTPAssociationID(rawValue: raw.spinfo_assoc_id)
    let primary = if let primaryPath { primaryPath } else { try PrimaryPath.address(of: association, on: descriptor) }
    self.init(
      association: association, address: address, isPrimary: primary == address,
      state: State(rawValue: raw.spinfo_state), congestionWindow: raw.spinfo_cwnd,
      smoothedRoundTripTime: .ticks(raw.spinfo_srtt), retransmissionTimeout: .milliseconds(raw.spinfo_rto),
      maximumTransmissionUnit: raw.spinfo_mtu)
  }

  private static func read(
    _ path: SCTPAddress, of association: SCTPAssociationID, on descriptor: CInt
  ) throws(SCTPError) -> sctp_paddrinfo {
    var request = sctp_paddrinfo()
    request.spinfo_assoc_id = association.rawValue
    request.spinfo_address = sockaddr_storage(path)
    return try KernelOption<sctp_paddrinfo>("SCTP_GET_PEER_ADDR_INFO", CSCTP.SCTP_GET_PEER_ADDR_INFO, of: association)
      .value(on: descriptor, request: request)
  }
}

extension KernelCall where Value == SCTPPathInfo {
  /// Returns the state of a path.
  static func pathInfo(_ path: SCTPAddress, of association: SCTPAssociationID) -> Self {
    Self(of: association) { descriptor throws(SCTPError) in
      try SCTPPathInfo(path, of: association, on: descriptor)
    }
  }
}

extension KernelCall where Value == [SCTPPathInfo] {
  /// Returns the states of those of `addresses` that are still paths of the association.
  static func paths(_ addresses: [SCTPAddress], of association: SCTPAssociationID) -> Self {
    Self(of: association) { descriptor throws(SCTPError) in
      let primary = try PrimaryPath.address(of: association, on: descriptor)
      var paths: [SCTPPathInfo] = []
      for address in addresses {
        do throws(SCTPError) {
          paths.append(try SCTPPathInfo(address, of: association, on: descriptor, primaryPath: primary))
        } catch let error where error.code == .invalidArgument && DescriptorProbe.exists(association, on: descriptor) {
          // The peer has removed the address in the meantime.
        }
      }
      return paths
    }
  }
}
#endif
