#if os(Linux)
internal import CSCTP
public import SystemPackage

/// A one-to-many socket: many associations on one descriptor.
///
/// Keep the associations with little traffic here, and branch one that has much off into a socket of its own with
/// ``peelOff(association:flags:)``.
///
/// ```swift
/// let server = try SCTPSocket()
/// try server.bind(to: .any(port: 38412))
/// try server.listen()
/// while true {
///   guard let message = try server.receive().message else { continue }
///   try server.send(message.payload, on: message.association)
/// }
/// ```
///
/// The corresponding C call is `socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP)`. See RFC 6458, section 3.
public final class SCTPSocket: SCTPEndpoint, @unchecked Sendable {
  /// Whether the running kernel has SCTP.
  public static var isSupported: Bool {
    let descriptor = retryingInterrupts { csctp_socket(AF_INET, csctp_SOCK_SEQPACKET, csctp_SOCK_CLOEXEC) }
    if descriptor >= 0 { _ = csctp_close(descriptor) }
    // Any other error, such as EMFILE, comes from a kernel that has it.
    return ![-EPROTONOSUPPORT, -ESOCKTNOSUPPORT].contains(descriptor)
  }

  /// Makes a socket.
  ///
  /// - Throws: ``SCTPError`` with EPROTONOSUPPORT or ESOCKTNOSUPPORT and the reason
  ///   ``SCTPError/Reason/kernelWithoutSCTP``, or with EMFILE, ENFILE, ENOMEM, EACCES.
  ///
  /// The corresponding C function is `socket(2)`. See RFC 6458, section 3.1.1.
  public init(family: SCTPAddressFamily = .ipv4, flags: SCTPSocketFlags = .closeOnExec) throws(SCTPError) {
    try super.init(csctp_SOCK_SEQPACKET, family, flags, descriptorFlags: flags.rawValue)
  }

  /// Takes over a descriptor, which must not be used or closed by anyone else from now on.
  ///
  /// It may be any descriptor: what cannot be done with it, the calls say.
  public init(takingOwnershipOf descriptor: FileDescriptor) {
    super.init(adopted: descriptor.rawValue, isOneToOne: false)
  }

  /// Begins to accept associations, or ends that with a backlog of 0.
  ///
  /// - Parameter backlog: 0 to stop accepting associations, or any positive value to accept them. Linux does not limit
  ///   the number of associations that a one-to-many socket accepts.
  /// - Throws: ``SCTPError`` with EINVAL for a negative backlog, EADDRINUSE, EBADF.
  ///
  /// The corresponding C function is `listen(2)`. See RFC 6458, section 3.1.3.
  public func listen(backlog: Int = 128) throws(SCTPError) {
    try beginListening(backlog)
    guard backlog == 0 else { return }
    try gate.withDescriptor("listen") { _ throws(SCTPError) in
      gate.withLock { state in
        // A waiting receive may have nothing left to wait for.
        if state.waitReason == .listens { state.waitReason = nil }
        gate.wakeOthersAfterUnlocking()
      }
    }
  }

  /// Sets up an association, and waits until it is up.
  ///
  /// On a non-blocking socket the call returns at once; the association is up when its
  /// ``SCTPAssociationChange/State/communicationUp`` has come.
  ///
  /// - Parameters:
  ///   - addresses: One or more addresses of the peer, all with the same port.
  ///   - timeout: How long to wait; without one, as long as ``SCTPSocketOption/initialMessage`` lets the kernel try.
  /// - Returns: The association.
  /// - Throws: ``SCTPError``; after an error, no association is left:
  ///   - ECONNREFUSED if the peer refuses or aborts the association, or does not answer;
  ///   - ETIMEDOUT at the end of `timeout`;
  ///   - EISCONN or EALREADY if there is an association with the peer, or one is being set up;
  ///   - EADDRNOTAVAIL for the address of an association that was peeled off;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - EINVAL for an empty list or different ports;
  ///   - EBADF if the socket is closed, also while the call waits.
  ///
  /// The corresponding C function is `sctp_connectx(3)`. See RFC 6458, section 9.9.
  @discardableResult
  public func connect(
    to addresses: [SCTPAddress], timeout: Duration? = nil
  ) throws(SCTPError) -> SCTPAssociationID {
    let deadline = Deadline(after: timeout)
    return try gate.withDescriptor("sctp_connectx") { descriptor throws(SCTPError) in
      let association = try beginConnecting(descriptor, to: addresses)
      if isNonBlocking { return association }
      do throws(SCTPError) {
        try waitUntilUp(association, descriptor, until: deadline)
      } catch {
        giveUp(association, descriptor)
        throw error
      }
      return association
    }
  }

  /// Ends an association gracefully, or with `.all` all of them: what was sent arrives first.
  ///
  /// The call does not wait. The association is gone when its ``SCTPAssociationChange/State/shutdownComplete`` has come.
  ///
  /// - Throws: ``SCTPError`` with EPIPE if the socket has no such association, EINVAL for a reserved identifier, EBADF.
  ///
  /// The corresponding C call is `sendmsg(2)` with `SCTP_EOF`. See RFC 6458, section 5.3.4.
  public func shutdown(_ association: SCTPAssociationID) throws(SCTPError) {
    try beginShutdown(association)
  }

  /// Aborts the association that a failed `connect` began.
  ///
  /// Otherwise the kernel would continue to set it up, and the next `connect` would fail with EALREADY or EISCONN.
  func giveUp(_ association: SCTPAssociationID, _ descriptor: CInt) {
    var outgoing = Outgoing(on: association)
    outgoing.raw.info.snd_flags |= csctp_SCTP_ABORT
    _ = try? attempt(unsafe [UInt8]().span.bytes, outgoing, [], descriptor)
  }

  func beginShutdown(_ association: SCTPAssociationID) throws(SCTPError) {
    try requireOneOrAll(association, "sendmsg")
    try transmit(end: csctp_SCTP_EOF, on: association)
  }

  /// Ends an association at once: what has not arrived is lost, and the peer gets an ABORT chunk.
  ///
  /// - Parameters:
  ///   - association: The association, or `.all`.
  ///   - reason: Bytes for the peer, which finds them in ``SCTPAssociationChange/abortReason``. At most 65,492 bytes
  ///     fit into an IPv4 packet. If packets are encapsulated in UDP or ABORT chunks are authenticated, use at most
  ///     65,444 bytes: the kernel silently discards a packet that is too long.
  /// - Throws: ``SCTPError`` with
  ///   - EPIPE if the socket has no such association;
  ///   - EINVAL for a reserved identifier;
  ///   - EMSGSIZE and the reason ``SCTPError/Reason/abortReasonTooLong`` for a reason of more than 65,492 bytes;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C call is `sendmsg(2)` with `SCTP_ABORT`. See RFC 6458, section 5.3.4.
  public func abort(_ association: SCTPAssociationID, reason: [UInt8] = []) throws(SCTPError) {
    try requireOneOrAll(association, "sendmsg")
    try transmit(end: csctp_SCTP_ABORT, reason: reason, on: association)
  }

  /// The addresses that the socket, or one of its associations, is bound to.
  ///
  /// - Throws: ``SCTPError`` with EINVAL if the socket has no such association, EBADF.
  ///
  /// The corresponding C function is `sctp_getladdrs(3)`. See RFC 6458, section 9.5.
  public func localAddresses(of association: SCTPAssociationID? = nil) throws(SCTPError) -> [SCTPAddress] {
    try localAddresses(association ?? .future)
  }

  /// The addresses of an association's peer.
  ///
  /// - Throws: ``SCTPError`` with EINVAL if the socket has no such association, EBADF.
  ///
  /// The corresponding C function is `sctp_getpaddrs(3)`. See RFC 6458, section 9.3.
  public func peerAddresses(of association: SCTPAssociationID) throws(SCTPError) -> [SCTPAddress] {
    try requireOne(association, "sctp_getpaddrs")
    return try peerAddresses(association)
  }

  /// The associations that the socket has now, those being set up included.
  ///
  /// - Throws: ``SCTPError`` with EBADF.
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
  ///   - on: Whether to get the notifications.
  ///   - events: Their kinds.
  ///   - association: The associations concerned: one, or `.future`, `.current` or `.all`.
  /// - Throws: ``SCTPError`` with EINVAL if the socket has no such association, EBADF.
  ///
  /// The corresponding C option is `SCTP_EVENT`. See RFC 6458, section 6.2.2.
  public func setSubscribed(
    _ on: Bool, to events: SCTPEventSet, association: SCTPAssociationID = .future
  ) throws(SCTPError) {
    try attributingErrors(to: association) { () throws(SCTPError) in try subscribe(on, to: events, of: association) }
  }

  /// The events that the socket gets of future associations, or of one that it has.
  ///
  /// - Throws: ``SCTPError`` with EINVAL if the socket has no such association, EBADF.
  ///
  /// The corresponding C option is `SCTP_EVENT`. See RFC 6458, section 6.2.2.
  public func subscribedEvents(of association: SCTPAssociationID = .future) throws(SCTPError) -> SCTPEventSet {
    try attributingErrors(to: association) { () throws(SCTPError) in try subscribedEvents(association) }
  }

  func requireOneOrAll(_ association: SCTPAssociationID, _ operation: String) throws(SCTPError) {
    if association != .all { try requireOne(association, operation) }
  }

  func requireOne(_ association: SCTPAssociationID, _ operation: String) throws(SCTPError) {
    if association.isReserved {
      throw SCTPError(.invalidArgument, in: operation, because: .reservedAssociation)
    }
  }
}
#endif
