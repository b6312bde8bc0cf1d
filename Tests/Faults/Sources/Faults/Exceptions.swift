import SCTP

// The faults that an operation does not simply report.

extension [Exception] {
  /// Of a call that sets up the association of a one-to-many socket.
  static var connecting: Self {
    [
      .ignored("fcntl(F_SETFL)", 2, because: "the call has its result, and the library never depends on the mode"),
      .translated(
        "getsockopt(SCTP_STATUS)", codes: [.invalidArgument], to: .connectionRefused, in: "sctp_connectx",
        because: "an association without a status has ended"),
    ] + watching
  }

  /// Of a call that waits for the end of an association.
  static var endingAndWaiting: Self { [ended] + polling + probing + watching }

  /// Of a call that waits for the end of the association of a one-to-one socket.
  static var endingOneToOne: Self {
    [
      ended,
      .ignored("getsockopt(SCTP_STATUS)", 2, because: probe),
      .cannotOccur(
        "shutdown", codes: [.socketNotConnected], because: "the kernel returns it only after the end of the association"
      ),
    ] + probing
  }

  private static var probe: String { "the call has failed, and only the reason of its error is unknown" }

  private static var ended: Exception {
    .ignored("getsockopt(SCTP_STATUS)", codes: [.invalidArgument], because: "the association has ended as requested")
  }

  /// Of a call that polls the end of an association, which may come at any time.
  private static var polling: Self {
    [
      Exception("getsockopt(SCTP_STATUS)", because: "the last call only determines the reason of an error") {
        .mayFailWithEffect($0, in: $1)
      }
    ]
  }

  /// Of the questions about a descriptor that a call asks after a failure.
  static var probing: Self {
    ["getsockopt(SCTP_RTOINFO)", "getsockopt(SO_PROTOCOL)"].map { .ignored($0, because: probe) }
  }

  /// Of a call that stops the whole socket.
  static var stopping: Self {
    [
      .hasNothingToDo("sendmsg", codes: [.brokenPipe], because: "the association has ended in the meantime"),
      .ignored("sendmsg", codes: [.socketShutdown], because: "the association is being shut down already"),
      .ignored("getsockopt(SO_ACCEPTCONN)", because: "a socket that does not listen needs no change"),
    ] + endingAndWaiting
  }

  static var shuttingDownOneToOne: Self {
    [
      .hasNothingToDo("shutdown", codes: [.socketNotConnected], because: "the association has ended"),
      .hasNothingToDo("sendmsg", codes: [.brokenPipe, .socketShutdown], because: "the association has ended"),
    ]
  }

  static var closing: Self { [.hasEffect("close(socket)", because: "the descriptor is closed")] }

  static var receivingBatches: Self {
    [.failsLater("recvmmsg", because: "the messages before the error come first")]
  }

  /// Of a receive that asks whether there is an association.
  static var findingAssociation: Self { findingAssociation(in: "recvmsg") }

  static func findingAssociation(in operation: String) -> Self {
    ["getsockopt(SCTP_EVENT)", "setsockopt(SCTP_EVENT)", "getsockopt(SCTP_STATUS)"].map {
      .translated(
        $0, codes: [.invalidArgument], to: .socketNotConnected, in: operation, because: "the socket has no association")
    }
  }

  static var peelingOff: Self {
    [
      .translated("eventfd", in: "sctp_peeloff", because: "the probe finds no descriptor for the new socket"),
      .cannotOccur("setsockopt(SCTP_EVENT)", codes: [.invalidArgument], because: "the association exists"),
      .ignored(
        "getsockopt(SCTP_SOCKOPT_PEELOFF_FLAGS)", codes: [.protocolNotAvailable],
        because: "the kernel peels off without flags"),
      Exception(
        "getsockopt(SCTP_SOCKOPT_PEELOFF_FLAGS)", timing: .after, because: "the kernel has destroyed the association"
      ) { .endsUse($0, in: $1) },
      Exception("getsockopt(SCTP_SOCKOPT_PEELOFF)", timing: .after, because: "the kernel has destroyed the association")
      {
        .endsUse($0, in: $1)
      },
      .ignored("fcntl(F_SETFD)", because: "the new socket works without the flag"),
      .ignored("fcntl(F_SETFL)", because: "the library never depends on the mode"),
    ]
  }

  /// Of a peel-off that fails without a fault.
  static var peelingOffUnknown: Self {
    let calls = ["getsockopt(SCTP_STATUS)", "open", "read", "getsockopt(SO_DOMAIN)"]
    let ignored = calls.map { Exception.ignored($0, because: "the peel-off fails without a fault, too") }
    let missing = Exception.ignored(
      "setsockopt(SCTP_EVENT)", codes: [.invalidArgument], because: "there is no association")
    return [missing] + peelingOff + probing + ignored
  }

  /// Of an operation that cannot fail.
  static func neverFailing(because reason: String, _ calls: String...) -> Self {
    calls.map { .ignored($0, because: reason) }
  }

  /// Of a call that subscribes to the changes of an association while it waits.
  private static var watching: Self {
    [
      .ignored("getsockopt(SCTP_EVENT)", because: "without the subscription, the call retries every 100 ms"),
      .ignored("setsockopt(SCTP_EVENT)", because: "without the subscription, the call retries every 100 ms"),
      Exception("recvmsg", because: "the caller learns an error of the socket that the removal of a notification finds")
      {
        .failsLater($0, in: $1)
      },
    ]
  }

  /// Of a call that sets up the association of a one-to-one socket.
  static var connectingOneToOne: Self {
    let reason = "the association that has just come up is shut down"
    return [
      .ignored("fcntl(F_SETFL)", 2, because: "the call has its result, and the library never depends on the mode"),
      .endsUse("eventfd", because: reason), .endsUse("ppoll", because: reason),
      .endsUse("ppoll(probe)", because: reason), .endsUse("epoll_ctl(EPOLL_CTL_ADD)", because: reason),
      .endsUse("getsockopt(SO_ERROR)", because: reason),
    ]
  }

  /// Of a call that creates both sockets, so that nothing is left after an error.
  static var connectingOneToOneOnce: Self {
    [.ignored("fcntl(F_SETFL)", 2, because: "the call has its result, and the library never depends on the mode")]
  }

  static var accepting: Self {
    [.ignored("getsockopt(SCTP_STATUS)", because: "the first event names the association")]
  }

  /// Of sockets that are closed without a call of `close()`.
  static var releasing: Self {
    [
      .ignored("close(socket)", because: "the descriptor is closed, and no caller receives the error"),
      .ignored("getsockopt(SO_LINGER)", because: "the descriptor is closed nonetheless"),
      .ignored("setsockopt(SO_LINGER)", because: "the descriptor is closed nonetheless"),
    ]
  }

  /// Of a call that reads the addresses of the peer, but not those of the socket.
  static var peers: Self {
    [.translated("malloc(libsctp)", in: "sctp_getpaddrs", because: "the list is that of the peer's addresses")]
  }

  static var paths: Self {
    [.ignored("getsockopt(SCTP_GET_PEER_ADDR_INFO)", codes: [.invalidArgument], because: "the path has been removed")]
  }

  static var addresses: Self {
    let reason = "libsctp repeats the call with a larger buffer"
    return [
      .ignored("getsockopt(SCTP_GET_LOCAL_ADDRS)", codes: [.noMemory], because: reason),
      .ignored("getsockopt(SCTP_GET_PEER_ADDRS)", codes: [.noMemory], because: reason),
    ]
  }
}

extension Exception {
  /// Of a batch whose call with this number finds messages after the queue has been empty.
  static func laterBatch(_ occurrence: UInt32) -> Exception {
    .failsLater("recvmmsg", occurrence, because: "the messages before the error come first")
  }
}
