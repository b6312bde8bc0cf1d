import SCTP

/// An error that the kernel or the C library can return from a call.
struct PossibleError {
  enum Timing {
    /// The call has no effect.
    case before
    /// The call has its effect in spite of the error.
    case after
  }

  /// The error number that the library reports.
  let code: Errno
  /// The number that the interposer understands: an error number, or 1000 minus an error of the resolver.
  let number: CInt
  let timing: Timing
  /// When the call returns this error.
  let reason: String

  init(_ code: Errno, _ reason: String) {
    (self.code, self.number, self.timing, self.reason) = (code, code.rawValue, .before, reason)
  }

  /// Creates an error in spite of which the call has its effect.
  init(_ code: Errno, afterEffect reason: String) {
    (self.code, self.number, self.timing, self.reason) = (code, code.rawValue, .after, reason)
  }

  /// Creates an error that the library reports as another one.
  init(_ original: Errno, reportedAs code: Errno, _ reason: String) {
    (self.code, self.number, self.timing, self.reason) = (code, original.rawValue, .before, reason)
  }

  /// Creates an error of getaddrinfo(3), such as 3 for EAI_AGAIN, which the library reports as `code`.
  init(resolver number: CInt, as code: Errno, _ reason: String) {
    (self.code, self.number, self.timing, self.reason) = (code, 1_000 + number, .before, reason)
  }
}

/// The errors that each call can return, and the name that the library gives the call in its own errors.
struct FaultTable {
  struct Row {
    let errors: [PossibleError]
    /// The `operation` of the error that the library throws.
    let operation: String
    /// The reason why no public operation fails because of the call; nil if the operation reports the error.
    let ignored: String?

    init(_ errors: [PossibleError], as operation: String, ignored: String? = nil) {
      self.errors = errors
      self.operation = operation
      self.ignored = ignored
    }
  }

  /// Returns the row of a call; nil if no fault is defined for it.
  static func row(for call: String) -> Row? { rows[call] ?? optionRow(for: call) }

  private static func optionRow(for call: String) -> Row? {
    guard call.hasSuffix(")"), !call.contains(",") else { return nil }
    if call.hasPrefix("getsockopt(SCTP_") || call.hasPrefix("setsockopt(SCTP_") {
      return Row([ended, noMemory, forbidden], as: call)
    }
    guard call.hasPrefix("getsockopt(") || call.hasPrefix("setsockopt(") else { return nil }
    return Row([noMemory, forbidden], as: call)
  }

  private static let ended = PossibleError(.invalidArgument, "the association has ended in the meantime")
  private static let noMemory = PossibleError(.noMemory, "the kernel allocates memory for the value")
  private static let forbidden = PossibleError(.permissionDenied, "a security module forbids the call")
  private static let interrupted = PossibleError(.interrupted, "a signal handler ran")
  private static let noDescriptor = PossibleError(.tooManyOpenFiles, "the process has no free descriptor")
  private static let noSocket = PossibleError(
    .noSuchFileOrDirectory, reportedAs: .tooManyOpenFiles, "the C library has no free descriptor for its socket")
  private static let noFile = PossibleError(.tooManyOpenFilesInSystem, "the system has no free open file")
  private static let noKernelMemory = PossibleError(.noMemory, "the kernel has no memory")
  private static let noBuffers = PossibleError(.noBufferSpace, "the kernel has no memory for the socket")

  private static let reconfiguration = [
    ended, noMemory, forbidden, PossibleError(.protocolNotAvailable, "the association does not allow the request"),
    PossibleError(.nowInProgress, "the peer has not answered the last request"),
  ]

  private static let wakeUp = "a lost signal needs a full counter, which keeps the eventfd readable"
  private static let closing = "the descriptor is closed in spite of the error"
  private static let scheduling = "only the scheduling is different"

  private static let rows: [String: Row] = [
    "socket": Row(
      [
        noDescriptor, noFile, noKernelMemory, noBuffers, forbidden,
        PossibleError(.addressFamilyNotSupported, "the host does not support the family"),
        PossibleError(.protocolNotSupported, "the kernel has no SCTP"),
        PossibleError(.socketTypeNotSupported, "the kernel has no SCTP for this type"),
      ], as: "socket"),
    "bind": Row(
      [
        forbidden, noKernelMemory,
        PossibleError(.addressInUse, "another socket is bound to the address"),
        PossibleError(.addressNotAvailable, "the host does not have the address"),
        PossibleError(.invalidArgument, "the socket is bound already"),
      ], as: "bind"),
    "listen": Row(
      [
        forbidden, noKernelMemory,
        PossibleError(.addressInUse, "another socket listens on the address"),
        PossibleError(.invalidArgument, "the socket is in another state"),
        PossibleError(.noFunction, "the kernel has no algorithm for the cookie"),
        PossibleError(.resourceTemporarilyUnavailable, "no port is free"),
      ], as: "listen"),
    "accept4": Row(
      [
        interrupted, noDescriptor, noFile, noKernelMemory, noBuffers, forbidden,
        PossibleError(.connectionAbort, "the association was aborted before it was accepted"),
        PossibleError(.invalidArgument, "the socket no longer listens"),
      ], as: "accept4"),
    "shutdown": Row(
      [
        forbidden,
        PossibleError(.socketNotConnected, "the association has ended"),
      ], as: "shutdown"),
    "recvmsg": Row(
      [
        interrupted, noKernelMemory, forbidden,
        PossibleError(.connectionReset, "the peer aborted the association"),
        PossibleError(.timedOut, "the peer does not answer"),
        PossibleError(.socketNotConnected, "the association has ended"),
      ], as: "recvmsg"),
    "recvmsg(MSG_PEEK)": Row(
      [interrupted, noKernelMemory, forbidden], as: "recvmsg",
      ignored: "the call only removes the library's own notifications, which a later receive discards"),
    "recvmmsg": Row(
      [
        interrupted, noKernelMemory, forbidden,
        PossibleError(.connectionReset, "the peer aborted the association"),
        PossibleError(.timedOut, "the peer does not answer"),
      ], as: "recvmmsg"),
    "sendmsg": Row(
      [
        interrupted, noKernelMemory, noBuffers, forbidden,
        PossibleError(.resourceTemporarilyUnavailable, "the send buffer has no space"),
        PossibleError(.brokenPipe, "the association has ended"),
        PossibleError(.connectionReset, "the peer aborted the association"),
        PossibleError(.messageTooLong, "the message exceeds the buffer"),
        PossibleError(.invalidArgument, "the association has no such stream"),
        PossibleError(.socketShutdown, "the association is being shut down"),
      ], as: "sendmsg"),
    "ppoll": Row([interrupted, noKernelMemory], as: "poll"),
    "ppoll(probe)": Row([interrupted, noKernelMemory], as: "poll"),
    "epoll_create1": Row([noDescriptor, noFile, noKernelMemory], as: "epoll_create1"),
    "epoll_ctl(EPOLL_CTL_ADD)": Row(
      [noKernelMemory, PossibleError(.noSpace, "the user watches too many files (epoll/max_user_watches)")],
      as: "epoll_ctl"),
    "epoll_ctl(EPOLL_CTL_MOD)": Row([noKernelMemory], as: "epoll_ctl"),
    "epoll_ctl(EPOLL_CTL_DEL)": Row(
      [PossibleError(.noSuchFileOrDirectory, "the socket was removed already")], as: "epoll_ctl",
      ignored: "the socket is no longer watched, as intended"),
    "epoll_wait": Row([interrupted], as: "epoll_wait"),
    "epoll_wait(reactor)": Row([interrupted], as: "epoll_wait", ignored: "the thread waits again"),
    "eventfd": Row([noDescriptor, noFile, noKernelMemory], as: "eventfd"),
    "eventfd_read": Row(
      [PossibleError(.resourceTemporarilyUnavailable, "another call consumed the signal")], as: "eventfd_read",
      ignored: "the call repeats its attempt nonetheless"),
    "eventfd_write": Row(
      [PossibleError(.resourceTemporarilyUnavailable, afterEffect: "the counter is full")], as: "eventfd_write",
      ignored: wakeUp),
    "fcntl(F_GETFL)": Row([forbidden], as: "fcntl"),
    "fcntl(F_SETFL)": Row([forbidden], as: "fcntl"),
    "fcntl(F_SETFD)": Row([forbidden], as: "fcntl"),
    "close(socket)": Row(
      [
        PossibleError(.interrupted, afterEffect: closing), PossibleError(.ioError, afterEffect: closing),
        PossibleError(.noSpace, afterEffect: closing),
      ], as: "close"),
    "close(eventfd)": Row(
      [PossibleError(.interrupted, afterEffect: closing), PossibleError(.ioError, afterEffect: closing)], as: "close",
      ignored: closing),
    "close(epoll)": Row(
      [PossibleError(.interrupted, afterEffect: closing), PossibleError(.ioError, afterEffect: closing)], as: "close",
      ignored: closing),
    "close(file)": Row(
      [PossibleError(.interrupted, afterEffect: closing), PossibleError(.ioError, afterEffect: closing)], as: "close",
      ignored: closing),
    "pthread_create": Row(
      [PossibleError(.resourceTemporarilyUnavailable, "the limit of threads or of memory is reached")],
      as: "pthread_create"),
    "getaddrinfo": Row(
      [
        PossibleError(.tooManyOpenFiles, "EAI_SYSTEM: the resolver has no free descriptor"),
        PossibleError(.interrupted, "EAI_SYSTEM: a signal handler ran during the query"),
        PossibleError(resolver: 2, as: .noSuchAddressOrDevice, "EAI_NONAME: the name has no address"),
        PossibleError(resolver: 3, as: .resourceTemporarilyUnavailable, "EAI_AGAIN: the server does not answer"),
        PossibleError(resolver: 4, as: .ioError, "EAI_FAIL: the server refuses the query"),
        PossibleError(resolver: 10, as: .noMemory, "EAI_MEMORY: the resolver has no memory"),
      ], as: "getaddrinfo"),
    "if_nametoindex": Row(
      [noSocket, PossibleError(.operationNotSupportedByDevice, "the interface has gone")], as: "if_nametoindex"),
    "if_indextoname": Row(
      [noSocket, PossibleError(.noSuchAddressOrDevice, "the interface has gone")], as: "if_indextoname",
      ignored: "the text of the address contains the number instead"),
    "sched_getscheduler": Row([forbidden], as: "sched_getscheduler", ignored: scheduling),
    "sched_setscheduler": Row([forbidden], as: "sched_setscheduler", ignored: scheduling),
    "syscall(futex)": Row([], as: "futex", ignored: "the call waits for a lock, and examines the lock again"),
    "syscall(sched_getaffinity)": Row(
      [PossibleError(.invalidArgument, "the kernel supports more processors than the library")],
      as: "sched_getaffinity",
      ignored: "the executor has the largest number of threads"),
    "open": Row([interrupted, noDescriptor, noFile, noKernelMemory, forbidden], as: "open"),
    "read": Row([interrupted, noKernelMemory, forbidden], as: "read"),
    "malloc": Row([noKernelMemory], as: "sendmsg"),
    "malloc(Swift)": Row([], as: "malloc", ignored: "like every allocation of Swift, it ends the process on failure"),
    "malloc(libsctp)": Row([noKernelMemory], as: "sctp_getladdrs"),
    "calloc": Row([noKernelMemory], as: "recvmmsg"),
    "getsockopt(SCTP_GET_LOCAL_ADDRS)": Row([ended, noMemory, forbidden], as: "sctp_getladdrs"),
    "getsockopt(SCTP_GET_PEER_ADDRS)": Row([ended, noMemory, forbidden], as: "sctp_getpaddrs"),
    "setsockopt(SCTP_SOCKOPT_BINDX_ADD)": Row(
      [
        noMemory, forbidden, PossibleError(.invalidArgument, "the address is bound already"),
        PossibleError(.addressInUse, "another socket is bound to the address"),
        PossibleError(.addressNotAvailable, "the host does not have the address"),
      ], as: "sctp_bindx"),
    "setsockopt(SCTP_SOCKOPT_BINDX_REM)": Row(
      [
        noMemory, forbidden, PossibleError(.invalidArgument, "the socket is not bound to the address"),
        PossibleError(.resourceBusy, "it is the last address"),
      ], as: "sctp_bindx"),
    "getsockopt(SCTP_SOCKOPT_CONNECTX3)": Row(
      [
        noMemory, forbidden, PossibleError(.invalidArgument, "the addresses are invalid"),
        PossibleError(.addressNotAvailable, "the association was peeled off"),
        PossibleError(.networkUnreachable, "the host has no route"),
        PossibleError(.noRouteToHost, "the host has no route"),
        PossibleError(.alreadyInProcess, "the association is being set up"),
        PossibleError(.socketIsConnected, "the association exists"),
        PossibleError(.resourceTemporarilyUnavailable, "no port is free"),
      ], as: "sctp_connectx"),
    "getsockopt(SCTP_SOCKOPT_PEELOFF_FLAGS)": Row(
      [
        noMemory, forbidden, noFile, ended,
        PossibleError(.tooManyOpenFiles, afterEffect: "another thread has used the last descriptor"),
        PossibleError(.tooManyOpenFilesInSystem, afterEffect: "another process has used the last open file"),
        PossibleError(.noMemory, afterEffect: "the kernel has no memory for the open file"),
        PossibleError(.protocolNotAvailable, "the kernel does not know the option"),
      ], as: "sctp_peeloff"),
    "getsockopt(SCTP_SOCKOPT_PEELOFF)": Row(
      [
        noMemory, forbidden, noFile, ended,
        PossibleError(.tooManyOpenFiles, afterEffect: "another thread has used the last descriptor"),
      ], as: "sctp_peeloff"),
    "setsockopt(SCTP_RESET_STREAMS)": Row(
      reconfiguration + [PossibleError(.resourceTemporarilyUnavailable, "the stream has unacknowledged messages")],
      as: "setsockopt(SCTP_RESET_STREAMS)"),
    "setsockopt(SCTP_RESET_ASSOC)": Row(
      reconfiguration + [PossibleError(.resourceTemporarilyUnavailable, "the association has unacknowledged messages")],
      as: "setsockopt(SCTP_RESET_ASSOC)"),
    "setsockopt(SCTP_ADD_STREAMS)": Row(reconfiguration, as: "setsockopt(SCTP_ADD_STREAMS)"),
    "setsockopt(SCTP_SET_PEER_PRIMARY_ADDR)": Row(
      [
        ended, noMemory, forbidden, PossibleError(.notPermitted, "the peer does not support address reconfiguration"),
        PossibleError(.socketNotConnected, "the association is being shut down"),
        PossibleError(.addressNotAvailable, "the socket is not bound to the address"),
      ], as: "setsockopt(SCTP_SET_PEER_PRIMARY_ADDR)"),
    "setsockopt(SCTP_HMAC_IDENT)": Row(
      [
        noMemory, forbidden, PossibleError(.invalidArgument, "the list lacks SHA-1"),
        PossibleError(.notSupportedOnSocket, "the kernel has no such hash function"),
      ], as: "setsockopt(SCTP_HMAC_IDENT)"),
    "setsockopt(SCTP_INTERLEAVING_SUPPORTED)": Row(
      [noMemory, forbidden, PossibleError(.notPermitted, "the sysctl does not allow interleaving")],
      as: "setsockopt(SCTP_INTERLEAVING_SUPPORTED)"),
    "setsockopt(SCTP_REUSE_PORT)": Row(
      [noMemory, forbidden, PossibleError(.badAddress, "the socket is bound")], as: "setsockopt(SCTP_REUSE_PORT)"),
    "getsockopt(SO_ERROR)": Row([forbidden], as: "getsockopt(SO_ERROR)"),
  ]
}
