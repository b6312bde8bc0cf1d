import SCTP
import Testing

extension OnTheKernel {
  @Suite struct CloseWhileWaiting {
    @Test("Closing a socket ends a waiting receive with EBADF") func receiving() throws {
      let socket = try SCTPSocket.listening()
      let received = Background { try socket.receive() }
      try received.untilItWaits()
      try socket.close()
      received.expectFailure(.badFileDescriptor, .closed)
    }

    @Test("Closing a socket ends a waiting receive into a buffer with EBADF") func intoBuffer() throws {
      let connection = try Connection()
      let received = Background { try connection.accepted.part(100)?.bytes }
      try received.untilItWaits()
      try connection.accepted.close()
      received.expectFailure(.badFileDescriptor, .closed)
      try connection.client.close()
    }

    @Test("Closing a one-to-one socket ends a waiting send with EBADF") func sending() throws {
      let connection = try Connection()
      try connection.accepted.setDeaf(true)
      _ = try connection.client.fill()
      let sent = Background { try connection.client.send([1]) }
      try sent.untilItWaits()
      try connection.client.close()
      sent.expectFailure(.badFileDescriptor, .closed)
      try connection.accepted.close()
    }

    @Test("Closing a one-to-many socket ends a waiting send with EBADF") func sendingOneToMany() throws {
      let pair = try Pair()
      try pair.server.setDeaf(true)
      _ = try pair.client.fill(pair.atClient)
      let sent = Background { try pair.client.send([1], on: pair.atClient) }
      try sent.untilItWaits()
      try pair.client.close()
      sent.expectFailure(.badFileDescriptor, .closed)
      try pair.server.close()
    }

    @Test("Closing a listener ends a waiting accept with EBADF") func accepting() throws {
      let listener = try SCTPListener.listening()
      let accepted = Background { try listener.accept() }
      try accepted.untilItWaits()
      try listener.close()
      accepted.expectFailure(.badFileDescriptor, .closed)
    }

    @Test("Closing a one-to-many socket ends a waiting connect with EBADF") func connecting() throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      let socket = try SCTPSocket()
      let connected = Background { try socket.connect(to: [address]) }
      try connected.untilItWaits()
      try socket.close()
      connected.expectFailure(.badFileDescriptor, .closed)
      try server.close()
    }

    @Test("Closing a one-to-one socket ends a waiting connect with EBADF") func connectingOneToOne() throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      let socket = try SCTPOneToOneSocket()
      let connected = Background { try socket.connect(to: [address]) }
      try connected.untilItWaits()
      try socket.close()
      connected.expectFailure(.badFileDescriptor, .closed)
      try server.close()
    }

    @Test("Closing a socket ends all of its waiting calls with EBADF") func severalCalls() throws {
      let socket = try SCTPSocket.listening()
      let calls = (0..<8).map { _ in Background { try socket.receive() } }
      for call in calls { try call.untilItWaits() }
      try socket.close()
      for call in calls { call.expectFailure(.badFileDescriptor, .closed) }
    }

    @Test("Closing a socket wakes no call on another socket") func otherSocket() throws {
      let closed = try SCTPSocket.listening()
      let pair = try Pair()
      let ended = Background { try closed.receive() }
      let received = Background { try pair.server.receive() }
      try ended.untilItWaits()
      try received.untilItWaits()
      try closed.close()
      ended.expectFailure(.badFileDescriptor, .closed)
      try received.untilItWaits()
      try pair.client.send([7], on: pair.atClient)
      #expect(try received.value().message?.payload == [7])
      try pair.close()
    }

    @Test("Closing a socket releases its descriptor number once the waiting call has returned")
    func descriptorNumber() throws {
      for _ in 0..<50 {
        let socket = try SCTPSocket.listening()
        let number = try socket.withFileDescriptor { $0.rawValue }
        let received = Background { try socket.receive() }
        try received.untilItWaits()
        try socket.close()
        received.expectFailure(.badFileDescriptor, .closed)
        try until("the number is free") { Descriptors.open()[Int(number)] == nil }
      }
    }
  }
}
