#if os(Linux)
internal import CSCTP

/// One of the peer's addresses changed its state.
///
/// The addresses that an association begins with are not reported as added; some kernels before 5.8 report them, before
/// the association's "communication up". Those that this side named itself are not reported as confirmed either.
///
/// The corresponding C type is `struct sctp_paddr_change`. See RFC 6458, section 6.1.2.
public struct SCTPPeerAddressChange: Hashable, Sendable {
  /// The peer's address.
  public let address: SCTPAddress
  /// The address's new state.
  public let state: State
  /// Why, as the kernel's number (`sctp_sn_error_t`): such as 2 where a heartbeat was answered, else mostly 0.
  public let error: Int32
  /// The association.
  public let association: SCTPAssociationID

  /// The state of a peer's address.
  ///
  /// The corresponding C type is `enum sctp_spc_state`.
  public struct State: RawRepresentable, Hashable, Sendable {
    /// The kernel's number.
    public let rawValue: Int32

    /// Creates a state from the kernel's number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    private init(_ state: sctp_spc_state) { self.init(rawValue: Int32(state.rawValue)) }

    /// The address can be reached again.
    ///
    /// The corresponding C constant is `SCTP_ADDR_AVAILABLE`.
    public static var available: Self { Self(CSCTP.SCTP_ADDR_AVAILABLE) }
    /// The address no longer answers.
    ///
    /// The corresponding C constant is `SCTP_ADDR_UNREACHABLE`.
    public static var unreachable: Self { Self(CSCTP.SCTP_ADDR_UNREACHABLE) }
    /// The address left the association.
    ///
    /// The corresponding C constant is `SCTP_ADDR_REMOVED`.
    public static var removed: Self { Self(CSCTP.SCTP_ADDR_REMOVED) }
    /// The address joined the association.
    ///
    /// The corresponding C constant is `SCTP_ADDR_ADDED`.
    public static var added: Self { Self(CSCTP.SCTP_ADDR_ADDED) }
    /// The address became the one that messages are sent to.
    ///
    /// The corresponding C constant is `SCTP_ADDR_MADE_PRIM`.
    public static var madePrimary: Self { Self(CSCTP.SCTP_ADDR_MADE_PRIM) }
    /// The address answered for the first time.
    ///
    /// The corresponding C constant is `SCTP_ADDR_CONFIRMED`.
    public static var confirmed: Self { Self(CSCTP.SCTP_ADDR_CONFIRMED) }
    /// The address has missed some answers.
    ///
    /// The corresponding C constant is `SCTP_ADDR_POTENTIALLY_FAILED`.
    public static var potentiallyFailed: Self { Self(CSCTP.SCTP_ADDR_POTENTIALLY_FAILED) }
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
#endif
