#if os(Linux)
internal import CSCTP

/// A notification that one of the peer's addresses changed its state.
///
/// The kernel does not report the initial addresses of an association as added. Some kernels before 5.8 are an
/// exception: they report them before ``SCTPAssociationChange/State/communicationUp``. The kernel does not report the
/// addresses to which this side connected as confirmed.
///
/// The corresponding C type is `struct sctp_paddr_change`. See RFC 6458, section 6.1.2.
public struct SCTPPeerAddressChange: Hashable, Sendable {
  /// The peer's address.
  public let address: SCTPAddress
  /// The new state of the address.
  public let state: State
  /// The reason for the change, as a number of the C type `sctp_sn_error_t`; usually 0.
  ///
  /// An example is 2 (`SCTP_HEARTBEAT_SUCCESS`) for an answered heartbeat.
  public let error: Int32
  /// The association.
  public let association: SCTPAssociationID

  /// The state of one of the peer's addresses.
  ///
  /// The corresponding C type is `enum sctp_spc_state`.
  public struct State: RawRepresentable, Hashable, Sendable {
    /// The kernel's number.
    public let rawValue: Int32

    /// Creates a state from the kernel's number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    private init(_ state: sctp_spc_state) { self.init(rawValue: Int32(state.rawValue)) }

    /// The address is reachable again.
    ///
    /// The corresponding C constant is `SCTP_ADDR_AVAILABLE`.
    public static var available: Self { Self(CSCTP.SCTP_ADDR_AVAILABLE) }
    /// The address no longer responds.
    ///
    /// The corresponding C constant is `SCTP_ADDR_UNREACHABLE`.
    public static var unreachable: Self { Self(CSCTP.SCTP_ADDR_UNREACHABLE) }
    /// The address was removed from the association.
    ///
    /// The corresponding C constant is `SCTP_ADDR_REMOVED`.
    public static var removed: Self { Self(CSCTP.SCTP_ADDR_REMOVED) }
    /// The address was added to the association.
    ///
    /// The corresponding C constant is `SCTP_ADDR_ADDED`.
    public static var added: Self { Self(CSCTP.SCTP_ADDR_ADDED) }
    /// The address became the primary path.
    ///
    /// The corresponding C constant is `SCTP_ADDR_MADE_PRIM`.
    public static var madePrimary: Self { Self(CSCTP.SCTP_ADDR_MADE_PRIM) }
    /// The address responded for the first time.
    ///
    /// The corresponding C constant is `SCTP_ADDR_CONFIRMED`.
    public static var confirmed: Self { Self(CSCTP.SCTP_ADDR_CONFIRMED) }
    /// The address has failed to respond several times, but is not yet unreachable.
    ///
    /// The corresponding C constant is `SCTP_ADDR_POTENTIALLY_FAILED`. See RFC 7829.
    public static var potentiallyFailed: Self { Self(CSCTP.SCTP_ADDR_POTENTIALLY_FAILED) }
  }

  /// Creates an event, for example for a unit test.
  public init(address: SCTPAddress, state: State, error: Int32 = 0, association: SCTPAssociationID) {
    self.address = address
    self.state = state
    self.error = error
    self.association = association
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_paddr_change.self), let address = SCTPAddress(storage: raw.spc_aaddr) else {
      return nil
    }
    self.address = address
    state = State(rawValue: raw.spc_state)
    error = raw.spc_error
    association = SCTPAssociationID(rawValue: raw.spc_assoc_id)
  }
}

extension SCTPPeerAddressChange: CustomStringConvertible {
  /// The association, the address, and its state, such as `association 12: 192.0.2.1:38412 potentially failed`.
  public var description: String { "association \(association): \(address) \(state)" }
}

extension SCTPPeerAddressChange.State: CustomStringConvertible {
  /// The name of the state, such as `potentially failed`.
  public var description: String {
    name(in: [
      .available: "available", .unreachable: "unreachable", .removed: "removed", .added: "added",
      .madePrimary: "made primary", .confirmed: "confirmed", .potentiallyFailed: "potentially failed",
    ])
  }
}
#endif
