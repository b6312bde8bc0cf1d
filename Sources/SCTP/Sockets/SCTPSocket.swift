#if os(Linux)
internal import CSCTP
public import SystemPackage

/// A one-to-many socket: many associations on one descriptor.
///
/// Use it for associations with little traffic. To move an association with heavy traffic to a separate socket, call
/// ``peelOff(association:flags:)``.
///
/// ```swift
/// let server = try SCTPSocket()
/// try server.bind(to: .loopback(port: 38412))
/// try server.listen()
/// for try await received in server.received {
///   guard let message = received.message else { continue }
///   try? await server.send(message.payload, on: message.association, timeout: .seconds(1))
/// }
/// ```
///
/// The corresponding C call is `socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP)`. See RFC 6458, section 3.
public final class SCTPSocket: SCTPEndpoint, @unchecked Sendable {
  /// Whether the running kernel supports SCTP.
  public static var isSupported: Bool {
    let descriptor = retryingInterrupts { csctp_socket(AF_INET, csctp_SOCK_SEQPACKET, csctp_SOCK_CLOEXEC) }
    if descriptor >= 0 { _ = csctp_close(descriptor) }
    // Any other error, such as EMFILE, comes from a kernel that supports SCTP.
    return ![-EPROTONOSUPPORT, -ESOCKTNOSUPPORT].contains(descriptor)
  }

  override class var style: any SocketStyle.Type { OneToManyStyle.self }

  override class var kind: String { "one-to-many socket" }

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
  /// The corresponding C function is `socket(2)`. See RFC 6458, section 3.1.1.
  public init(family: SCTPAddressFamily = .ipv4, flags: SCTPSocketFlags = .closeOnExec) throws(SCTPError) {
    try super.init(csctp_SOCK_SEQPACKET, family, flags, descriptorFlags: flags.rawValue)
  }

  /// Creates a socket that owns an existing descriptor, which no other code may use or close.
  ///
  /// The descriptor becomes close-on-exec. Calls that the descriptor does not support fail;
  /// ``SCTPSocketStyle/init(of:)`` determines its style. ``SCTPEndpoint/releaseDescriptor()`` returns the descriptor to
  /// the caller.
  public init(takingOwnershipOf descriptor: FileDescriptor) {
    super.init(adopting: descriptor.rawValue)
  }

  /// Starts to accept associations.
  ///
  /// With a backlog of 0, stops accepting them.
  ///
  /// - Parameter backlog: A positive number to accept associations, or 0 to stop accepting them. Linux does not limit
  ///   the number of associations that a one-to-many socket accepts.
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL for a negative backlog;
  ///   - EADDRINUSE if another socket listens on the address;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C function is `listen(2)`. See RFC 6458, section 3.1.3.
  public func listen(backlog: Int = 128) throws(SCTPError) {
    try beginListening(backlog)
    guard backlog == 0 else { return }
    try gate.withDescriptor("listen") { _ throws(SCTPError) in
      gate.withLock { state in
        // A waiting receive may have nothing left to wait for.
        if state.inbox.waitReason == .listens { state.inbox.waitReason = nil }
        gate.wakeOthersAfterUnlocking()
      }
    }
  }

  /// Returns the addresses to which the socket or one of its associations is bound.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C function is `sctp_getladdrs(3)`. See RFC 6458, section 9.5.
  public func localAddresses(of association: SCTPAssociationID? = nil) throws(SCTPError) -> [SCTPAddress] {
    try localAddresses(association ?? .future)
  }

  /// Returns the addresses of an association's peer.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C function is `sctp_getpaddrs(3)`. See RFC 6458, section 9.3.
  public func peerAddresses(of association: SCTPAssociationID) throws(SCTPError) -> [SCTPAddress] {
    try requireUnreserved(association, "sctp_getpaddrs")
    return try peerAddresses(association)
  }

  /// Returns the associations of the socket, including those that `connect` is setting up.
  ///
  /// An association that `send` sets up has no identifier, and is not included, until the peer has answered. Until then,
  /// the caller can end it only with ``SCTPEndpoint/close()``.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_GET_ASSOC_ID_LIST`. See RFC 6458, section 8.2.6.
  public func associations() throws(SCTPError) -> [SCTPAssociationID] {
    try gate.withDescriptor("getsockopt(SCTP_GET_ASSOC_ID_LIST)") { descriptor throws(SCTPError) in
      try AssociationList.identifiers(on: descriptor)
    }
  }

  /// Subscribes to or unsubscribes from notifications.
  ///
  /// The call affects later events, not notifications that are already queued.
  ///
  /// - Parameters:
  ///   - on: Whether to subscribe or to unsubscribe.
  ///   - events: The events.
  ///   - association: The association, or `.future`, `.current` or `.all`. The default, `.future`, does not change
  ///     associations that exist: subscribe before the socket listens, or pass `.all`.
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_EVENT`. See RFC 6458, section 6.2.2.
  public func setSubscribed(
    _ on: Bool, to events: SCTPEventSet, of association: SCTPAssociationID = .future
  ) throws(SCTPError) {
    try attributingErrors(to: association) { () throws(SCTPError) in try subscribe(on, to: events, of: association) }
  }

  /// Returns the events to which the caller is subscribed, for future associations or for one association.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_EVENT`. See RFC 6458, section 6.2.2.
  public func subscribedEvents(of association: SCTPAssociationID = .future) throws(SCTPError) -> SCTPEventSet {
    try attributingErrors(to: association) { () throws(SCTPError) in try subscribedEvents(association) }
  }

  func requireUnreserved(_ association: SCTPAssociationID, _ operation: String) throws(SCTPError) {
    if association.isReserved {
      throw SCTPError(.invalidArgument, in: operation, because: .reservedAssociation)
    }
  }
}
#endif
