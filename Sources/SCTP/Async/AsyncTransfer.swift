#if os(Linux)
internal import CSCTP

// How all sockets send and receive without blocking a thread.

extension SCTPEndpoint {
  func receiveWhole(timeout: Duration?) async throws(SCTPError) -> SCTPReceived? {
    var incoming = csctp_incoming()
    let payload = try await untilDone(for: .arrival, in: "recvmsg", until: Deadline(after: timeout)) {
      descriptor throws(SCTPError) in
      try gate.withLock { state throws(SCTPError) in
        try takeWhole(descriptor, &state, &incoming, orWait: true)
      }
    }
    return incoming.isEnd ? nil : SCTPReceived(payload, incoming)
  }

  func receivePart(
    into buffer: inout OutputRawSpan, timeout: Duration?
  ) async throws(SCTPError) -> SCTPReceiveInfo? {
    var incoming = csctp_incoming()
    try await untilDone(for: .arrival, in: "recvmsg", until: Deadline(after: timeout)) { descriptor throws(SCTPError) in
      try gate.withLock { state throws(SCTPError) in
        try takePart(descriptor, &state, into: &buffer, &incoming, orWait: true)
      }
    }
    return incoming.isEnd ? nil : SCTPReceiveInfo(incoming)
  }

  func receiveBatch(_ batch: inout SCTPReceiveBatch, timeout: Duration?) async throws(SCTPError) {
    batch.hideAll()
    try await untilDone(for: .arrival, in: "recvmmsg", until: Deadline(after: timeout)) {
      descriptor throws(SCTPError) in
      try gate.withLock { state throws(SCTPError) in try takeBatch(descriptor, &state, &batch, orWait: true) }
    }
  }

  func transmit(
    _ payload: RawSpan, _ outgoing: Outgoing, _ control: [UInt8] = [], timeout: Duration?
  ) async throws(SCTPError) {
    try Self.requireBytes(payload, outgoing)
    let deadline = Deadline(after: timeout)
    do throws(SCTPError) {
      try await untilDone(for: .change(.output), in: "sendmsg", until: deadline) { descriptor throws(SCTPError) in
        // The socket may be writable all along, although it has no space for this message.
        try attempt(payload, outgoing, control, descriptor) ? .done(()) : .notYet(isReported: false)
      }
    } catch {
      throw error.concerning(outgoing.association)
    }
  }
}
#endif
