import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Listening {
    @Test("Associations are accepted in the order in which they were set up") func acceptOrder() throws {
      let listener = try SCTPListener.listening()
      let clients = try (0..<5).map { _ in try SCTPOneToOneSocket() }
      for client in clients { try client.connect(to: [listener.address], timeout: patience) }
      let accepted = try clients.map { _ in try listener.accept(timeout: patience) }
      for (client, server) in zip(clients, accepted) {
        #expect(try client.localAddresses().map(\.port) == server.peerAddresses().map(\.port))
      }
      for socket in clients + accepted { try socket.close() }
      try listener.close()
    }

    @Test("Accepting without listening fails with EINVAL") func notListening() throws {
      let listener = try SCTPListener()
      try listener.bind(to: .loopback(port: 0))
      expectFailure(.invalidArgument, in: "accept4") { _ = try listener.accept() }
      try listener.close()
    }

    @Test("The accepted descriptor has the requested flags") func acceptFlags() throws {
      let listener = try SCTPListener.listening()
      for flags in [[], .closeOnExec, .nonBlocking, [.closeOnExec, .nonBlocking]] as [SCTPSocketFlags] {
        let client = try SCTPOneToOneSocket()
        try client.connect(to: [listener.address], timeout: patience)
        let accepted = try listener.accept(timeout: patience, flags: flags)
        let made = try DescriptorFlags(of: accepted)
        #expect(made.isCloseOnExec == flags.contains(.closeOnExec))
        #expect(made.isNonBlocking == flags.contains(.nonBlocking))
        try accepted.close()
        try client.close()
      }
      try listener.close()
    }

    @Test("An association whose client has closed is accepted with its messages") func closedClient() throws {
      let listener = try SCTPListener.listening()
      let client = try SCTPOneToOneSocket()
      try client.connect(to: [listener.address], timeout: patience)
      try client.send([1, 2, 3])
      try client.close()
      let accepted = try listener.accept(timeout: patience)
      #expect(try accepted.message().payload == [1, 2, 3])
      #expect(try accepted.receive(timeout: patience) == nil)
      try accepted.close()
      try listener.close()
    }

    /// The kernel notes the reset on the listener's own socket, so that the number says less.
    @Test("Receiving from a client that aborted before the accept fails with ECONNABORTED")
    func abortedClient() throws {
      let listener = try SCTPListener.listening()
      let client = try SCTPOneToOneSocket()
      try client.connect(to: [listener.address], timeout: patience)
      try client.abort()
      let accepted = try listener.accept(timeout: patience)
      for _ in 0..<2 {
        expectFailure(.connectionAbort, .endedAssociation) { _ = try accepted.receive(timeout: patience) }
      }
      try accepted.close()
      try listener.close()
    }

    @Test("Connecting to a listener with a full backlog fails with ECONNREFUSED") func fullBacklog() throws {
      let listener = try SCTPListener()
      try listener.bind(to: .loopback(port: 0))
      try listener.listen(backlog: 1)
      var clients: [SCTPOneToOneSocket] = []
      expectFailure(.connectionRefused, .setupFailed, in: "sctp_connectx") {
        while clients.count < 10 {
          clients.append(try SCTPOneToOneSocket())
          try clients.last?.connect(to: [listener.address], timeout: patience)
        }
      }
      #expect((2...3).contains(clients.count))
      try listener.accept(timeout: patience).close()
      let late = try SCTPOneToOneSocket()
      try late.connect(to: [listener.address], timeout: patience)
      for socket in clients + [late] { try socket.close() }
      try listener.close()
    }

    @Test("A backlog out of range fails with EINVAL", arguments: [-1, Int.max, Int.min])
    func invalidBacklog(_ backlog: Int) throws {
      let listener = try SCTPListener()
      expectFailure(.invalidArgument, .outOfRange, in: "listen") { try listener.listen(backlog: backlog) }
      try listener.close()
    }

    @Test("Every call on a closed listener fails with EBADF") func closedListener() throws {
      let listener = try SCTPListener.listening()
      let address = try listener.address
      try listener.close()
      let calls: [() throws -> Void] = [
        { try listener.close() }, { try listener.bind(to: address) }, { try listener.listen() },
        { _ = try listener.accept() }, { _ = try listener.localAddresses() },
        { try listener.setSubscribed(true, to: .shutdown) }, { _ = try listener.option(.noDelay) },
        { try listener.setOption(.noDelay, to: true) },
      ]
      for call in calls { expectFailure(.badFileDescriptor, .closed, of: call) }
    }
  }
}
