import SCTP
import Testing

extension OnTheKernel {
  @Suite struct EndingAssociations {
    @Test("A shutdown delivers every message that was sent before it") func gracefulShutdown() throws {
      let pair = try Pair()
      pair.server.expectNothing()
      try pair.server.setSubscribed(true, to: .associationChange, of: .all)
      for number in 0..<20 as Range<UInt8> { try pair.client.send([number], on: pair.atClient) }
      try pair.client.shutdown(association: pair.atClient)
      for number in 0..<20 as Range<UInt8> { #expect(try pair.server.message().payload == [number]) }
      try pair.server.expectChange(.shutdownComplete)
      try until("it has ended") { try pair.client.associations().isEmpty }
      try pair.close()
    }

    @Test("Ending two associations leaves the third one usable") func otherAssociations() throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<3).map { _ in try Pair(server: server) }
      try server.shutdown(association: pairs[0].atServer)
      try server.abort(association: pairs[1].atServer)
      try until("they have ended") { try server.associations() == [pairs[2].atServer] }
      try server.send([1], on: pairs[2].atServer)
      #expect(try pairs[2].client.message().payload == [1])
      for pair in pairs { try pair.client.close() }
      try server.close()
    }

    /// The kernel queues the notification when the last message is acknowledged.
    @Test("A one-to-one socket returns the end before its notification while the peer's buffer is full")
    func endBeforeNotification() throws {
      let server = try SCTPSocket.listening().subscribed(to: .associationChange)
      try server.setOption(.receiveBufferSize, to: 4_096)
      let client = try SCTPOneToOneSocket()
      try client.setSubscribed(true, to: .associationChange)
      // So that the client soon notices that the window opens again.
      try client.setOption(
        .retransmissionTimeouts(),
        to: SCTPRetransmissionTimeouts(
          initial: .milliseconds(40), maximum: .milliseconds(80), minimum: .milliseconds(20)))
      try client.connect(to: server.address, timeout: patience)
      try client.expectChange(.communicationUp)
      let association = try server.expectChange(.communicationUp).association
      for number in 0..<40 as Range<UInt8> { try client.send([UInt8](repeating: number, count: 1_000)) }
      try server.shutdown(association: association)
      #expect(try client.receive(timeout: patience) == nil)
      #expect(try client.status().state == .shutdownReceived)
      for number in 0..<40 as Range<UInt8> { #expect(try server.message().payload.first == number) }
      try server.expectChange(.shutdownComplete)
      try client.untilClosed()
      try client.expectChange(.shutdownComplete)
      #expect(try client.receive(timeout: patience) == nil)
      try client.close()
      try server.close()
    }

    @Test("Closing a socket shuts down its association") func closeShutsDown() throws {
      let pair = try Pair()
      pair.server.expectNothing()
      try pair.server.setSubscribed(true, to: .associationChange, of: .all)
      try pair.client.send([1], on: pair.atClient)
      try pair.client.close()
      #expect(try pair.server.message().payload == [1])
      try pair.server.expectChange(.shutdownComplete)
      try pair.server.close()
    }

    @Test("Closing a socket with unread messages aborts its association") func closeAborts() throws {
      let pair = try Pair()
      pair.server.expectNothing()
      try pair.server.setSubscribed(true, to: .associationChange, of: .all)
      try pair.server.send([1], on: pair.atServer)
      try pair.client.untilReadable()
      try pair.client.close()
      try pair.server.expectChange(.communicationLost)
      try pair.server.close()
    }

    @Test("Releasing a socket object closes the socket") func objectRelease() throws {
      let server = try SCTPSocket.listening()
      try server.setSubscribed(true, to: .associationChange)
      do {
        let client = try SCTPSocket()
        try client.connect(to: [server.address], timeout: patience)
        try server.expectChange(.communicationUp)
      }
      try server.expectChange(.shutdownComplete)
      try server.close()
    }

    @Test("Sending on an ended association, or ending it again, fails with EPIPE") func endedAssociation() throws {
      let pair = try Pair()
      try pair.client.close()
      try until("it has ended") { try pair.server.associations().isEmpty }
      for _ in 0..<2 {
        expectFailure(.brokenPipe, .unknownAssociation, in: "sendmsg") { try pair.server.send([1], on: pair.atServer) }
        expectFailure(.brokenPipe, .unknownAssociation, in: "sendmsg") {
          try pair.server.shutdown(association: pair.atServer)
        }
        expectFailure(.brokenPipe, .unknownAssociation, in: "sendmsg") {
          try pair.server.abort(association: pair.atServer)
        }
        // The reason is the same whether or not the end has been received.
        expectFailure(.timedOut) { _ = try pair.server.receive(timeout: .zero) }
      }
      try pair.server.close()
    }

    @Test("Sending on an unknown association, or ending it, fails with EPIPE") func unknownAssociation() throws {
      let pair = try Pair()
      let nobody = SCTPAssociationID(rawValue: 1 << 30)
      expectFailure(.brokenPipe, .unknownAssociation, in: "sendmsg") { try pair.client.send([1], on: nobody) }
      expectFailure(.brokenPipe, .unknownAssociation, in: "sendmsg") { try pair.client.shutdown(association: nobody) }
      expectFailure(.brokenPipe, .unknownAssociation, in: "sendmsg") { try pair.client.abort(association: nobody) }
      try pair.close()
    }

    @Test("Sending on a reserved identifier, or ending it, fails with EINVAL", arguments: [0, 1, -1, .min] as [Int32])
    func reservedIdentifier(_ number: Int32) throws {
      let pair = try Pair()
      let reserved = SCTPAssociationID(rawValue: number)
      #expect(reserved.isReserved)
      expectFailure(.invalidArgument, .reservedAssociation, in: "sendmsg") { try pair.client.send([1], on: reserved) }
      expectFailure(.invalidArgument, .reservedAssociation, in: "sendmsg") {
        try pair.client.shutdown(association: reserved)
      }
      expectFailure(.invalidArgument, .reservedAssociation, in: "sendmsg") {
        try pair.client.abort(association: reserved)
      }
      #expect(try pair.client.status(of: pair.atClient).state == .established)
      try pair.close()
    }

    @Test("Sending after a shutdown fails with ESHUTDOWN") func sendAfterShutdown() throws {
      let pair = try Pair()
      try pair.server.setDeaf(true)
      try pair.client.shutdown(association: pair.atClient)
      expectFailure(.socketShutdown, in: "sendmsg") { try pair.client.send([1], on: pair.atClient) }
      try pair.server.setDeaf(false)
      try pair.close()
    }

    @Test("Every call on a closed socket fails with EBADF") func closedSocket() throws {
      let pair = try Pair()
      let socket = pair.client
      let address = try socket.address
      try socket.close()
      let calls: [() throws -> Void] = [
        { try socket.close() }, { try socket.bind(to: address) }, { try socket.bind(adding: [address]) },
        { try socket.bind(removing: [address]) }, { try socket.listen() }, { try socket.connect(to: [address]) },
        { try socket.send([1], to: address) }, { try socket.send([1], on: pair.atClient) },
        { try socket.shutdown(association: pair.atClient) }, { try socket.abort(association: pair.atClient) },
        { _ = try socket.receive() }, { _ = try socket.part(100, timeout: nil) },
        { _ = try socket.peelOff(association: pair.atClient) }, { _ = try socket.localAddresses() },
        { _ = try socket.peerAddresses(of: pair.atClient) }, { _ = try socket.associations() },
        { try socket.setSubscribed(true, to: .shutdown) }, { _ = try socket.option(.noDelay) },
        { try socket.setOption(.noDelay, to: true) }, { _ = try socket.status(of: pair.atClient) },
        { try socket.withFileDescriptor { _ in } },
      ]
      for call in calls { expectFailure(.badFileDescriptor, .closed, of: call) }
      try pair.server.close()
    }
  }
}
