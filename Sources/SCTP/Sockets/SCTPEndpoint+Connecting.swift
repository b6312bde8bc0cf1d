#if os(Linux)
internal import CSCTP

extension SCTPEndpoint {
  func beginListening(_ backlog: Int) throws(SCTPError) {
    guard let backlog = CInt(exactly: backlog), backlog >= 0 else {
      throw SCTPError(.invalidArgument, in: "listen", because: .outOfRange)
    }
    try gate.withDescriptor("listen") { descriptor throws(SCTPError) in
      try Self.explainingStyle(of: descriptor) { () throws(SCTPError) in
        try check("listen") { csctp_listen(descriptor, backlog) }
      }
    }
  }

  /// Begins to set up an association, and returns its identifier without waiting.
  func beginConnecting(_ descriptor: CInt, to addresses: [SCTPAddress]) throws(SCTPError) -> SCTPAssociationID {
    try beginConnecting(descriptor, to: addresses) { packed, count, association in
      unsafe csctp_connectx(descriptor, packed, count, &association)
    }
  }

  /// Begins to set up an association with `call`, which has the interface of `sctp_connectx`.
  func beginConnecting(
    _ descriptor: CInt, to addresses: [SCTPAddress], by call: ([UInt8], CInt, inout sctp_assoc_t) -> CInt
  ) throws(SCTPError) -> SCTPAssociationID {
    let (packed, count) = try addresses.packed(for: "sctp_connectx")
    return try Self.explainingErrors(of: .connecting, addresses, descriptor) { () throws(SCTPError) in
      try withoutBlocking(descriptor) { () throws(SCTPError) in
        var association: sctp_assoc_t = 0
        let result = call(packed, count, &association)
        if result != -EINPROGRESS { try checked(result, "sctp_connectx") }
        return SCTPAssociationID(rawValue: association)
      }
    }
  }

  private func throwIfRefused(_ descriptor: CInt) throws(SCTPError) {
    guard let code = try PendingError.take(from: descriptor) else { return }
    // The peer accepted the association and then aborted it.
    let wasUp = code == .connectionReset
    throw SCTPError(code, in: "sctp_connectx", because: wasUp ? .endedAssociation : .setupFailed)
  }

  /// Waits until the association of a one-to-one socket is up.
  func waitUntilUp(_ descriptor: CInt, until deadline: Deadline) throws(SCTPError) {
    while try !gate.wait(for: .output, of: descriptor, until: deadline, in: "sctp_connectx") {}
    try throwIfRefused(descriptor)
  }

  /// Whether the association of a one-to-one socket is up; throws if it never will be.
  func isUp(_ descriptor: CInt) throws(SCTPError) -> Bool {
    try throwIfRefused(descriptor)
    // Do not check the status: the peer may have ended the association already.
    return try Readiness.output.isReached(by: descriptor)
  }

  /// Returns whether an association has ended.
  func isDown(_ association: SCTPAssociationID, _ descriptor: CInt) throws(SCTPError) -> Bool {
    do throws(SCTPError) {
      _ = try SCTPStatus(of: association, on: descriptor)
      return false
    } catch let error where error.code == .invalidArgument {
      return true
    }
  }

  /// Runs `body` while the descriptor is non-blocking.
  ///
  /// On a blocking descriptor, sctp_connectx(3) waits in the kernel, where neither `close()` nor a timeout reaches it.
  /// The other calls never block in the kernel, so the change does not affect them.
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
