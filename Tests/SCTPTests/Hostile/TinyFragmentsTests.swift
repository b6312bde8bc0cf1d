import SCTP
import Testing

extension OnTheKernel {
  /// Peers that split messages into fragments of one byte, of which each occupies 200 bytes or more of kernel memory.
  @Suite(.requiresRoot) struct TinyFragments {
    @Test("A message in fragments of one byte arrives whole") func wholeMessage() throws {
      let server = try SCTPSocket.listening()
      try server.setOption(.receiveBufferSize, to: 212_992)
      let peer = try HandMadePeer(of: try server.address)
      try peer.connect()
      let message = payload(1_200)
      for (number, byte) in message.enumerated() {
        try peer.send(
          Chunk.data(UInt32(number), begins: number == 0, ends: number == message.count - 1, [byte]))
        if number % 20 == 0 { try peer.untilHandled() }
      }
      #expect(try server.message().payload == message)
      try peer.close()
      try server.close()
    }

    /// Sends fragments of a message whose beginning is missing, until the server's receive buffer is full.
    private func fillBuffer(of server: SCTPSocket) throws -> HandMadePeer {
      let peer = try HandMadePeer(of: try server.address)
      try peer.connect()
      for number in 1..<1_300 as Range<UInt32> {
        try peer.send(Chunk.data(number, begins: false, ends: false, [1]))
        if number % 20 == 0 { try peer.untilHandled() }
      }
      try peer.untilHandled()
      let (queued, size) = (try server.queuedMemory(), try server.option(.receiveBufferSize))
      #expect(queued >= size && queued < size + size / 8)
      return peer
    }

    @Test("A full receive buffer does not delay other associations if each has its own") func separateBuffers() throws {
      try withSysctl(["rcvbuf_policy": 1]) {
        let honest = try Pair(server: .listening())
        let peer = try fillBuffer(of: honest.server)
        for number in 0..<100 as Range<UInt8> {
          try honest.client.send([number], on: honest.atClient)
          #expect(try honest.server.message().payload == [number])
        }
        try peer.close()
        try honest.close()
      }
    }

    @Test("A full receive buffer does not delay a peeled-off association") func peeledOff() throws {
      let honest = try Pair()
      let child = try honest.server.peelOff(association: honest.atServer)
      let peer = try fillBuffer(of: honest.server)
      for number in 0..<100 as Range<UInt8> {
        try honest.client.send([number], on: honest.atClient)
        #expect(try child.message().payload == [number])
      }
      try peer.close()
      try child.close()
      try honest.close()
    }

    @Test("A shared receive buffer that one peer has filled delays the others until that association is aborted")
    func sharedBuffer() throws {
      let honest = try Pair()
      try honest.client.useShortTimeouts(of: honest.atClient)
      let peer = try fillBuffer(of: honest.server)
      try honest.client.send([1], on: honest.atClient)
      try until("the message is retransmitted") {
        try honest.client.statistics(of: honest.atClient).retransmittedChunks > 3
      }
      honest.server.expectNothing()
      let full = try honest.server.associations().filter { try honest.server.receiveWindow(of: $0) == 0 }
      #expect(full.count == 1 && full != [honest.atServer])
      for association in full { try honest.server.abort(association: association) }
      #expect(try honest.server.message().payload == [1])
      try peer.close()
      try honest.close()
    }
  }
}

extension SCTPSocket {
  fileprivate func receiveWindow(of association: SCTPAssociationID) throws -> UInt32 {
    try option(.associationParameters(of: association)).localReceiveWindow
  }
}
