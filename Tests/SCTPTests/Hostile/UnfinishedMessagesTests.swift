import Testing

@testable import SCTP

extension OnTheKernel {
  /// Messages whose end never arrives.
  @Suite(.requiresRoot) struct UnfinishedMessages {
    /// A listening socket whose kernel delivers every part of a message immediately.
    private func server() throws -> SCTPSocket {
      let server = try SCTPSocket.listening()
      try server.setOption(.partialDeliveryPoint, to: 1)
      return server
    }

    @Test("The unfinished messages of many associations share the limit, and other messages pass")
    func manyAssociations() throws {
      let server = try server()
      let honest = try Pair(server: server)
      server.maximumReassemblySize = 20_000
      let raw = try RawSocket()
      let peers = try (0..<30).map { _ in try HandMadePeer(of: try server.address, raw) }
      var refused: Set<SCTPAssociationID> = []
      for peer in peers {
        try peer.connect()
        try peer.send(Chunk.data(0, ends: false, payload(1_000)))
        try peer.untilHandled()
        let error = #expect(throws: SCTPError.self) { try server.receive(timeout: .zero) }
        if error?.reason == .reassemblyLimitExceeded { refused.formUnion([error?.association].compactMap { $0 }) }
      }
      let accepted = peers.count - refused.count
      #expect(accepted > 0 && accepted * 1_000 < 20_000)
      #expect(server.unfinishedAssociations.count == peers.count)
      for number in 0..<100 as Range<UInt8> {
        try honest.client.send([number], on: honest.atClient)
        #expect(try server.message().payload == [number])
      }
      // Every message that was accepted arrives whole.
      var whole = 0
      for peer in peers {
        try peer.send(Chunk.data(1, begins: false, [9]))
        try peer.untilHandled()
        guard let message = try? server.receive(timeout: .zero).message else { continue }
        #expect(message.payload == payload(1_000) + [9] && !refused.contains(message.association))
        whole += 1
      }
      #expect(whole == accepted)
      #expect(server.unfinishedAssociations.isEmpty)
      for peer in peers { try peer.close() }
      try honest.close()
    }

    @Test("The parts of a peer that shuts down in the middle of a message are discarded", arguments: [false, true])
    func shutdownInMessage(_ isRefused: Bool) throws {
      let server = try server()
      if isRefused { server.maximumMessageSize = 10 }
      let peer = try HandMadePeer(of: try server.address)
      try peer.connect()
      try peer.send(Chunk.data(0, ends: false, payload(1_000)))
      try peer.untilHandled()
      #expect(throws: SCTPError.self) { try server.receive(timeout: .zero) }
      #expect(server.unfinishedAssociations.count == 1)
      try peer.shutDown()
      try until("the association ends") { try server.associations().isEmpty }
      try until("the parts are discarded") {
        server.expectNothing()
        return server.unfinishedAssociations.isEmpty
      }
      try peer.close()
      try server.close()
    }

    @Test("The record of a peer that shut down in the middle of a message is removed although the queue is never empty")
    func constantLoad() throws {
      let server = try server()
      let honest = try Pair(server: server)
      try honest.deliver([0])
      server.maximumReassemblySize = 0
      let peer = try HandMadePeer(of: try server.address)
      try peer.connect()
      try peer.send(Chunk.data(0, ends: false, [1]))
      try peer.shutDown()
      try until("the association ends") { try server.associations().count == 1 }
      try honest.deliver([1])
      #expect(try server.message().payload == [0])
      expectFailure(.messageTooLong, .reassemblyLimitExceeded) { try server.receive(timeout: .zero) }
      var number: UInt8 = 1
      try until("the record is removed") {
        #expect(server.unfinishedAssociations.count == 1)
        server.gate.withLock { $0.inbox.assembly.endedRecords.limit = 0 }
        // Each receive leaves a message in the queue.
        try honest.deliver([number &+ 1])
        #expect(try server.message().payload == [number])
        number &+= 1
        return server.unfinishedAssociations.isEmpty
      }
      try peer.close()
      try honest.close()
    }

    @Test("A peer that restarts its association again and again leaves one association and one unfinished message")
    func restarts() throws {
      let server = try server()
      let peer = try HandMadePeer(of: try server.address)
      for restart in 1...100 as ClosedRange<UInt32> {
        try peer.connect(tag: restart)
        try peer.send(Chunk.data(0, ends: false, payload(1_000)))
        try peer.untilHandled()
        server.expectNothing()
      }
      #expect(try server.associations().count == 1)
      #expect(server.unfinishedAssociations.count == 1)
      #expect(try server.queuedMemory() < 10_000)
      try peer.close()
      try server.close()
    }
  }
}

extension SCTPEndpoint {
  /// The associations of which a message was received in part.
  fileprivate var unfinishedAssociations: Set<SCTPAssociationID> {
    gate.withLock { state in
      let assembly = state.inbox.assembly
      return assembly.associations
    }
  }
}
