import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Adaptation {
    @Test("Each side receives the adaptation layer indication of the other") func bothSides() throws {
      let pair = try Pair { socket in
        try socket.setSubscribed(true, to: .adaptation)
      } server: { socket in
        try socket.setOption(.adaptationLayer, to: 0x0102_0304)
      } client: { socket in
        try socket.setOption(.adaptationLayer, to: 0xFFFF_FFFF)
      }
      let atServer = try pair.server.event(SCTPAdaptationEvent.self)
      #expect(atServer.indication == 0xFFFF_FFFF)
      #expect(atServer.association == pair.atServer)
      let atClient = try pair.client.event(SCTPAdaptationEvent.self)
      #expect(atClient.indication == 0x0102_0304)
      #expect(atClient.association == pair.atClient)
      try pair.close()
    }

    @Test("A side without an adaptation layer sends no indication") func noIndication() throws {
      let pair = try Pair { socket in
        try socket.setSubscribed(true, to: .adaptation)
      } client: { socket in
        try socket.setOption(.adaptationLayer, to: 1)
      }
      // It would come before the first message.
      try pair.server.send([1], on: pair.atServer)
      #expect(try pair.client.message().payload == [1])
      #expect(try pair.server.event(SCTPAdaptationEvent.self).indication == 1)
      try pair.close()
    }
  }
}
