import SCTP
import Testing

extension OnTheKernel {
  @Suite(.requiresRoot) struct RemoteError {
    @Test("A chunk of a type that the peer does not know is reported") func unknownChunk() throws {
      let pair = try Pair()
      try pair.client.setSubscribed(true, to: .remoteError, of: pair.atClient)
      let server = try pair.server.address
      let client = try #require(try pair.server.peerAddresses(of: pair.atServer).first)
      let raw = try RawSocket()
      try pair.client.send([1], on: pair.atClient)
      let packet = try raw.packet(from: client, to: server, beginningWith: .data)
      // Of a type whose first two bits, 01, ask for a report.
      let chunk: [UInt8] = [0x7F, 0, 0, 8, 1, 2, 3, 4]
      try raw.send(chunk: chunk, behindHeaderOf: packet, to: server)
      let error = try pair.client.event(SCTPRemoteError.self)
      #expect(error.cause == .unrecognizedChunkType)
      #expect(error.association == pair.atClient)
      #expect(error.information == chunk)
      // The association goes on.
      try pair.client.send([2], on: pair.atClient)
      #expect(try pair.server.message().payload == [1])
      #expect(try pair.server.message().payload == [2])
      try pair.close()
    }
  }
}
