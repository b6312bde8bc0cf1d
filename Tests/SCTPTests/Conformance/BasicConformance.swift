import Foundation
import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_basic") struct BasicConformance {
    /// The two sockets of the program: one bound to the wildcard address, the other to the loopback.
    struct Endpoints {
      let family: SCTPAddressFamily
      let sender: SCTPSocket
      let receiver: SCTPSocket

      init(_ family: SCTPAddressFamily) throws {
        self.family = family
        sender = try SCTPSocket(family: family)
        try sender.setSubscribed(true, to: .associationChange)
        try sender.bind(to: .any(family, port: 0))
        receiver = try .bound(family).subscribed(to: .associationChange)
      }

      /// The address that the sender's messages come from.
      var source: SCTPAddress {
        get throws { .loopback(family, port: try sender.address.port) }
      }

      func close() throws {
        try sender.close()
        try receiver.close()
      }
    }

    @Test("socket", arguments: SCTPAddressFamily.allCases)
    func socket(_ family: SCTPAddressFamily) throws {
      let first = try SCTPSocket(family: family)
      let second = try SCTPSocket(family: family)
      for socket in [first, second] {
        let type = unsafe SCTPSocketOption.unsafeOption(level: SOL_SOCKET, number: SO_TYPE, request: CInt(0))
        #expect(try socket.option(type) == CInt(SOCK_SEQPACKET.rawValue))
        try socket.close()
      }
    }

    @Test("bind", arguments: SCTPAddressFamily.allCases)
    func bind(_ family: SCTPAddressFamily) throws {
      let endpoints = try Endpoints(family)
      let addresses = try endpoints.receiver.localAddresses()
      #expect(addresses.count == 1)
      let port = try #require(addresses.first).port
      #expect(port != 0)
      #expect(addresses == [.loopback(family, port: port)])
      #expect(try endpoints.sender.localAddresses().contains(endpoints.source))
      try endpoints.close()
    }

    @Test("recvmsg on a socket neither listening nor established", arguments: SCTPAddressFamily.allCases)
    func receiveOnAnIdleSocket(_ family: SCTPAddressFamily) throws {
      let endpoints = try Endpoints(family)
      expectFailure(.socketNotConnected, .notConnected) { try endpoints.receiver.receive(timeout: patience) }
      try endpoints.close()
    }

    @Test("listen", arguments: SCTPAddressFamily.allCases)
    func listen(_ family: SCTPAddressFamily) throws {
      let endpoints = try Endpoints(family)
      let listening = unsafe SCTPSocketOption.unsafeOption(level: SOL_SOCKET, number: SO_ACCEPTCONN, request: CInt(0))
      #expect(try endpoints.receiver.option(listening) == 0)
      try endpoints.receiver.listen(backlog: 1)
      #expect(try endpoints.receiver.option(listening) == 1)
      try endpoints.close()
    }

    @Test("sendmsg with a valid msg_name", arguments: SCTPAddressFamily.allCases)
    func sendToAnAddress(_ family: SCTPAddressFamily) throws {
      let endpoints = try Endpoints(family)
      try endpoints.receiver.listen()
      try endpoints.sender.send(
        .hello, to: try endpoints.receiver.address, options: .hello)
      #expect(try endpoints.sender.associations().count == 1)
      try endpoints.receiver.expectChange(.communicationUp)
      #expect(try endpoints.receiver.expectMessage().source == endpoints.source)
      try endpoints.close()
    }

    @Test("recvmsg COMM_UP notifications", arguments: SCTPAddressFamily.allCases)
    func communicationUp(_ family: SCTPAddressFamily) throws {
      let endpoints = try Endpoints(family)
      try endpoints.receiver.listen()
      try endpoints.sender.send(
        .hello, to: try endpoints.receiver.address, options: .hello)
      let source = try expectNotification(.communicationUp, on: endpoints.receiver)
      #expect(try source == endpoints.source)
      try endpoints.sender.expectChange(.communicationUp)
      let part = try endpoints.receiver.part(1000)
      #expect(part.bytes == .hello)
      #expect(try part.info.source == endpoints.source)
      #expect(part.info.isEndOfMessage && !part.info.isNotification)
      try endpoints.close()
    }

    @Test("sendmsg with NULL associd and NULL msg_name", arguments: SCTPAddressFamily.allCases)
    func sendToNobody(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      expectFailure(.invalidArgument, .reservedAssociation) {
        try pair.client.send(.hello, on: .future, options: .hello)
      }
      // A one-to-one socket sends without naming an association. The kernel uses the style of the descriptor.
      let nameless = SCTPOneToOneSocket(takingOwnershipOf: try pair.client.duplicate())
      expectFailure(.brokenPipe, .wrongStyle) {
        try nameless.send(.hello, options: .hello)
      }
      try nameless.close()
      try pair.close()
    }

    @Test("sendmsg with incorrect associd", arguments: SCTPAddressFamily.allCases)
    func sendOnAForeignAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      expectFailure(.brokenPipe, .unknownAssociation) {
        try pair.client.send(.hello, on: pair.atServer, options: .hello)
      }
      try pair.close()
    }

    @Test("sendmsg with valid associd", arguments: SCTPAddressFamily.allCases)
    func sendOnAnAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      try pair.client.send(.hello, on: pair.atClient, options: .hello)
      #expect(try pair.server.expectMessage().association == pair.atServer)
      #expect(try pair.client.associations() == [pair.atClient])
      try pair.close()
    }

    @Test("recvmsg", arguments: SCTPAddressFamily.allCases)
    func receiveInOrder(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      let options = SCTPSendOptions(stream: 2, payloadProtocol: 0xCAFE_F00E)
      let question = Array("Are you there?".utf8)
      let answer = Array("I am.".utf8)
      try pair.client.send(question, on: pair.atClient, options: options)
      try pair.client.send(answer, to: try pair.server.address, options: options)
      try pair.server.expectMessage(question, options)
      try pair.server.expectMessage(answer, options)
      try pair.close()
    }

    @Test("sctp_getladdrs", arguments: SCTPAddressFamily.allCases)
    func localAddresses(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      let addresses = try pair.client.localAddresses(of: pair.atClient)
      #expect(addresses == [.loopback(family, port: try pair.client.address.port)])
      try pair.close()
    }

    @Test("sctp_getpaddrs", arguments: SCTPAddressFamily.allCases)
    func peerAddresses(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      let addresses = try pair.client.peerAddresses(of: pair.atClient)
      #expect(addresses == [try pair.server.address])
      try pair.close()
    }

    @Test("recvmsg SHUTDOWN_COMP notification", arguments: SCTPAddressFamily.allCases)
    func shutdownComplete(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      let client = try pair.client.address
      try pair.client.close()
      let source = try expectNotification(.shutdownComplete, on: pair.server)
      #expect(source == client)
      try pair.server.close()
    }

    /// Reads a notification and returns where it came from, which only the form of `receive` with a buffer tells.
    private func expectNotification(
      _ state: SCTPAssociationChange.State, on socket: SCTPSocket, _ location: SourceLocation = #_sourceLocation
    ) throws -> SCTPAddress {
      let part = try socket.part(1000)
      #expect(part.info.isNotification && part.info.isEndOfMessage, sourceLocation: location)
      let notification = unsafe SCTPNotification(parsing: part.bytes.span.bytes)
      #expect(notification.change?.state == state, sourceLocation: location)
      return part.info.source
    }
  }
}
