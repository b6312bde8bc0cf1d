import SCTP
import Testing

extension OnTheKernel {
  @Suite struct OneToOne {
    @Test("Messages are sent and received in both directions", arguments: SCTPAddressFamily.allCases)
    func bothDirections(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      try connection.client.send([1, 2], options: .init(stream: 3, payloadProtocol: 46))
      let message = try connection.accepted.message()
      #expect(message.payload == [1, 2])
      #expect(message.info.stream == 3)
      #expect(message.info.payloadProtocol == 46)
      #expect(try message.association == connection.accepted.association)
      try connection.accepted.send([3])
      #expect(try connection.client.message().payload == [3])
      try connection.close()
    }

    @Test("The two ends report each other's addresses") func bothAddresses() throws {
      for family in SCTPAddressFamily.allCases {
        let connection = try Connection(family)
        #expect(try connection.client.peerAddresses() == connection.accepted.localAddresses())
        #expect(try connection.accepted.peerAddresses().map(\.port) == connection.client.localAddresses().map(\.port))
        try connection.close()
      }
    }

    @Test("Connecting to a port without a listener fails with ECONNREFUSED") func noListener() throws {
      let nobody = try SCTPListener()
      try nobody.bind(to: .loopback(port: 0))
      let client = try SCTPOneToOneSocket()
      expectFailure(.connectionRefused, .setupFailed, in: "sctp_connectx") {
        try client.connect(to: [nobody.address], timeout: patience)
      }
      try client.close()
      try nobody.close()
    }

    @Test("Connecting to a peer that never answers fails with ETIMEDOUT") func silentPeer() throws {
      let server = try SCTPSocket.deaf()
      let client = try SCTPOneToOneSocket()
      try client.setOption(.initialMessage, to: .init(maximumAttempts: 1, maximumTimeout: .milliseconds(10)))
      expectFailure(.timedOut, .setupFailed, in: "sctp_connectx") { try client.connect(to: [server.address]) }
      try client.close()
      try server.close()
    }

    @Test("Connecting a connected socket again fails with EISCONN") func connectTwice() throws {
      let connection = try Connection()
      expectFailure(.socketIsConnected, in: "sctp_connectx") {
        try connection.client.connect(to: connection.client.peerAddresses())
      }
      expectFailure(.socketIsConnected, in: "sctp_connectx") {
        try connection.accepted.connect(to: connection.accepted.peerAddresses())
      }
      try connection.close()
    }

    @Test("Receiving on an unconnected socket fails with ENOTCONN") func unconnected() throws {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.socketNotConnected, .notConnected, in: "recvmsg") { _ = try socket.receive() }
      expectFailure(.socketNotConnected, .notConnected, in: "recvmsg") { _ = try socket.part(100, timeout: nil) }
      expectFailure(.invalidArgument, .notConnected) { _ = try socket.association }
      expectFailure(.invalidArgument, .notConnected, in: "sctp_getpaddrs") { _ = try socket.peerAddresses() }
      #expect(throws: SCTPError.self) { try socket.send([1]) }
      try socket.close()
    }

    @Test("A shutdown from either side delivers every message that was sent before it", arguments: [true, false])
    func gracefulShutdown(_ fromClient: Bool) throws {
      let connection = try Connection()
      let (sender, receiver) =
        fromClient ? (connection.client, connection.accepted) : (connection.accepted, connection.client)
      for number in 0..<20 as Range<UInt8> { try sender.send([number]) }
      try sender.shutdown()
      for number in 0..<20 as Range<UInt8> { #expect(try receiver.message().payload == [number]) }
      for _ in 0..<3 { #expect(try receiver.receive(timeout: patience) == nil) }
      for _ in 0..<3 { #expect(try sender.receive(timeout: patience) == nil) }
      expectFailure(.brokenPipe, .endedAssociation, in: "sendmsg") { try receiver.send([1]) }
      expectFailure(.brokenPipe, .endedAssociation, in: "sendmsg") { try sender.send([1]) }
      try connection.close()
    }

    @Test("An abort from either side ends the peer's receive with ECONNRESET", arguments: [true, false])
    func peerAbort(_ fromClient: Bool) throws {
      let connection = try Connection()
      let (sender, receiver) =
        fromClient ? (connection.client, connection.accepted) : (connection.accepted, connection.client)
      let received = Background { try receiver.receive() }
      try received.untilItWaits()
      try sender.abort()
      received.expectFailure(.connectionReset, .endedAssociation)
      for _ in 0..<2 {
        expectFailure(.connectionReset, .endedAssociation, in: "recvmsg") { _ = try receiver.receive() }
        expectFailure(.connectionReset, .endedAssociation, in: "recvmsg") {
          _ = try receiver.part(100, timeout: nil)
        }
      }
      expectFailure(.badFileDescriptor, .closed) { try sender.send([1]) }
      expectFailure(.brokenPipe, .endedAssociation) { try receiver.send([1]) }
      try receiver.close()
    }

    @Test("Aborting a connected socket with a reason fails with EOPNOTSUPP") func reasonUnsupported() throws {
      let connection = try Connection()
      expectFailure(.notSupportedOnSocket, .abortReasonUnsupported) { try connection.client.abort(reason: [1]) }
      try connection.client.send([1])
      #expect(try connection.accepted.message().payload == [1])
      try connection.close()
    }

    @Test("Closing a socket shuts down its association gracefully") func gracefulClose() throws {
      let connection = try Connection()
      try connection.client.send([1])
      try connection.client.close()
      #expect(try connection.accepted.message().payload == [1])
      #expect(try connection.accepted.receive(timeout: patience) == nil)
      try connection.accepted.close()
    }

    @Test("Closing a socket with unread messages aborts its association") func closeAborts() throws {
      let connection = try Connection()
      try connection.accepted.send([1])
      try connection.client.untilReadable()
      let received = Background { try connection.accepted.receive() }
      try connection.client.close()
      received.expectFailure(.connectionReset, .endedAssociation)
      try connection.accepted.close()
    }

    @Test("A shutdown by the peer ends every waiting receive") func severalWaiting() throws {
      let connection = try Connection()
      let calls = (0..<4).map { _ in Background { try connection.accepted.receive() } }
      for call in calls { try call.untilItWaits() }
      try connection.client.shutdown()
      for call in calls { #expect(try call.value() == nil) }
      try connection.close()
    }

    @Test("Every call on a closed socket fails with EBADF") func closedSocket() throws {
      let connection = try Connection()
      let socket = connection.client
      let addresses = try socket.localAddresses()
      try socket.close()
      let calls: [() throws -> Void] = [
        { try socket.close() }, { try socket.bind(to: addresses[0]) }, { try socket.bind(adding: addresses) },
        { try socket.bind(removing: addresses) }, { try socket.connect(to: addresses) }, { try socket.send([1]) },
        { try socket.shutdown() }, { try socket.abort() }, { _ = try socket.receive() },
        { _ = try socket.part(100, timeout: nil) }, { _ = try socket.localAddresses() },
        { _ = try socket.peerAddresses() }, { _ = try socket.association },
        { try socket.setSubscribed(true, to: .shutdown) }, { _ = try socket.option(.noDelay) },
        { try socket.setOption(.noDelay, to: true) }, { _ = try socket.status() },
        { try socket.withFileDescriptor { _ in } },
      ]
      for call in calls { expectFailure(.badFileDescriptor, .closed, of: call) }
      try connection.accepted.close()
    }
  }
}
