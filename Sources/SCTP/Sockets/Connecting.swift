#if os(Linux)
internal import CSCTP

extension SCTPEndpoint {
  func beginListening(_ backlog: Int) throws(SCTPError) {
    guard let backlog = CInt(exactly: backlog), backlog >= 0 else {
      throw SCTPError(.invalidArgument, in: "listen", because: .outOfRange)
    }
    try gate.withDescriptor("listen") { descriptor throws(SCTPError) in
      try check("listen") { csctp_listen(descriptor, backlog) }
    }
  }

  /// Begins to set up an association, and returns its identifier without waiting.
  func beginConnecting(_ descriptor: CInt, to addresses: [SCTPAddress]) throws(SCTPError) -> SCTPAssociationID {
    let (packed, count) = try addresses.packed(for: "sctp_connectx")
    return try withoutBlocking(descriptor) { () throws(SCTPError) in
      var association: sctp_assoc_t = 0
      let result = unsafe csctp_connectx(descriptor, packed, count, &association)
      if result != -EINPROGRESS { try check("sctp_connectx") { result } }
      return SCTPAssociationID(rawValue: association)
    }
  }

  /// Waits until an association of a one-to-many socket is up.
  ///
  /// Its notification cannot be waited for: another thread may read it, or much else may lie before it in the queue.
  func waitUntilUp(
    _ association: SCTPAssociationID, _ descriptor: CInt, until deadline: Deadline
  ) throws(SCTPError) {
    try gate.waitForChanges(of: descriptor, until: deadline, in: "sctp_connectx") { () throws(SCTPError) in
      try isUp(association, descriptor) ? () : nil
    }
  }

  /// Whether an association of a one-to-many socket is up; throws if it never will be.
  func isUp(_ association: SCTPAssociationID, _ descriptor: CInt) throws(SCTPError) -> Bool {
    do throws(SCTPError) {
      return try !SCTPStatus(of: association, on: descriptor).state.isBeginning
    } catch let error where error.code == .invalidArgument {
      if gate.withLock({ $0.recent.reason(for: association) }) == .peeledOff { return true }
      throw SCTPError(.connectionRefused, in: "sctp_connectx", because: .noAnswer)
    }
  }

  /// Waits until the association of a one-to-one socket is up.
  func waitUntilUp(_ descriptor: CInt, until deadline: Deadline) throws(SCTPError) {
    while try !gate.wait(for: .output, of: descriptor, until: deadline, in: "sctp_connectx") {}
    try throwIfRefused(descriptor)
  }

  /// Whether the association of a one-to-one socket is up; throws if it never will be.
  func isUp(_ descriptor: CInt) throws(SCTPError) -> Bool {
    try throwIfRefused(descriptor)
    // Until then the kernel has nothing to tell of it.
    return (try? SCTPStatus(of: .future, on: descriptor)) != nil
  }

  private func throwIfRefused(_ descriptor: CInt) throws(SCTPError) {
    if let code = try SCTPReadOnlyOption.pendingError.read(descriptor) {
      throw SCTPError(code, in: "sctp_connectx", because: .noAnswer)
    }
  }

  /// sctp_connectx(3) waits in the kernel, where neither `close()` nor a timeout of ours can reach it, unless the
  /// descriptor is non-blocking.
  ///
  /// All other calls are non-blocking one by one and do not notice.
  private func withoutBlocking<Value>(
    _ descriptor: CInt, _ body: () throws(SCTPError) -> Value
  ) throws(SCTPError) -> Value {
    if isNonBlocking { return try body() }
    return try gate.withLock { _ throws(SCTPError) in
      let flags = try check("fcntl") { csctp_get_status_flags(descriptor) }
      try check("fcntl") { csctp_set_status_flags(descriptor, flags | csctp_O_NONBLOCK) }
      defer { _ = csctp_set_status_flags(descriptor, flags) }
      return try body()
    }
  }
}
#endif
