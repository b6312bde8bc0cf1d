#if os(Linux)
internal import CSCTP

/// The state of a path to the peer, which is one of its addresses.
///
/// The corresponding C type is `struct sctp_paddrinfo`. See RFC 6458, section 8.2.2.
public struct SCTPPathInfo: Hashable, Sendable {
  /// The association.
  public let association: SCTPAssociationID
  /// The peer's address.
  public let address: SCTPAddress
  /// Whether the address can be reached.
  public let state: State
  /// The congestion window, in bytes.
  public let congestionWindow: UInt32
  /// The smoothed round-trip time.
  ///
  /// Linux counts it in ticks of its clock, whose frequency it does not report: `CONFIG_HZ`, often 250 or 1,000 a
  /// second.
  public let smoothedRoundTripTicks: UInt32
  /// The retransmission timeout, in steps of 1 ms.
  public let retransmissionTimeout: Duration
  /// The path's maximum transmission unit, in bytes.
  public let maximumTransmissionUnit: UInt32

  /// Whether a peer's address can be reached.
  ///
  /// The corresponding C type is `enum sctp_spinfo_state`.
  public struct State: RawRepresentable, Hashable, Sendable {
    /// The kernel's number.
    public let rawValue: Int32

    /// Creates a state from the kernel's number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    private init(_ state: sctp_spinfo_state) { self.init(rawValue: Int32(state.rawValue)) }

    /// The address does not answer.
    ///
    /// The corresponding C constant is `SCTP_INACTIVE`.
    public static var inactive: Self { Self(CSCTP.SCTP_INACTIVE) }
    /// The address has missed some answers.
    ///
    /// The corresponding C constant is `SCTP_PF`.
    public static var potentiallyFailed: Self { Self(CSCTP.SCTP_PF) }
    /// The address answers.
    ///
    /// The corresponding C constant is `SCTP_ACTIVE`.
    public static var active: Self { Self(CSCTP.SCTP_ACTIVE) }
    /// The address has not answered yet.
    ///
    /// The corresponding C constant is `SCTP_UNCONFIRMED`.
    public static var unconfirmed: Self { Self(CSCTP.SCTP_UNCONFIRMED) }
    /// The kernel has no state for it.
    ///
    /// The corresponding C constant is `SCTP_UNKNOWN`.
    public static var unknown: Self { Self(CSCTP.SCTP_UNKNOWN) }
  }

  init?(_ raw: sctp_paddrinfo) {
    guard let address = SCTPAddress(storage: raw.spinfo_address) else { return nil }
    association = SCTPAssociationID(rawValue: raw.spinfo_assoc_id)
    self.address = address
    state = State(rawValue: raw.spinfo_state)
    congestionWindow = raw.spinfo_cwnd
    smoothedRoundTripTicks = raw.spinfo_srtt
    retransmissionTimeout = .milliseconds(raw.spinfo_rto)
    maximumTransmissionUnit = raw.spinfo_mtu
  }
}

extension SCTPReadOnlyOption where Value == SCTPPathInfo {
  /// The state of a path.
  ///
  /// - Parameters:
  ///   - path: One of the peer's addresses.
  ///   - association: The association; with `.future`, the kernel finds it by the address.
  /// - Returns: The option.
  ///
  /// Reading it throws EINVAL if the association has no such path.
  ///
  /// The corresponding C option is `SCTP_GET_PEER_ADDR_INFO`. See RFC 6458, section 8.2.2.
  public static func pathInfo(_ path: SCTPAddress, of association: SCTPAssociationID = .future) -> Self {
    let option = KernelOption<sctp_paddrinfo>("SCTP_GET_PEER_ADDR_INFO", CSCTP.SCTP_GET_PEER_ADDR_INFO, of: association)
    var request = sctp_paddrinfo()
    request.spinfo_assoc_id = association.rawValue
    request.spinfo_address = sockaddr_storage(path)
    return option.readOnly(request: request) { raw throws(SCTPError) in
      guard let info = SCTPPathInfo(raw) else {
        throw SCTPError(.invalidArgument, in: "getsockopt(\(option.name))", because: .shortOption)
      }
      return info
    }
  }
}
#endif
