import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_connect") struct OneToOneConnectConformance {
    @Test("connect() with bad socket descriptor - EBADF") func badDescriptor() {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: .invalid)
      expectFailure(.badFileDescriptor) { try socket.connect(to: [.loopback(port: 1)], timeout: patience) }
    }

    @Test("connect() with invalid socket - ENOTSOCK") func noSocket() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .file())
      expectFailure(.notSocket, .notSCTP) { try socket.connect(to: [.loopback(port: 1)], timeout: patience) }
      try socket.close()
    }

    // The family is one that the socket does not have: there is no other that is invalid.
    @Test("connect() with invalid address family - EINVAL") func otherFamily() throws {
      let socket = try SCTPOneToOneSocket(family: .ipv4)
      expectFailure(.invalidArgument) { try socket.connect(to: [.loopback(.ipv6, port: 1)], timeout: patience) }
      try socket.close()
    }

    @Test("valid blocking connect() - SUCCESS") func valid() throws {
      let listener = try SCTPListener.listening(backlog: 9)
      let clients = try (0..<10).map { _ in try listener.newClient() }
      for client in clients {
        #expect(try client.status().state == .established)
        try client.close()
      }
      try listener.close()
    }

    @Test("connect() when accept queue is full - ECONNREFUSED") func fullQueue() throws {
      let listener = try SCTPListener.listening(backlog: 1)
      let waiting = [try listener.newClient(), try listener.newClient()]
      let socket = try SCTPOneToOneSocket()
      let address = try listener.address
      expectFailure(.connectionRefused, .noAnswer) { try socket.connect(to: [address], timeout: patience) }
      for socket in waiting + [socket] { try socket.close() }
      try listener.close()
    }

    @Test("connect() on a listening socket - EISCONN") func listening() throws {
      let listener = try SCTPListener.listening()
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try listener.duplicate())
      let address = try listener.address
      expectFailure(.socketIsConnected) { try socket.connect(to: [address], timeout: patience) }
      try socket.close()
      try listener.close()
    }

    @Test("connect() on an established socket - EISCONN") func established() throws {
      let connection = try Connection()
      let address = try connection.listener.address
      expectFailure(.socketIsConnected) { try connection.accepted.connect(to: [address], timeout: patience) }
      try connection.close()
    }

    @Test("connect() to re-establish a closed association - SUCCESS") func anew() throws {
      let listener = try SCTPListener.listening()
      try listener.newClient().close()
      try listener.accepted().close()
      let client = try listener.newClient()
      let accepted = try listener.accepted()
      try client.send(.hello)
      #expect(try accepted.message().payload == .hello)
      try client.close()
      try accepted.close()
      try listener.close()
    }
  }
}
