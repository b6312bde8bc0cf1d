#if os(Linux)
internal import CSCTP

// How all sockets receive. A recvmsg(2) and what follows from it are one step under the socket's lock, so that the parts
// of a message stay in order whichever thread reads them; waiting happens outside of it.

/// What a step under the lock came to; what it does not return goes where the caller said.
enum Step<Value> {
  /// Something was received, or the association has ended.
  case done(Value)
  /// Nothing is there.
  ///
  /// The company is that of the moment; and a message may be open.
  case nothing(Company, isInMessage: Bool)

  static func nothing(_ state: borrowing SocketState) -> Self {
    .nothing(state.company, isInMessage: !state.assembly.isEmpty)
  }
}

extension SCTPEndpoint {
  /// A whole message or a notification; nil when the association of a one-to-one socket has ended gracefully.
  @inline(__always)
  func receiveWhole(timeout: Duration?) throws(SCTPError) -> SCTPReceived? {
    var incoming = csctp_incoming()
    let payload = try receive("recvmsg", timeout) { descriptor throws(SCTPError) in
      try takeWhole(descriptor, &incoming, orWait: !isNonBlocking)
    }
    return incoming.isEnd ? nil : SCTPReceived(payload, incoming)
  }

  /// A part of a message or of a notification, appended to `buffer`; nil as for `receiveWhole`.
  @inline(__always)
  func receivePart(
    into buffer: inout OutputRawSpan, timeout: Duration?
  ) throws(SCTPError) -> SCTPReceiveInfo? {
    var incoming = csctp_incoming()
    try unsafe buffer.withUnsafeMutableBytes { bytes, initialized throws(SCTPError) in
      try receive("recvmsg", timeout) { descriptor throws(SCTPError) in
        try unsafe takePart(descriptor, into: bytes, &initialized, &incoming, orWait: !isNonBlocking)
      }
    }
    return incoming.isEnd ? nil : SCTPReceiveInfo(incoming)
  }

  /// One look for what `receiveWhole` returns.
  @inline(__always)
  func takeWhole(
    _ descriptor: CInt, _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<[UInt8]> {
    let buffer = unsafe ScratchBuffer.take()
    defer { unsafe ScratchBuffer.giveBack(buffer) }
    return try take("recvmsg", descriptor, orWait: orWait, atEnd: []) { state throws(SCTPError) in
      try unsafe self.takeWhole(descriptor, &state, buffer, &incoming)
    }
  }

  /// One look for what `receivePart` returns.
  @inline(__always)
  func takePart(
    _ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer, _ initialized: inout Int,
    _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<Void> {
    let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[initialized...])
    guard room.count >= NeededEvent.size else {
      throw SCTPError(.invalidArgument, in: "recvmsg", because: .bufferTooSmall)
    }
    return try take("recvmsg", descriptor, orWait: orWait, atEnd: ()) { state throws(SCTPError) in
      try unsafe self.takePart(descriptor, &state, room, &initialized, &incoming)
    }
  }

  /// One step, and what it means for the caller; throws EAGAIN for one that cannot wait.
  @inline(__always)
  func take<Value>(
    _ operation: String, _ descriptor: CInt, orWait: Bool, atEnd: Value,
    _ step: (inout SocketState) throws(SCTPError) -> Step<Value>
  ) throws(SCTPError) -> Attempt<Value> {
    let outcome = try state.withLock { state throws(SCTPError) in
      try state.hasEnded ? .done(atEnd) : step(&state)
    }
    switch outcome {
    case .done(let value): return .done(value)
    case .nothing(let company, let isInMessage):
      guard orWait else { throw SCTPError(.resourceTemporarilyUnavailable, in: operation) }
      if company.isUnsure { try throwIfAlone(operation, descriptor, after: company.losses) }
      // While a message is open, the kernel holds back other associations' messages. Once its association is peeled off
      // it gives them back to this socket, but wakes nobody.
      return .notYet(isNoticed: !isInMessage)
    }
  }

  /// Makes an attempt, and waits in this thread until it is done.
  @inline(__always)
  func receive<Value>(
    _ operation: String, _ timeout: Duration?, _ attempt: (CInt) throws(SCTPError) -> Attempt<Value>
  ) throws(SCTPError) -> Value {
    try gate.withDescriptor(operation) { descriptor throws(SCTPError) in
      var deadline: Deadline?
      while true {
        switch try attempt(descriptor) {
        case .done(let value): return value
        case .notYet(let isNoticed):
          let end = deadline ?? Deadline(after: timeout)
          deadline = end
          try waitForInput(operation, descriptor, until: end, isNoticed: isNoticed)
        }
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

  /// Leaves `incoming` empty at the end of the association.
  @inline(__always)
  private func takeWhole(
    _ descriptor: CInt, _ state: inout SocketState, _ buffer: UnsafeMutableRawBufferPointer,
    _ incoming: inout csctp_incoming
  ) throws(SCTPError) -> Step<[UInt8]> {
    guard !state.assembly.isTaken, state.notificationRest == nil else { throw Self.otherForm("recvmsg") }
    let result = unsafe Self.pull(descriptor, into: buffer, &incoming)
    if result > 0, incoming.isWholeMessage, state.assembly.isEmpty, result <= maximumMessageSize {
      return .done(unsafe Array(UnsafeRawBufferPointer(rebasing: buffer[..<result])))
    }
    return try unsafe takeWhole(result, descriptor, &state, buffer, &incoming)
  }

  /// What is rare: a notification, a part of a message, an end, an error, or nothing.
  @inline(never)
  private func takeWhole(
    _ result: Int, _ descriptor: CInt, _ state: inout SocketState, _ buffer: UnsafeMutableRawBufferPointer,
    _ incoming: inout csctp_incoming
  ) throws(SCTPError) -> Step<[UInt8]> {
    var result = result
    while let count = try Self.count(result, incoming) {
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count]).bytes
      if incoming.isNotification {
        if let whole = wholeNotification(bytes, isEnd: incoming.isEndOfMessage, descriptor, &state) {
          return .done(whole)
        }
        incoming = csctp_incoming()
        if try state.hasEnded { return .done([]) }
      } else if count == 0 {
        return .done([])
      } else if let whole = try state.assembly.add(bytes, &incoming, limit: maximumMessageSize) {
        return .done(whole)
      }
      result = unsafe Self.pull(descriptor, into: buffer, &incoming)
    }
    return .nothing(state)
  }

  /// The bytes of the notification that `bytes` complete, if the caller asked for it.
  private func wholeNotification(
    _ bytes: RawSpan, isEnd: Bool, _ descriptor: CInt, _ state: inout SocketState
  ) -> [UInt8]? {
    state.openNotification += Array(bytes)
    guard isEnd else { return nil }
    let whole = state.openNotification
    state.openNotification = []
    return unsafe follow(whole.span.bytes, descriptor, &state) ? whole : nil
  }

  /// Adds to `initialized` how many bytes it wrote; leaves `incoming` empty at the end of the association.
  @inline(__always)
  private func takePart(
    _ descriptor: CInt, _ state: inout SocketState, _ buffer: UnsafeMutableRawBufferPointer,
    _ initialized: inout Int, _ incoming: inout csctp_incoming
  ) throws(SCTPError) -> Step<Void> {
    guard !state.assembly.isGathering, state.openNotification.isEmpty else { throw Self.otherForm("recvmsg") }
    if state.notificationRest != nil, let (count, isEnd) = unsafe state.takeNotificationRest(into: buffer) {
      initialized += count
      incoming = csctp_incoming(ofNotification: isEnd)
      return .done(())
    }
    let result = unsafe Self.pull(descriptor, into: buffer, &incoming)
    if result > 0, incoming.isWholeMessage, state.assembly.isEmpty {
      initialized += result
      return .done(())
    }
    return try unsafe takePart(result, descriptor, &state, buffer, &initialized, &incoming)
  }

  /// What is rare: a notification, a part of a message, an end, an error, or nothing.
  @inline(never)
  private func takePart(
    _ result: Int, _ descriptor: CInt, _ state: inout SocketState, _ buffer: UnsafeMutableRawBufferPointer,
    _ initialized: inout Int, _ incoming: inout csctp_incoming
  ) throws(SCTPError) -> Step<Void> {
    var result = result
    while let count = try Self.count(result, incoming) {
      if incoming.isNotification {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count]).bytes
        let rest = try incoming.isEndOfMessage ? nil : NotificationRest(of: bytes, Self.pullRest(descriptor))
        guard follow(bytes, descriptor, &state) else {
          incoming = csctp_incoming()
          if try state.hasEnded { return .done(()) }
          result = unsafe Self.pull(descriptor, into: buffer, &incoming)
          continue
        }
        state.notificationRest = rest
      } else if count == 0 {
        return .done(())
      } else {
        state.assembly.take(incoming)
      }
      initialized += count
      return .done(())
    }
    return .nothing(state)
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
  private static func pull(
    _ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer, _ incoming: inout csctp_incoming
  ) -> Int {
    retryingInterrupts { unsafe csctp_recvmsg(descriptor, buffer.baseAddress, buffer.count, &incoming) }
  }

  /// How many bytes came; nil if nothing is there.
  private static func count(_ result: Int, _ incoming: borrowing csctp_incoming) throws(SCTPError) -> Int? {
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

  /// As a waiting recvmsg(2) of the kernel does, throws ENOTCONN where nothing could ever arrive.
  private func throwIfAlone(_ operation: String, _ descriptor: CInt, after losses: Int) throws(SCTPError) {
    let isAlone: Bool
    if isOneToOne {
      isAlone = (try? SCTPStatus(of: .future, on: descriptor)) == nil
    } else {
      let listening = KernelOption<CInt>("SO_ACCEPTCONN", SO_ACCEPTCONN, level: SOL_SOCKET)
      let isListening = try listening.value(on: descriptor) != 0
      let count = try AssociationList.count(on: descriptor)
      isAlone = count == 0 && !isListening
    }
    if isAlone { throw SCTPError(.socketNotConnected, in: operation, because: .notConnected) }
    state.withLock { $0.company.wasSeen(after: losses) }
  }
}
#endif
