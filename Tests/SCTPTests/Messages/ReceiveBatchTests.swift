import CSCTP
import Foundation
import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct ReceiveBatch {
    @Test("One call receives all queued messages with their information") func oneCall() throws {
      let pair = try Pair()
      let sent = (0..<10).map { [UInt8](number: $0) }
      for (stream, payload) in sent.enumerated() {
        let options = SCTPSendOptions(stream: UInt16(stream), payloadProtocol: .init(rawValue: 46))
        try pair.client.send(payload, on: pair.atClient, options: options)
      }
      try pair.untilAcknowledged()
      var batch = try SCTPReceiveBatch(capacity: 32, bytesPerMessage: 100)
      #expect(try pair.server.receive(into: &batch) == 10)
      #expect(batch.payloads == sent)
      for (stream, part) in batch.parts.enumerated() {
        #expect(part.info.association == pair.atServer)
        #expect(part.info.stream == UInt16(stream))
        #expect(part.info.payloadProtocol.rawValue == 46)
        #expect(part.info.isEndOfMessage && !part.info.isNotification)
        #expect(try pair.client.localAddresses().map(\.port).contains(part.info.source.port))
      }
      try pair.close()
    }

    @Test("A call receives at most as many messages as the capacity of the batch") func fullBatch() throws {
      let pair = try Pair()
      pair.server.expectNothing()
      for number in 0..<7 { try pair.client.send([UInt8(number)], on: pair.atClient) }
      try pair.untilAcknowledged()
      var batch = try SCTPReceiveBatch(capacity: 3, bytesPerMessage: 24)
      var payloads: [[UInt8]] = []
      for expected in [3, 3, 1] {
        #expect(try pair.server.receive(into: &batch) == expected)
        payloads += batch.payloads
      }
      #expect(payloads == (0..<7).map { [UInt8($0)] })
      expectFailure(.timedOut, in: "recvmmsg") { try pair.server.receive(into: &batch, timeout: .zero) }
      #expect(batch.count == 0)
      try pair.close()
    }

    @Test("A long message occupies several parts of a batch") func longMessage() throws {
      let pair = try Pair()
      try pair.client.send(payload(250), on: pair.atClient)
      try pair.client.send([1], on: pair.atClient)
      try pair.untilAcknowledged()
      var batch = try SCTPReceiveBatch(capacity: 8, bytesPerMessage: 100)
      #expect(try pair.server.receive(into: &batch) == 4)
      #expect(batch.parts.map(\.bytes.count) == [100, 100, 50, 1])
      #expect(batch.parts.map(\.info.isEndOfMessage) == [false, false, true, true])
      #expect(Array(batch.payloads.prefix(3).joined()) == payload(250))
      try pair.close()
    }

    @Test("Receiving the rest of a message as a whole message fails with EBUSY") func otherForm() throws {
      let pair = try Pair()
      pair.server.expectNothing()
      try pair.client.send(payload(250), on: pair.atClient)
      try pair.untilAcknowledged()
      var batch = try SCTPReceiveBatch(capacity: 2, bytesPerMessage: 100)
      #expect(try pair.server.receive(into: &batch) == 2)
      expectFailure(.resourceBusy, .mixedReceiveForms) { try pair.server.receive(timeout: .zero) }
      #expect(try pair.server.part(100).bytes == payload(250).suffix(50))
      try pair.client.send([1], on: pair.atClient)
      #expect(try pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("A batch contains the subscribed notifications in order, and no others") func notifications() throws {
      let pair = try Pair(server: .listening().subscribed(to: .shutdown))
      try pair.client.send([1], on: pair.atClient)
      try pair.client.shutdown(association: pair.atClient)
      try until("the association ends") { try pair.server.associations().isEmpty }
      let other = try Pair(server: pair.server)
      try other.client.send([2], on: other.atClient)
      try other.untilAcknowledged()
      var batch = try SCTPReceiveBatch(capacity: 32, bytesPerMessage: 300)
      // COMM_UP twice and SHUTDOWN_COMP are there, too, and were not asked for.
      #expect(try pair.server.receive(into: &batch) == 3)
      #expect(batch.parts.map(\.info.isNotification) == [false, true, false])
      let notification = batch.parts[1].bytes
      #expect(unsafe SCTPNotification(parsing: notification.span.bytes).event == .shutdown)
      try other.client.close()
      try pair.close()
    }

    @Test("A notification does not carry the receive information of the message before it")
    func notificationInfo() throws {
      let pair = try Pair(server: .listening().subscribed(to: .shutdown))
      pair.server.expectNothing()
      let options = SCTPSendOptions(stream: 3, payloadProtocol: 46, flags: .unordered)
      try pair.client.send([1], on: pair.atClient, options: options)
      var batch = try SCTPReceiveBatch(capacity: 1, bytesPerMessage: 300)
      try pair.server.receive(into: &batch, timeout: patience)
      #expect(batch.parts[0].info.stream == 3)
      try pair.client.shutdown(association: pair.atClient)
      try pair.server.receive(into: &batch, timeout: patience)
      let info = batch.parts[0].info
      #expect(info.isNotification)
      #expect(info.association == .future)
      #expect(info.stream == 0 && info.streamSequenceNumber == 0 && !info.isUnordered)
      #expect(info.payloadProtocol == .unspecified)
      #expect(info.transmissionSequenceNumber == 0 && info.cumulativeTransmissionSequenceNumber == 0)
      try pair.close()
    }

    /// The rest of a notification that does not fit into the batch is kept for the next call.
    @Test("The next call receives the rest of a partially received notification") func partialNotification() throws {
      let pair = try Pair(server: .listening().subscribed(to: .associationChange))
      var batch = try SCTPReceiveBatch(capacity: 1, bytesPerMessage: 24)
      var bytes: [UInt8] = []
      try pair.client.abort(association: pair.atClient, reason: payload(100))
      try until("the association ends") { try pair.server.associations().isEmpty }
      var events: [SCTPNotification] = []
      while events.count < 2 {
        try pair.server.receive(into: &batch, timeout: patience)
        let part = batch.parts[0]
        bytes += part.bytes
        guard part.info.isEndOfMessage else { continue }
        events.append(unsafe SCTPNotification(parsing: bytes.span.bytes))
        bytes = []
      }
      #expect(events.compactMap(\.change).map(\.state) == [.communicationUp, .communicationLost])
      #expect(events[1].change?.abortReason == payload(100))
      try pair.close()
    }

    @Test("A call returns 0 after a graceful end and fails with ECONNRESET after an abort", arguments: [true, false])
    func endOfAssociation(_ gracefully: Bool) throws {
      let connection = try Connection()
      try connection.client.send([1])
      try connection.client.untilAcknowledged()
      if gracefully { try connection.client.shutdown() } else { try connection.client.abort() }
      try connection.accepted.untilClosed()
      var batch = try SCTPReceiveBatch(capacity: 8, bytesPerMessage: 24)
      #expect(try connection.accepted.receive(into: &batch) == 1)
      #expect(batch.payloads == [[1]])
      if gracefully {
        #expect(try connection.accepted.receive(into: &batch) == 0)
        #expect(try connection.accepted.receive(into: &batch) == 0)
      } else {
        expectFailure(.connectionReset, .endedAssociation) { try connection.accepted.receive(into: &batch) }
      }
      try connection.accepted.close()
      if gracefully { try connection.client.close() }
    }

    @Test("A peeled-off socket returns its last messages and then 0") func peeledOffEnd() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      for number in 0..<5 { try pair.client.send([UInt8(number)], on: pair.atClient) }
      try pair.client.shutdown(association: pair.atClient)
      try child.untilClosed()
      var batch = try SCTPReceiveBatch(capacity: 8, bytesPerMessage: 24)
      #expect(try child.receive(into: &batch) == 5)
      #expect(try child.receive(into: &batch) == 0)
      try child.close()
      try pair.close()
    }

    @Test("A network error is reported once, after the messages that arrived before it", .requiresRoot)
    func networkError() throws {
      let pair = try Pair()
      let server = try pair.server.address
      let client = try #require(try pair.server.peerAddresses(of: pair.atServer).first)
      let errors = unsafe SCTPSocketOption.unsafeOption(level: CInt(IPPROTO_IP), number: IP_RECVERR, request: CInt(0))
      try pair.server.setOption(errors, to: 1)
      let raw = try RawSocket()
      try pair.client.send([1], on: pair.atClient)
      let packet = try raw.packet(from: server, to: client, beginningWith: .sack)
      try RawSocket.reportUnreachable(packet, from: server, to: client)
      try pair.server.untilThereIsAnError()
      var batch = try SCTPReceiveBatch(capacity: 8, bytesPerMessage: 24)
      #expect(try pair.server.receive(into: &batch) == 1)
      #expect(batch.payloads == [[1]])
      expectFailure(.noRouteToHost, in: "recvmmsg") { try pair.server.receive(into: &batch, timeout: patience) }
      // It is told once, and the association goes on.
      try pair.client.send([2], on: pair.atClient)
      #expect(try pair.server.receive(into: &batch) == 1)
      #expect(batch.payloads == [[2]])
      expectFailure(.timedOut, in: "recvmmsg") { try pair.server.receive(into: &batch, timeout: .zero) }
      try pair.close()
    }

    @Test("An error that a call throws is not stored") func thrownError() throws {
      let socket = SCTPSocket(takingOwnershipOf: try ForeignDescriptor.file.descriptor())
      var batch = try SCTPReceiveBatch(capacity: 8, bytesPerMessage: 24)
      expectFailure(.notSocket, .notSCTP, in: "recvmmsg") { try socket.receive(into: &batch) }
      #expect(socket.gate.withLock { $0.inbox.pendingError } == nil)
      try socket.close()
    }

    /// The test disables the receive information directly on the descriptor, so that the library refuses the message.
    @Test("A message that the library rejects does not hide the end of the association") func rejectedMessage() throws {
      let connection = try Connection()
      connection.accepted.expectNothing()
      try connection.accepted.withFileDescriptor { descriptor in
        try KernelOption<CInt>("SCTP_RECVRCVINFO", SCTP_RECVRCVINFO).set(0, on: descriptor.rawValue)
      }
      try connection.client.send([1])
      try connection.client.close()
      try until("the association has ended") { (try? connection.accepted.status()) == nil }
      var batch = try SCTPReceiveBatch(capacity: 8, bytesPerMessage: 24)
      // The end is behind the message, in the same batch.
      #expect(try connection.accepted.receive(into: &batch, timeout: patience) == 0)
      try connection.accepted.close()
    }

    @Test("A task waits for the first message of a batch and can be canceled") func asyncForm() async throws {
      let pair = try Pair()
      let task = Task {
        var batch = try SCTPReceiveBatch(capacity: 8, bytesPerMessage: 24)
        let count = try await pair.server.receive(into: &batch)
        return (count, batch.payloads)
      }
      try await pair.server.untilTasksWait()
      try await pair.client.send([5], on: pair.atClient)
      let (count, payloads) = try await task.value
      #expect(count == 1 && payloads == [[5]])
      let cancelled = Task {
        var batch = try SCTPReceiveBatch(capacity: 8, bytesPerMessage: 24)
        try await pair.server.receive(into: &batch)
      }
      try await pair.server.untilTasksWait()
      cancelled.cancel()
      await expectFailure(.canceled, in: "recvmmsg") { try await cancelled.value }
      try pair.close()
    }

    @Test("A call on a non-blocking socket fails with EAGAIN instead of waiting") func nonBlockingSocket() throws {
      let socket = try SCTPSocket.listening(flags: [.closeOnExec, .nonBlocking])
      var batch = try SCTPReceiveBatch(capacity: 8, bytesPerMessage: 24)
      expectFailure(.resourceTemporarilyUnavailable, in: "recvmmsg") { try socket.receive(into: &batch) }
      try socket.close()
      expectFailure(.badFileDescriptor, .closed, in: "recvmmsg") { try socket.receive(into: &batch) }
    }

    @Test(
      "A capacity or a size out of range fails with EINVAL",
      arguments: [(0, 100), (-1, 100), (1_025, 100), (1, Int.max)])
    func invalidSize(_ capacity: Int, _ bytes: Int) {
      expectFailure(.invalidArgument, .outOfRange) {
        _ = try SCTPReceiveBatch(capacity: capacity, bytesPerMessage: bytes)
      }
    }

    @Test("A size of 23 bytes per message fails with EINVAL") func smallParts() {
      expectFailure(.invalidArgument, .bufferTooSmall) { _ = try SCTPReceiveBatch(capacity: 1, bytesPerMessage: 23) }
    }
  }
}
