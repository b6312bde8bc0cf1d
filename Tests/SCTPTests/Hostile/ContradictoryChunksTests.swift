import SCTP
import Testing

extension OnTheKernel {
  /// Chunks whose lengths contradict their packets, and requests that the server did not permit.
  @Suite(.requiresRoot) struct ContradictoryChunks {
    @Test(
      "An abort with a contradictory length of its cause ends its association or is discarded",
      arguments: [0, 1, 3, 4, 5, 8, 200, 65_535] as [UInt16])
    func abort(_ length: UInt16) throws {
      let server = try SCTPSocket.listening().subscribed(to: .associationChange)
      let peer = try HandMadePeer(of: try server.address)
      try peer.connect()
      try server.expectChange(.communicationUp)
      let cause = SCTPErrorCause.userInitiatedAbort.rawValue.networkBytes + length.networkBytes + [1, 2, 3, 4]
      try peer.send(Chunk.make(6, cause))
      try peer.send(Chunk.data(0, [7]))
      let received = try server.receive(timeout: patience)
      if let change = received.notification?.change {
        #expect(change.state == .communicationLost && change.information.count <= cause.count)
        #expect(try server.associations().isEmpty)
      } else {
        #expect(received.message?.payload == [7])
      }
      try peer.close()
      try server.close()
    }

    @Test("Chunks of every type with contradictory lengths do not affect another association") func chunks() throws {
      let honest = try Pair()
      let raw = try RawSocket()
      for length in [0, 1, 3, 4, 5, 0x7FFF, 0xFFFF] as [UInt16] {
        let peer = try HandMadePeer(of: try honest.server.address, raw)
        for type in 0...255 as ClosedRange<UInt8> {
          try peer.send([type, 0xFF] + length.networkBytes + [0, 0, 0, 1, 0, 0, 0, 1])
        }
        try peer.connect()
        for type in 0...255 as ClosedRange<UInt8> {
          try peer.send([type, 0xFF] + length.networkBytes + [0, 0, 0, 1, 0, 0, 0, 1])
        }
        try honest.client.send([7], on: honest.atClient)
        #expect(try honest.server.message().payload == [7])
        try peer.close()
      }
      try honest.expectWhole()
      try honest.close()
    }

    @Test("A peer adds streams only with permission, and then up to 65,535", arguments: [false, true])
    func addedStreams(_ isPermitted: Bool) throws {
      let server = try SCTPSocket.listening()
      try server.setOption(.reconfigurationSupported(), to: true)
      if isPermitted { try server.setOption(.allowedReconfigurations(), to: .addStreams) }
      let peer = try HandMadePeer(of: try server.address)
      try peer.connect(extensions: [.reconfiguration])
      let association = try #require(try server.associations().first)
      for number in 0..<40 as Range<UInt32> {
        let request = (Chunk.firstTSN + number).networkBytes + UInt16(2_000).networkBytes + [0, 0]
        try peer.send(Chunk.make(130, Chunk.tlv(17, request)))
        try peer.untilHandled()
      }
      let status = try server.status(of: association)
      #expect(status.inboundStreams == (isPermitted ? 64_010 : 10))
      #expect(status.outboundStreams == 10)
      #expect(try server.queuedMemory() == 0)
      try peer.close()
      try server.close()
    }
  }
}
