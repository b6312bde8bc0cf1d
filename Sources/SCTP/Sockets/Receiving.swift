#if os(Linux)
internal import CSCTP

// How all sockets receive. A recvmsg(2) and what follows from it are one step under the socket's lock, so that the parts
// of a message stay in order whichever thread reads them; waiting happens outside of it.

/// What a step under the lock came to.
enum Step<Value> {
  case value(Value)
  case ended
  /// Nothing is there.
  ///
  /// The company is that of the moment; and a message may be open.
  case nothing(Company, isInMessage: Bool)

  static func nothing(_ state: SocketState) -> Self {
    .nothing(state.company, isInMessage: !state.assembly.isEmpty)
  }
}

extension SCTPEndpoint {
  /// A whole message or a notification; nil when the association of a one-to-one socket has ended gracefully.
  func receiveWhole(timeout: Duration?) throws(SCTPError) -> SCTPReceived? {
    try receive("recvmsg", timeout) { descriptor throws(SCTPError) in
      try takeWhole(descriptor, orWait: !isNonBlocking)
    }
  }

  /// A part of a message or of a notification, appended to `buffer`; nil as for `receiveWhole`.
  func receivePart(
    into buffer: inout OutputRawSpan, timeout: Duration?
  ) throws(SCTPError) -> SCTPReceiveInfo? {
    try receive("recvmsg", timeout) { descriptor throws(SCTPError) in
      try takePart(descriptor, into: &buffer, orWait: !isNonBlocking)
    }
  }

  /// One look for what `receiveWhole` returns.
  func takeWhole(_ descriptor: CInt, orWait: Bool) throws(SCTPError) -> Attempt<SCTPReceived?> {
    try take("recvmsg", descriptor, orWait: orWait) { state throws(SCTPError) in
      try unsafe ScratchBuffer.withBuffer { buffer throws(SCTPError) in
        try unsafe self.takeWhole(descriptor, &state, buffer)
      }
    }
  }

  /// One look for what `receivePart` returns.
  func takePart(
    _ descriptor: CInt, into buffer: inout OutputRawSpan, orWait: Bool
  ) throws(SCTPError) -> Attempt<SCTPReceiveInfo?> {
    try unsafe buffer.withUnsafeMutableBytes { bytes, initialized throws(SCTPError) in
      let room = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[initialized...])
      guard room.count >= NeededEvent.size else {
        throw SCTPError(.invalidArgument, in: "recvmsg", because: .bufferTooSmall)
      }
      return try take("recvmsg", descriptor, orWait: orWait) { state throws(SCTPError) in
        try unsafe self.takePart(descriptor, &state, room, &initialized)
      }
    }
  }

  /// One step, and what it means for the caller; throws EAGAIN for one that cannot wait.
  func take<Value>(
    _ operation: String, _ descriptor: CInt, orWait: Bool, _ step: (inout SocketState) throws(SCTPError) -> Step<Value>
  ) throws(SCTPError) -> Attempt<Value?> {
    let outcome = try state.withLock { state throws(SCTPError) in
      try state.hasEnded ? .ended : step(&state)
    }
    switch outcome {
    case .value(let value): return .done(value)
    case .ended: return .done(nil)
    case .nothing(let company, let isInMessage):
      guard orWait else { throw SCTPError(.resourceTemporarilyUnavailable, in: operation) }
      if company.isUnsure { try throwIfAlone(operation, descriptor, after: company.losses) }
      // While a message is open, the kernel holds back other associations' messages. Once its association is peeled off
      // it gives them back to this socket, but wakes nobody.
      return .notYet(isNoticed: !isInMessage)
    }
  }

  /// Makes an attempt, and waits in this thread until it is done.
  func receive<Value>(
    _ operation: String, _ timeout: Duration?, _ attempt: (CInt) throws(SCTPError) -> Attempt<Value>
  ) throws(SCTPError) -> Value {
    let deadline = Deadline(after: timeout)
    return try gate.withDescriptor(operation) { descriptor throws(SCTPError) in
      while true {
        switch try attempt(descriptor) {
        case .done(let value): return value
        case .notYet(let isNoticed): try waitForInput(operation, descriptor, until: deadline, isNoticed: isNoticed)
        }
      }
    }
  }

  private func waitForInput(
    _ operation: String, _ descriptor: CInt, until deadline: Deadline, isNoticed: Bool
  ) throws(SCTPError) {
    do throws(SCTPError) {
      let pause = isNoticed ? deadline : deadline.orSoon
      try gate.wait(for: .input, of: descriptor, orWoken: true, until: pause, in: operation)
    } catch {
      guard error.code == .timedOut, deadline.nanosecondsLeft != 0 else { throw error }
    }
  }

  private func takeWhole(
    _ descriptor: CInt, _ state: inout SocketState, _ buffer: UnsafeMutableRawBufferPointer
  ) throws(SCTPError) -> Step<SCTPReceived> {
    guard !state.assembly.isTaken, state.notificationRest == nil else { throw Self.otherForm("recvmsg") }
    while let (count, info) = try unsafe Self.pull(descriptor, into: buffer) {
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count]).bytes
      if info.isNotification {
        if let notification = wholeNotification(bytes, info, descriptor, &state) {
          return .value(.notification(notification))
        }
        if try state.hasEnded { return .ended }
      } else if count == 0 {
        return .ended
      } else if let message = try state.assembly.add(bytes, info, limit: maximumMessageSize) {
        return .value(.message(message))
      }
    }
    return .nothing(state)
  }

  /// The notification that `bytes` complete, if the caller asked for it.
  private func wholeNotification(
    _ bytes: RawSpan, _ info: SCTPReceiveInfo, _ descriptor: CInt, _ state: inout SocketState
  ) -> SCTPNotification? {
    guard info.isEndOfMessage, state.openNotification.isEmpty else {
      state.openNotification += Array(bytes)
      guard info.isEndOfMessage else { return nil }
      let whole = state.openNotification
      state.openNotification = []
      return unsafe visibleNotification(whole.span.bytes, descriptor, &state)
    }
    return visibleNotification(bytes, descriptor, &state)
  }

  private func visibleNotification(
    _ bytes: RawSpan, _ descriptor: CInt, _ state: inout SocketState
  ) -> SCTPNotification? {
    follow(bytes, descriptor, &state) ? SCTPNotification(parsing: bytes) : nil
  }

  /// Adds to `initialized` how many bytes it wrote.
  private func takePart(
    _ descriptor: CInt, _ state: inout SocketState, _ buffer: UnsafeMutableRawBufferPointer, _ initialized: inout Int
  ) throws(SCTPError) -> Step<SCTPReceiveInfo> {
    guard !state.assembly.isGathering, state.openNotification.isEmpty else { throw Self.otherForm("recvmsg") }
    if let (count, info) = unsafe state.takeNotificationRest(into: buffer) {
      initialized += count
      return .value(info)
    }
    while let (count, info) = try unsafe Self.pull(descriptor, into: buffer) {
      if info.isNotification {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count]).bytes
        let rest = info.isEndOfMessage ? nil : try NotificationRest(of: bytes, info, Self.pullRest(descriptor))
        guard follow(bytes, descriptor, &state) else {
          if try state.hasEnded { return .ended }
          continue
        }
        state.notificationRest = rest
      } else if count == 0 {
        return .ended
      } else {
        state.assembly.take(info)
      }
      initialized += count
      return .value(info)
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
  /// One recvmsg(2); nil if nothing is there.
  private static func pull(
    _ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SCTPError) -> (count: Int, info: SCTPReceiveInfo)? {
    var incoming = csctp_incoming()
    let result = retryingInterrupts { unsafe csctp_recvmsg(descriptor, buffer.baseAddress, buffer.count, &incoming) }
    if result == -Int(EAGAIN) { return nil }
    let count = try check("recvmsg") { result }
    guard incoming.flags & csctp_MSG_CTRUNC == 0 else {
      throw SCTPError(.badMessage, in: "recvmsg", because: .truncatedControl)
    }
    guard let info = SCTPReceiveInfo(incoming, isEnd: count == 0) else {
      throw SCTPError(.badMessage, in: "recvmsg", because: .missingInfo)
    }
    return (count, info)
  }

  /// The rest of a notification of which a part was read; it is all there.
  static func pullRest(_ descriptor: CInt) throws(SCTPError) -> [UInt8] {
    try unsafe ScratchBuffer.withBuffer { buffer throws(SCTPError) in
      var rest: [UInt8] = []
      while let (count, info) = try unsafe pull(descriptor, into: buffer) {
        unsafe rest.append(contentsOf: buffer[..<count])
        if info.isEndOfMessage { break }
      }
      return rest
    }
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
