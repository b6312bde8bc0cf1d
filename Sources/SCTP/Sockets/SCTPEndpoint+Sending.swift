#if os(Linux)
internal import CSCTP

extension SCTPEndpoint {
  /// Sends a message; `control` holds further control messages.
  @inline(__always)
  func transmit(
    _ payload: RawSpan, _ message: OutgoingMessage, _ control: [UInt8] = [], timeout: Duration?
  ) throws(SCTPError) {
    try Self.requireNonempty(payload, message)
    try sendOrWait(payload, message, control, timeout: timeout)
  }

  @inline(__always)
  func transmit(
    _ payload: RawSpan, _ message: OutgoingMessage, _ control: [UInt8] = [], timeout: Duration?
  ) async throws(SCTPError) {
    try Self.requireNonempty(payload, message)
    let deadline = Deadline(after: timeout)
    do throws(SCTPError) {
      try await repeatUntilDone(for: .change(.output), in: "sendmsg", until: deadline) { descriptor throws(SCTPError) in
        // The socket may be writable all along, although it has no space for this message.
        try sendWithoutWaiting(payload, message, control, descriptor) ? .done(()) : .notYet(isReported: false)
      }
    } catch {
      throw error.concerning(message)
    }
  }

  /// Requests the end of an association, graceful (`SCTP_EOF`) or not (`SCTP_ABORT`).
  func requestEnd(
    with flag: UInt16, reason: [UInt8] = [], on association: SCTPAssociationID?
  ) throws(SCTPError) {
    var message = OutgoingMessage(on: association)
    guard reason.count <= csctp_longest_abort_reason else {
      throw SCTPError(
        .messageTooLong, in: "sendmsg", because: .abortReasonTooLong, limit: csctp_longest_abort_reason
      ).concerning(message.association)
    }
    message.raw.info.snd_flags |= flag
    try sendOrWait(unsafe reason.span.bytes, message, [], timeout: nil)
  }

  @inline(__always)
  static func requireNonempty(_ payload: RawSpan, _ message: OutgoingMessage = .init()) throws(SCTPError) {
    if payload.byteCount > 0 { return }
    throw SCTPError(.invalidArgument, in: "sendmsg", because: .emptyMessage).concerning(message)
  }

  @inline(__always)
  private func sendOrWait(
    _ payload: RawSpan, _ message: OutgoingMessage, _ control: [UInt8], timeout: Duration?
  ) throws(SCTPError) {
    try gate.withDescriptor("sendmsg") { descriptor throws(SCTPError) in
      if try sendWithoutWaiting(payload, message, control, descriptor) { return }
      do throws(SCTPError) {
        if isNonBlocking { throw SCTPError(.resourceTemporarilyUnavailable, in: "sendmsg") }
        try waitForSpaceAndSend(payload, message, control, descriptor, until: Deadline(after: timeout))
      } catch {
        throw error.concerning(message)
      }
    }
  }

  @inline(never)
  private func waitForSpaceAndSend(
    _ payload: RawSpan, _ message: OutgoingMessage, _ control: [UInt8], _ descriptor: CInt, until deadline: Deadline
  ) throws(SCTPError) {
    // poll(2) reports everything but the end of an aborted association, so a long pause is enough.
    while try !gate.wait(for: .output, of: descriptor, until: deadline, in: "sendmsg", pause: .seconds(1)) {
      if try sendWithoutWaiting(payload, message, control, descriptor) { return }
    }
    if try sendWithoutWaiting(payload, message, control, descriptor) { return }
    // The socket is writable, although it has no space for this message.
    try gate.waitForChanges(of: descriptor, until: deadline, in: "sendmsg") { () throws(SCTPError) in
      try sendWithoutWaiting(payload, message, control, descriptor) ? () : nil
    }
  }

  /// Sends a message with one sendmsg(2); returns false if there is no space for it.
  @inline(__always)
  func sendWithoutWaiting(
    _ payload: RawSpan, _ message: OutgoingMessage, _ control: [UInt8], _ descriptor: CInt
  ) throws(SCTPError) -> Bool {
    let result = retryingInterrupts {
      unsafe withUnsafePointer(to: message.raw) { raw in
        unsafe payload.withUnsafeBytes {
          unsafe csctp_sendmsg(descriptor, $0.baseAddress, $0.count, raw, control, control.count)
        }
      }
    }
    if result >= 0 { return true }
    let code = Errno(negated: result)
    if code == .resourceTemporarilyUnavailable { return false }
    throw error(code, payload.byteCount, message, hasControl: !control.isEmpty, descriptor)
  }
}
#endif
