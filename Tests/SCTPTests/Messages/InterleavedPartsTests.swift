import SCTP
import Testing

extension OnTheKernel {
  /// The parts of interleaved messages, in an order that the test decides.
  @Suite(.requiresRoot, .requiresSettableSysctl("net.sctp.intl_enable"), .settingSysctl("net.sctp.intl_enable", "1"))
  struct InterleavedParts {
    /// A server and a peer that sends I-DATA chunks.
    private struct Interleaved {
      let server: SCTPSocket
      let peer: HandMadePeer

      init() throws {
        server = try SCTPSocket.listening()
        try server.setOption(.fragmentInterleave, to: 2)
        try server.setOption(.interleavingSupported(), to: true)
        try server.setOption(.partialDeliveryPoint, to: 1)
        peer = try HandMadePeer(of: server.address)
        try peer.connect(extensions: [.iData])
      }

      func send(_ chunks: [UInt8]...) throws {
        for chunk in chunks { try peer.send(chunk) }
        try peer.untilHandled()
      }

      func close() throws {
        try peer.close()
        try server.close()
      }
    }

    @Test("An unordered message is not joined with the parts of another one on its stream") func unordered() throws {
      let interleaved = try Interleaved()
      let server = interleaved.server
      try interleaved.send(Chunk.iData(0, message: 0, isUnordered: true, ends: false, [1]))
      server.expectNothing()
      try interleaved.send(Chunk.iData(1, message: 1, isUnordered: true, [2]))
      #expect(try server.message().payload == [2])
      try interleaved.send(Chunk.iData(2, message: 0, fragment: 0, isUnordered: true, begins: false, [3]))
      #expect(try server.message().payload == [1, 3])
      try interleaved.close()
    }

    @Test("The kernel gives the second fragment of a message the number 0, not 1 as RFC 8260 requires")
    func sentNumbers() throws {
      let interleaved = try Interleaved()
      let server = interleaved.server
      let association = try server.associations()[0]
      try server.setOption(.maximumFragmentSize(of: association), to: 600)
      try server.send(payload(1_000), on: association)
      let packet = try interleaved.peer.packet(beginningWith: .iData)
      // The header of a packet has 12 bytes, and that of an I-DATA chunk 20.
      let second = packet.dropFirst(12 + 20 + 600)
      #expect(second.first == SCTPChunkType.iData.rawValue)
      #expect(Array(second.dropFirst(16).prefix(4)) == UInt32(0).networkBytes)
      try interleaved.close()
    }

    @Test("The kernel does not complete a message whose fragments are numbered as RFC 8260 requires")
    func receivedNumbers() throws {
      let interleaved = try Interleaved()
      let server = interleaved.server
      try interleaved.send(Chunk.iData(0, ends: false, [1]))
      server.expectNothing()
      try interleaved.send(Chunk.iData(1, fragment: 1, begins: false, [2]))
      server.expectNothing()
      try interleaved.send(Chunk.iData(2, fragment: 0, begins: false, [3]))
      #expect(try server.message().payload == [1, 3])
      try interleaved.close()
    }

    @Test("Each part of a message has the payload protocol", arguments: [ReceivingForm.parts, .batches])
    func payloadProtocol(_ form: ReceivingForm) throws {
      let interleaved = try Interleaved()
      var batch = try SCTPReceiveBatch(capacity: 1, bytesPerMessage: 100)
      func part() throws -> Part {
        guard form == .batches else { return try interleaved.server.part(100) }
        try interleaved.server.receive(into: &batch, timeout: patience)
        return try #require(batch.parts.first)
      }
      try interleaved.send(Chunk.iData(0, protocol: 60, ends: false, [1]))
      var parts = [try part()]
      try interleaved.send(Chunk.iData(1, stream: 1, protocol: 18, ends: false, [2]))
      parts.append(try part())
      try interleaved.send(Chunk.iData(2, fragment: 0, begins: false, ends: false, [3]))
      parts.append(try part())
      try interleaved.send(Chunk.iData(3, fragment: 1, begins: false, [4]))
      parts.append(try part())
      try interleaved.send(Chunk.iData(4, stream: 1, fragment: 0, begins: false, [5]))
      parts.append(try part())
      #expect(parts.map(\.bytes) == [[1], [2], [3], [4], [5]])
      #expect(parts.map(\.info.payloadProtocol) == [.ngap, .s1ap, .ngap, .ngap, .s1ap])
      try interleaved.close()
    }
  }
}
