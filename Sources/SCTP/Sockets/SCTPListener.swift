#if os(Linux)
internal import CSCTP
public import SystemPackage

/// A listening one-to-one socket, which creates a separate socket for each association that it accepts.
///
/// ```swift
/// let listener = try SCTPListener()
/// try listener.bind(to: .loopback(port: 38412))
/// try listener.listen()
/// let peer = try listener.accept()
/// ```
///
/// The corresponding C call is `socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP)`. See RFC 6458, section 4.
public final class SCTPListener: SCTPEndpoint, @unchecked Sendable {
  override class var kind: String { "listener" }

  /// Creates a socket.
  ///
  /// The descriptor is always non-blocking, because accept(2) has no flag that prevents it from waiting. The blocking
  /// `accept(timeout:flags:)` still waits, unless the listener was created with ``SCTPSocketFlags/nonBlocking``.
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
    try super.init(csctp_SOCK_STREAM, family, flags, descriptorFlags: flags.union(.nonBlocking).rawValue)
  }

  /// Creates a listener that owns an existing descriptor, which no other code may use or close.
  ///
  /// The descriptor becomes close-on-exec and non-blocking. If it was blocking, `accept(timeout:flags:)` still waits.
  /// Calls that the descriptor does not support fail; ``SCTPSocketStyle/init(of:)`` determines its style.
  /// ``SCTPEndpoint/releaseDescriptor()`` returns the descriptor to the caller.
  public init(takingOwnershipOf descriptor: FileDescriptor) {
    super.init(adopting: descriptor.rawValue)
    let flags = csctp_get_status_flags(descriptor.rawValue)
    if flags >= 0 { _ = csctp_set_status_flags(descriptor.rawValue, flags | csctp_O_NONBLOCK) }
  }

  /// Starts to accept associations.
  ///
  /// - Parameter backlog: The maximum number of queued associations. The kernel limits it to the sysctl
  ///   `net.core.somaxconn`.
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL for a negative backlog;
  ///   - EADDRINUSE if another socket listens on the address;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C function is `listen(2)`. See RFC 6458, section 4.1.3.
  public func listen(backlog: Int = 128) throws(SCTPError) {
    try beginListening(backlog)
  }

  /// Waits for an association and returns its socket.
  ///
  /// - Parameters:
  ///   - timeout: The time to wait; nil for no limit.
  ///   - flags: The flags that are set atomically when the descriptor is created.
  /// - Returns: The association's socket.
  /// - Throws: ``SCTPError`` with the following errors, after which the association stays in the queue:
  ///   - EINVAL if the socket does not listen;
  ///   - EMFILE or ENFILE if no descriptor is free;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - ETIMEDOUT if `timeout` expires;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C function is `accept4(2)`. See RFC 6458, section 4.1.4.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func accept(
    timeout: Duration? = nil, flags: SCTPSocketFlags = .closeOnExec
  ) throws(SCTPError) -> SCTPOneToOneSocket {
    let deadline = Deadline(after: timeout)
    return try gate.withDescriptor("accept4") { descriptor throws(SCTPError) in
      while true {
        if let socket = try acceptWithoutWaiting(descriptor, flags) { return socket }
        if isNonBlocking { throw SCTPError(.resourceTemporarilyUnavailable, in: "accept4") }
        try gate.wait(for: .input, of: descriptor, until: deadline, in: "accept4")
      }
    }
  }

  /// Waits for an association without blocking a thread, and returns its socket.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form except EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait.
  public func accept(
    timeout: Duration? = nil, flags: SCTPSocketFlags = .closeOnExec
  ) async throws(SCTPError) -> SCTPOneToOneSocket {
    try await repeatUntilDone(for: .arrival, in: "accept4", until: Deadline(after: timeout)) {
      descriptor throws(SCTPError) in
      try acceptWithoutWaiting(descriptor, flags).map { .done($0) } ?? .notYet(isReported: true)
    }
  }

  /// Accepts an association with one accept4(2); returns nil if no association is queued.
  func acceptWithoutWaiting(_ descriptor: CInt, _ flags: SCTPSocketFlags) throws(SCTPError) -> SCTPOneToOneSocket? {
    let result = retryingInterrupts { csctp_accept4(descriptor, flags.rawValue) }
    if result == -EAGAIN { return nil }
    return try Self.explainingStyle(of: descriptor) { () throws(SCTPError) in
      createSocket(accepted: try checked(result, "accept4"), flags)
    }
  }

  private func createSocket(accepted descriptor: CInt, _ flags: SCTPSocketFlags) -> SCTPOneToOneSocket {
    let events = gate.withLock { $0.inbox.visibility.events(of: .future) }
    var inbox = Inbox(EventVisibility(events))
    inbox.association = try? SCTPStatus(of: .future, on: descriptor).association
    let state = SocketState(inbox, hasHadAssociation: true)
    return SCTPOneToOneSocket(accepted: descriptor, flags, state, from: self)
  }

  /// Returns the addresses to which the socket is bound.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed.
  ///
  /// The corresponding C function is `sctp_getladdrs(3)`. See RFC 6458, section 9.5.
  public func localAddresses() throws(SCTPError) -> [SCTPAddress] {
    try localAddresses(.future)
  }

  /// Subscribes to or unsubscribes from notifications on the sockets that will be accepted.
  ///
  /// An association that is already queued has the subscription from the time when it came up.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_EVENT`. See RFC 6458, section 6.2.2.
  public func setSubscribed(_ on: Bool, to events: SCTPEventSet) throws(SCTPError) {
    try subscribe(on, to: events, of: .future)
  }

  /// Returns the events to which the sockets that will be accepted are subscribed.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_EVENT`. See RFC 6458, section 6.2.2.
  public func subscribedEvents() throws(SCTPError) -> SCTPEventSet {
    try subscribedEvents(.future)
  }
}
#endif
