import SCTP
import Testing

extension OnTheKernel {
  @Suite struct SeveralThreads {
    @Test("Each message goes to exactly one of several waiting threads") func oneReceiver() throws {
      let pair = try Pair()
      let readers = (0..<4).map { _ in
        Background {
          var payloads: [[UInt8]] = []
          while true {
            let payload = try pair.server.message().payload
            if payload == Self.last { return payloads }
            payloads.append(payload)
          }
        }
      }
      for reader in readers { try reader.untilItWaits() }
      let sent = (0..<400).map { [UInt8($0 / 256), UInt8($0 % 256)] }
      for payload in sent { try pair.client.send(payload, on: pair.atClient) }
      for _ in readers { try pair.client.send(Self.last, on: pair.atClient) }
      let received = try readers.flatMap { try $0.value() }
      #expect(received.count == sent.count)
      #expect(Set(received) == Set(sent))
      try pair.close()
    }

    @Test("Long messages stay whole when several threads receive") func longMessages() throws {
      let server = try SCTPSocket()
      try server.setOption(.receiveBufferSize, to: 4 << 20)
      try server.bind(to: .loopback(port: 0))
      try server.listen()
      let pair = try Pair(server: server)
      try pair.client.setOption(.sendBufferSize, to: 4 << 20)
      let readers = (0..<4).map { _ in
        Background { try (0..<10).map { _ in try pair.server.message().payload } }
      }
      for number in 0..<40 {
        try pair.client.send(.init(repeating: UInt8(number), count: 100_000), on: pair.atClient)
      }
      let received = try readers.flatMap { try $0.value() }
      #expect(received.allSatisfy { $0.count == 100_000 && Set($0).count == 1 })
      #expect(Set(received.compactMap(\.first)) == Set((0..<40).map { UInt8($0) }))
      try pair.close()
    }

    @Test("Each association is accepted by exactly one of several threads") func oneAcceptor() throws {
      let listener = try SCTPListener.listening()
      let accepts = (0..<4).map { _ in Background { try listener.accept(timeout: patience) } }
      for accept in accepts { try accept.untilItWaits() }
      let clients = try (0..<4).map { _ in try SCTPOneToOneSocket() }
      for client in clients { try client.connect(to: [listener.address], timeout: patience) }
      let accepted = try accepts.map { try $0.value() }
      #expect(Set(try accepted.map { try $0.association }).count == 4)
      for socket in accepted + clients { try socket.close() }
      try listener.close()
    }

    @Test("The end of a peeled-off association ends every waiting receive", arguments: [true, false])
    func peeledOffEnd(_ gracefully: Bool) throws {
      for _ in 0..<10 {
        let pair = try Pair()
        let child = try pair.server.peelOff(association: pair.atServer)
        let calls = (0..<4).map { _ in Background { try child.receive() } }
        for call in calls { try call.untilItWaits() }
        if gracefully {
          try pair.client.shutdown(association: pair.atClient)
        } else {
          try pair.client.abort(association: pair.atClient)
        }
        for call in calls {
          if gracefully {
            #expect(try call.value() == nil)
          } else {
            call.expectFailure(.connectionReset, .endedAssociation)
          }
        }
        try child.close()
        try pair.close()
      }
    }

    @Test("The end of the only association ends every waiting receive with ENOTCONN") func lastEnd() throws {
      for _ in 0..<10 {
        let pair = try Pair()
        let calls = (0..<4).map { _ in Background { try pair.client.receive() } }
        for call in calls { try call.untilItWaits() }
        try pair.server.abort(association: pair.atServer)
        for call in calls { call.expectFailure(.socketNotConnected, .notConnected) }
        try pair.close()
      }
    }

    private static let last: [UInt8] = [0xFF, 0xFF, 0xFF]
  }
}
