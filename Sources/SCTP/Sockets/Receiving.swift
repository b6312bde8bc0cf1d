#if os(Linux)
internal import CSCTP

// How all sockets receive. A recvmsg(2) and what follows from it are one step under the socket's lock, so that the parts
// of a message stay in order whichever thread reads them; waiting happens outside of it.

extension SCTPEndpoint {
  /// Waits in this thread, and makes an attempt, until it is done.
  func waitForInput<Value>(
    _ operation: String, _ descriptor: CInt, _ timeout: Duration?, _ isNoticed: Bool,
    _ attempt: (inout SocketState) throws(SCTPError) -> Attempt<Value>
  ) throws(SCTPError) -> Value {
    let deadline = Deadline(after: timeout)
    var isNoticed = isNoticed
    while true {
      try waitForInput(operation, descriptor, until: deadline, isNoticed: isNoticed)
      switch try gate.withLock(attempt) {
      case .done(let value): return value
      case .notYet(let noticed): isNoticed = noticed
      }
    }
  }

  private func waitForInput(
    _ operation: String, _ descriptor: CInt, until deadline: Deadline, isNoticed: Bool
  ) throws(SCTPError) {
    do throws(SCTPError) {
      let pause = isNoticed ? deadline : deadline.orSoon
      try gate.wait(for: .input, of: descriptor, until: pause, in: operation)
    } catch {
      guard error.code == .timedOut, deadline.nanosecondsLeft != 0 else { throw error }
    }
  }

  /// What it comes to that nothing is there; throws the error that was kept until then, or EAGAIN for a call that cannot
  /// wait.
  func nothing<Value>(
    _ operation: String, _ descriptor: CInt, _ state: inout SocketState, orWait: Bool
  ) throws(SCTPError) -> Attempt<Value> {
    if let code = state.pendingError.take() { throw SCTPError(code, in: operation) }
    guard orWait else { throw SCTPError(.resourceTemporarilyUnavailable, in: operation) }
    if state.mayBeAlone {
      if try isAlone(descriptor) { throw SCTPError(.socketNotConnected, in: operation, because: .notConnected) }
      state.mayBeAlone = false
    }
    // While a message is open, the kernel holds back other associations' messages. Once its association is peeled off it
    // gives them back to this socket, but wakes nobody.
    return .notYet(isNoticed: state.assembly.isEmpty)
  }

  /// Follows an event, and returns whether the caller asked to see it.
  func follow(_ bytes: RawSpan, _ descriptor: CInt, _ state: inout SocketState) -> Bool {
    guard let event = NeededEvent(bytes) else { return true }
    // A socket that was accepted when its association had ended already hears of it only here.
    if isOneToOne, state.association == nil { state.association = event.association }
    // The other calls that wait would find nothing to tell them.
    if case .ended = event { gate.wakeOthers() }
    let error = state.pendingError
    return state.follow(event) { Self.endError(error, descriptor) }
  }
}

extension SCTPEndpoint {
  /// One recvmsg(2), whose result is for `count` to read.
  @inline(__always)
  static func pull(
    _ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer, _ incoming: inout csctp_incoming
  ) -> Int {
    retryingInterrupts { unsafe csctp_recvmsg(descriptor, buffer.baseAddress, buffer.count, &incoming) }
  }

  /// How many bytes came; nil if nothing is there.
  static func count(_ result: Int, _ incoming: borrowing csctp_incoming) throws(SCTPError) -> Int? {
    if result == -Int(EAGAIN) { return nil }
    let count = try check("recvmsg") { result }
    try incoming.validate("recvmsg", count)
    return count
  }

  /// The rest of a notification of which a part was read; it is all there.
  static func pullRest(_ descriptor: CInt) throws(SCTPError) -> [UInt8] {
    let buffer = unsafe ScratchBuffer.take()
    defer { unsafe ScratchBuffer.giveBack(buffer) }
    var rest: [UInt8] = []
    var incoming = csctp_incoming()
    while let count = try count(unsafe pull(descriptor, into: buffer, &incoming), incoming) {
      unsafe rest.append(contentsOf: buffer[..<count])
      if incoming.isEndOfMessage { break }
    }
    return rest
  }

  /// The error of a lost association: the one that the kernel has told of already, or keeps.
  private static func endError(_ known: Errno?, _ descriptor: CInt) -> SCTPError {
    let code = known ?? (try? SCTPReadOnlyOption.pendingError.read(descriptor))
    return SCTPError(code ?? .connectionAbort, in: "recvmsg", because: .endedAssociation)
  }

  static func otherForm(_ operation: String) -> SCTPError {
    SCTPError(.resourceBusy, in: operation, because: .otherForm)
  }

  /// Whether nothing could ever arrive: then a waiting recvmsg(2) of the kernel throws ENOTCONN, and so do we.
  private func isAlone(_ descriptor: CInt) throws(SCTPError) -> Bool {
    if isOneToOne { return (try? SCTPStatus(of: .future, on: descriptor)) == nil }
    let listening = KernelOption<CInt>("SO_ACCEPTCONN", SO_ACCEPTCONN, level: SOL_SOCKET)
    if try listening.value(on: descriptor) != 0 { return false }
    return try AssociationList.count(on: descriptor) == 0
  }
}
#endif
