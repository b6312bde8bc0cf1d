#if os(Linux)
internal import CSCTP
public import SystemPackage

/// A one-to-one socket: one association on one descriptor.
///
/// ``SCTPSocket/peelOff(association:flags:)`` and `SCTPListener.accept(timeout:flags:)` return such a socket. A client
/// creates a socket and connects it.
///
/// The C type of a connected or accepted socket is `SOCK_STREAM`. The C type of a peeled-off socket is
/// `SOCK_SEQPACKET`. The two types shut down and abort associations in different ways, but the library hides the
/// difference.
///
/// The corresponding C call is `socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP)`. See RFC 6458, section 4.
public final class SCTPOneToOneSocket: SCTPEndpoint, @unchecked Sendable {
  /// Whether the kernel type is `SOCK_STREAM`: the socket was connected or accepted, not peeled off.
  let isStream: Bool

  override class var kind: String { "one-to-one socket" }

  override func associationText(_ descriptor: CInt) -> String {
    guard let status = try? SCTPStatus(of: .future, on: descriptor) else { return ", no association" }
    return ", association \(status.association) with \(status.primaryAddress)"
  }

  /// Creates a socket.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EPROTONOSUPPORT or ESOCKTNOSUPPORT and the reason ``SCTPError/Reason/kernelWithoutSCTP`` if the kernel has no
  ///     SCTP;
  ///   - EAFNOSUPPORT if the host does not support the address family;
  ///   - EMFILE or ENFILE if no descriptor is free;
  ///   - ENOMEM or ENOBUFS if there is not enough memory;
  ///   - EACCES if a security policy forbids the socket.
  ///
  /// The corresponding C function is `socket(2)`. See RFC 6458, section 4.1.1.
  public init(family: SCTPAddressFamily = .ipv4, flags: SCTPSocketFlags = .closeOnExec) throws(SCTPError) {
    isStream = true
    try super.init(csctp_SOCK_STREAM, family, flags, descriptorFlags: flags.rawValue)
  }

  /// Creates a socket that owns an existing descriptor, which no other code may use or close.
  ///
  /// The descriptor becomes close-on-exec. Calls that the descriptor does not support fail;
  /// ``SCTPSocketStyle/init(of:)`` determines its style. ``SCTPEndpoint/releaseDescriptor()`` returns the descriptor to
  /// the caller.
  public init(takingOwnershipOf descriptor: FileDescriptor) {
    let type = KernelOption<CInt>("SO_TYPE", SO_TYPE, level: SOL_SOCKET)
    isStream = (try? type.value(on: descriptor.rawValue)) == csctp_SOCK_STREAM
    super.init(adopting: descriptor.rawValue)
  }

  init(
    peeledOff descriptor: CInt, _ flags: SCTPSocketFlags, _ state: consuming sending SocketState,
    from parent: SCTPEndpoint
  ) {
    isStream = false
    super.init(child: descriptor, flags, state, from: parent)
  }

  init(
    accepted descriptor: CInt, _ flags: SCTPSocketFlags, _ state: consuming sending SocketState,
    from parent: SCTPEndpoint
  ) {
    isStream = true
    super.init(child: descriptor, flags, state, from: parent)
  }

  /// The identifier of the socket's association.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL if the socket has no association;
  ///   - EBADF if the socket is closed.
  public var association: SCTPAssociationID {
    get throws(SCTPError) { try status().association }
  }

  /// Returns the addresses to which the socket is bound.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed.
  ///
  /// The corresponding C function is `sctp_getladdrs(3)`. See RFC 6458, section 9.5.
  public func localAddresses() throws(SCTPError) -> [SCTPAddress] {
    try localAddresses(.future)
  }

  /// Returns the peer's addresses.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C function is `sctp_getpaddrs(3)`. See RFC 6458, section 9.3.
  public func peerAddresses() throws(SCTPError) -> [SCTPAddress] {
    try peerAddresses(.future)
  }

  /// Subscribes to or unsubscribes from notifications.
  ///
  /// The end of the association does not require a subscription: `receive` returns nil or throws.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_EVENT`. See RFC 6458, section 6.2.2.
  public func setSubscribed(_ on: Bool, to events: SCTPEventSet) throws(SCTPError) {
    try subscribe(on, to: events, of: .all)
  }

  /// Returns the events to which the caller is subscribed.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_EVENT`. See RFC 6458, section 6.2.2.
  public func subscribedEvents() throws(SCTPError) -> SCTPEventSet {
    try subscribedEvents(.future)
  }
}
#endif
