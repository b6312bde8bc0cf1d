import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_accept_close") struct OneToOneAcceptCloseConformance {
    @Test("accept() on a non-listening socket - EINVAL") func acceptNotListening() throws {
      let listener = try SCTPListener()
      try listener.bind(to: .loopback(port: 0))
      expectFailure(.invalidArgument) { try listener.accepted() }
      try listener.close()
    }

    @Test("accept() on an established socket - EINVAL") func acceptEstablished() throws {
      let connection = try Connection()
      let listener = SCTPListener(takingOwnershipOf: try connection.accepted.duplicate())
      expectFailure(.invalidArgument, .wrongStyle) { try listener.accepted() }
      try listener.close()
      try connection.close()
    }

    @Test("accept() a closed association - SUCCESS: the next association, after an accepted one was closed")
    func acceptAfterClose() throws {
      let listener = try SCTPListener.listening()
      let first = try listener.newClient()
      try listener.accepted().close()
      let second = try listener.newClient()
      let accepted = try listener.accepted()
      try second.send(.hello)
      #expect(try accepted.message().payload == .hello)
      #expect(try first.receive(timeout: patience) == nil)
      for socket in [first, second, accepted] { try socket.close() }
      try listener.close()
    }

    @Test("accept() on a listening socket - SUCCESS") func acceptListening() throws {
      let listener = try SCTPListener.listening()
      let clients = try (0..<9).map { _ in try listener.newClient() }
      let accepted = try clients.map { _ in try listener.accepted() }
      // Each client has a separate socket.
      let ports = try clients.map { try #require(try $0.localAddresses().first).port }
      #expect(try Set(accepted.map { try #require(try $0.peerAddresses().first).port }) == Set(ports))
      for socket in clients + accepted { try socket.close() }
      try listener.close()
    }

    @Test("close() with a valid socket descriptor - SUCCESS") func closeValid() throws {
      let socket = try SCTPOneToOneSocket()
      let number = try socket.withFileDescriptor { Int($0.rawValue) }
      #expect(Descriptors.open()[number]?.hasPrefix("socket:") == true)
      try socket.close()
      #expect(Descriptors.open()[number] == nil)
    }

    @Test("close() with a closed socket descriptor - EBADF") func closeClosed() throws {
      let socket = try SCTPOneToOneSocket()
      try socket.close()
      expectFailure(.badFileDescriptor, .closed) { try socket.close() }
    }
  }
}
