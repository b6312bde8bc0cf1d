#if os(Linux)
// How all sockets send and receive without blocking a thread.

extension SCTPEndpoint {
  func receiveWhole(timeout: Duration?) async throws(SCTPError) -> SCTPReceived? {
    try await untilDone(for: .input, in: "recvmsg", until: Deadline(after: timeout)) { descriptor throws(SCTPError) in
      try takeWhole(descriptor, orWait: true)
    }
  }

  func receivePart(
    into buffer: inout OutputRawSpan, timeout: Duration?
  ) async throws(SCTPError) -> SCTPReceiveInfo? {
    try await untilDone(for: .input, in: "recvmsg", until: Deadline(after: timeout)) { descriptor throws(SCTPError) in
      try takePart(descriptor, into: &buffer, orWait: true)
    }
  }

  func receiveBatch(_ batch: inout SCTPReceiveBatch, timeout: Duration?) async throws(SCTPError) -> Int {
    batch.hideAll()
    return try await untilDone(for: .input, in: "recvmmsg", until: Deadline(after: timeout)) {
      descriptor throws(SCTPError) in
      try takeBatch(descriptor, &batch, orWait: true)
    } ?? 0
  }

  func transmit(_ payload: RawSpan, _ outgoing: Outgoing, timeout: Duration?) async throws(SCTPError) {
    try Self.requireBytes(payload)
    try await untilDone(for: .output, in: "sendmsg", until: Deadline(after: timeout)) { descriptor throws(SCTPError) in
      // The socket may be writable all along, although it has no space for this message.
      try attempt(payload, outgoing, descriptor) ? .done(()) : .notYet(isNoticed: false)
    }
  }
}
#endif
