#if os(Linux)
internal import CSCTP
public import SystemPackage

/// A one-to-one socket: one association on a descriptor of its own.
///
/// It comes from ``SCTPSocket/peelOff(association:flags:)``, from `SCTPListener.accept(timeout:flags:)`, or it is made
/// here and connected.
///
/// The C sockets are of two kinds, `SOCK_STREAM` where connected or accepted and `SOCK_SEQPACKET` where peeled off, and
/// end their associations in different ways. The library evens that out.
///
/// The corresponding C call is `socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP)`. See RFC 6458, section 4.
public final class SCTPOneToOneSocket: SCTPEndpoint, @unchecked Sendable {
  /// Whether the kernel treats the socket as a connected or accepted one, not as a peeled-off one.
  private let isStream: Bool

  /// Makes a socket that is to be connected.
  ///
  /// - Throws: ``SCTPError`` with EPROTONOSUPPORT or ESOCKTNOSUPPORT and the reason
  ///   ``SCTPError/Reason/kernelWithoutSCTP``, or with EMFILE, ENFILE, ENOMEM, EACCES.
  ///
  /// The corresponding C function is `socket(2)`. See RFC 6458, section 4.1.1.
  public init(family: SCTPAddressFamily = .ipv4, flags: SCTPSocketFlags = .closeOnExec) throws(SCTPError) {
    isStream = true
    try super.init(csctp_SOCK_STREAM, family, flags, descriptorFlags: flags.rawValue)
  }

  /// Takes over a descriptor, which must not be used or closed by anyone else from now on.
  ///
  /// It may be any descriptor: what cannot be done with it, the calls say.
  public init(takingOwnershipOf descriptor: FileDescriptor) {
    let type = KernelOption<CInt>("SO_TYPE", SO_TYPE, level: SOL_SOCKET)
    isStream = (try? type.value(on: descriptor.rawValue)) == csctp_SOCK_STREAM
    super.init(adopted: descriptor.rawValue, isOneToOne: true)
  }

  init(
    peeledOff descriptor: CInt, _ flags: SCTPSocketFlags, _ state: consuming sending SocketState,
    from parent: SCTPEndpoint
  ) {
    isStream = false
    super.init(branched: descriptor, flags, state, from: parent)
  }

  init(
    accepted descriptor: CInt, _ flags: SCTPSocketFlags, _ state: consuming sending SocketState,
    from parent: SCTPEndpoint
  ) {
    isStream = true
    super.init(branched: descriptor, flags, state, from: parent)
  }

  /// Sets up the association, and waits until it is up.
  ///
  /// On a non-blocking socket the call returns at once; the association is up when the socket becomes writable.
  ///
  /// - Parameters:
  ///   - addresses: One or more addresses of the peer, all with the same port.
  ///   - timeout: How long to wait; without one, as long as ``SCTPSocketOption/initialMessage`` lets the kernel try.
  /// - Returns: The association.
  /// - Throws: ``SCTPError``. EISCONN, EALREADY and EINVAL leave the socket unchanged. After any other error, the
  ///   attempt has been abandoned, or an association that had just come up is shut down, and the socket must be closed:
  ///   - ECONNREFUSED if the peer refuses the association or does not answer, ECONNRESET if it aborts it;
  ///   - ETIMEDOUT if the peer does not answer, or at the end of `timeout`;
  ///   - EISCONN or EALREADY if the socket has an association, or one is being set up;
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
      let association = try beginOnlyAssociation(descriptor, to: addresses)
      if isNonBlocking { return association }
      do throws(SCTPError) {
        try waitUntilUp(descriptor, until: deadline)
      } catch {
        giveUp(descriptor, because: error)
        throw error
      }
      return association
    }
  }

  func beginOnlyAssociation(
    _ descriptor: CInt, to addresses: [SCTPAddress]
  ) throws(SCTPError) -> SCTPAssociationID {
    let association = try beginConnecting(descriptor, to: addresses)
    gate.withLock { state in
      state.association = association
      // The call does not wait, so it does not learn whether the association comes up.
      state.hasHadAssociation = true
      state.end = nil
      state.pendingError = nil
    }
    return association
  }

  /// Ends the association that a failed `connect` began.
  func giveUp(_ descriptor: CInt, because error: SCTPError) {
    // shutdown(2) releases an association that is not up yet.
    _ = csctp_shutdown_write(descriptor)
    gate.withLock { $0.hasHadAssociation = error.reason == .endedAssociation }
  }

  /// The identifier of the socket's association.
  ///
  /// - Throws: ``SCTPError`` with EINVAL if the socket has no association, EBADF.
  public var association: SCTPAssociationID {
    get throws(SCTPError) { try option(.status).association }
  }

  /// Ends the association gracefully: what was sent arrives first, and what the peer sends until then can be received.
  ///
  /// The call does not wait. The association has ended when `receive` returns nil.
  ///
  /// If the association has ended or is being shut down, the call does nothing.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - ENOTCONN if the socket never had an association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C call is `shutdown(2)` with `SHUT_WR`, or on a peeled-off socket, where that does nothing,
  /// `sendmsg(2)` with `SCTP_EOF`. See RFC 6458, section 4.1.7.
  public func shutdown() throws(SCTPError) {
    try beginShutdown()
  }

  func beginShutdown() throws(SCTPError) {
    do throws(SCTPError) {
      if isStream {
        try gate.withDescriptor("shutdown") { descriptor throws(SCTPError) in
          try check("shutdown") { csctp_shutdown_write(descriptor) }
        }
      } else {
        try transmit(end: csctp_SCTP_EOF, on: nil)
      }
    } catch {
      guard [.socketNotConnected, .brokenPipe, .socketShutdown].contains(error.code) else { throw error }
      // The association has ended or is being shut down, so nothing is left to do.
      if gate.withLock({ $0.hasHadAssociation }) { return }
      throw SCTPError(.socketNotConnected, in: error.operation, because: .notConnected)
    }
  }

  /// Ends the association at once and closes the socket: what has not arrived is lost, and the peer gets an ABORT chunk.
  ///
  /// - Parameter reason: Bytes for the peer, which finds them in ``SCTPAssociationChange/abortReason``; only on a
  ///   peeled-off socket. At most 65,492 bytes fit into an IPv4 packet. If packets are encapsulated in UDP or ABORT
  ///   chunks are authenticated, use at most 65,444 bytes: the kernel silently discards a packet that is too long.
  /// - Throws: ``SCTPError``. EOPNOTSUPP and EMSGSIZE leave the socket and its association unchanged; the other errors
  ///   leave the socket closed:
  ///   - EOPNOTSUPP for a reason on a connected or accepted socket;
  ///   - EMSGSIZE and the reason ``SCTPError/Reason/abortReasonTooLong`` for a reason of more than 65,492 bytes;
  ///   - EPIPE if the association of a peeled-off socket has ended;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C call is `close(2)` after `SO_LINGER` with a time of 0, or on a peeled-off socket `sendmsg(2)`
  /// with `SCTP_ABORT`. See RFC 6458, sections 4.1.7 and 5.3.4.
  public func abort(reason: [UInt8] = []) throws(SCTPError) {
    if isStream {
      guard reason.isEmpty else { throw SCTPError(.notSupportedOnSocket, in: "sendmsg", because: .abortReason) }
      try gate.withDescriptor("setsockopt(SO_LINGER)") { descriptor throws(SCTPError) in
        try SCTPSocketOption.linger.write(descriptor, .zero)
      }
    } else {
      do throws(SCTPError) {
        try transmit(end: csctp_SCTP_ABORT, reason: reason, on: nil)
      } catch let error where error.reason == .abortReasonTooLong {
        throw error
      } catch {
        try? close()
        throw error
      }
    }
    try close()
  }

  /// The addresses that the socket is bound to.
  ///
  /// - Throws: ``SCTPError`` with EBADF.
  ///
  /// The corresponding C function is `sctp_getladdrs(3)`. See RFC 6458, section 9.5.
  public func localAddresses() throws(SCTPError) -> [SCTPAddress] {
    try localAddresses(.future)
  }

  /// The peer's addresses.
  ///
  /// - Throws: ``SCTPError`` with EINVAL if the socket has no association, EBADF.
  ///
  /// The corresponding C function is `sctp_getpaddrs(3)`. See RFC 6458, section 9.3.
  public func peerAddresses() throws(SCTPError) -> [SCTPAddress] {
    try peerAddresses(.future)
  }

  /// Asks for notifications of some kinds, or no longer for them.
  ///
  /// The end of the association shows without it: `receive` returns nil or throws.
  ///
  /// - Throws: ``SCTPError`` with EBADF.
  ///
  /// The corresponding C option is `SCTP_EVENT`. See RFC 6458, section 6.2.2.
  public func setSubscribed(_ on: Bool, to events: SCTPEventSet) throws(SCTPError) {
    try subscribe(on, to: events, of: .all)
  }

  /// The events that the socket gets.
  ///
  /// - Throws: ``SCTPError`` with EBADF.
  ///
  /// The corresponding C option is `SCTP_EVENT`. See RFC 6458, section 6.2.2.
  public func subscribedEvents() throws(SCTPError) -> SCTPEventSet {
    try subscribedEvents(.future)
  }
}
#endif
