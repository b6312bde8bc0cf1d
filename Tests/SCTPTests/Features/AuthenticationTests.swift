import SCTP
import Testing

private let secret = SCTPAuthenticationKey(number: 1, secret: Array("a secret of both sides".utf8))
private let otherSecret = SCTPAuthenticationKey(number: 1, secret: Array("another secret".utf8))
private let secondSecret = SCTPAuthenticationKey(number: 2, secret: Array("the second secret".utf8))

extension OnTheKernel {
  @Suite(.requiresRoot) struct Authentication {
    /// A pair whose sockets accept messages authenticated only.
    private func pair(server: SCTPAuthenticationKey, client: SCTPAuthenticationKey) throws -> Pair {
      try Pair { socket in
        try socket.requireAuthentication(of: .data)
        try socket.giveUpSoon()
      } server: { socket in
        try socket.addKey(server)
        try socket.setOption(.activeKey(), to: server.number)
      } client: { socket in
        try socket.addKey(client)
        try socket.setOption(.activeKey(), to: client.number)
      }
    }

    @Test("Messages arrive if both sides have the key") func sharedKey() throws {
      try withSysctl(["auth_enable": 1]) {
        let pair = try pair(server: secret, client: secret)
        #expect(try pair.client.option(.activeKey(of: pair.atClient)) == 1)
        #expect(try pair.server.option(.activeKey(of: pair.atServer)) == 1)
        try pair.client.send([1], on: pair.atClient)
        #expect(try pair.server.message().payload == [1])
        try pair.server.send([2], on: pair.atServer)
        #expect(try pair.client.message().payload == [2])
        try pair.close()
      }
    }

    @Test("A key with an empty secret authenticates messages if both sides have it") func emptySecret() throws {
      try withSysctl(["auth_enable": 1]) {
        let empty = SCTPAuthenticationKey(number: 1, secret: [])
        let pair = try pair(server: empty, client: empty)
        try pair.client.send([1], on: pair.atClient)
        #expect(try pair.server.message().payload == [1])
        try pair.close()
      }
    }

    @Test("Each side knows which chunks the other requires to be authenticated") func requiredChunks() throws {
      try withSysctl(["auth_enable": 1]) {
        let pair = try Pair { _ in
        } server: { socket in
          try socket.requireAuthentication(of: .data)
          try socket.requireAuthentication(of: .heartbeat)
        }
        #expect(try pair.server.localAuthenticatedChunks(of: pair.atServer) == [.data, .heartbeat])
        #expect(try pair.client.peerAuthenticatedChunks(of: pair.atClient) == [.data, .heartbeat])
        #expect(try pair.client.localAuthenticatedChunks(of: pair.atClient) == [])
        #expect(try pair.server.peerAuthenticatedChunks(of: pair.atServer) == [])
        try pair.close()
      }
    }

    @Test("A message that is authenticated with another secret does not arrive") func differentSecrets() throws {
      try withSysctl(["auth_enable": 1]) {
        let pair = try pair(server: secret, client: otherSecret)
        try pair.subscribe(to: [.associationChange, .sendFailed])
        try pair.client.send([1, 2, 3], on: pair.atClient)
        // The server's kernel drops the packets without an answer, until the client's gives up.
        _ = try pair.server.event(SCTPAssociationChange.self) { $0.state == .communicationLost }
        _ = try pair.client.event(SCTPAssociationChange.self) { $0.state == .communicationLost }
        let failure = try pair.client.event(SCTPSendFailed.self)
        #expect(failure.payload == [1, 2, 3])
        #expect(failure.wasSent)
        try pair.close()
      }
    }

    @Test("An authenticated cookie prevents an association with another secret") func authenticatedCookie() throws {
      try withSysctl(["auth_enable": 1]) {
        let cookieEcho = SCTPChunkType(rawValue: 10)
        let server = try SCTPSocket.listening()
        try server.requireAuthentication(of: cookieEcho)
        try server.addKey(secret)
        try server.setOption(.activeKey(), to: 1)
        let client = try SCTPSocket()
        try client.useShortTimeouts()
        try client.setOption(.initialMessage, to: SCTPInitialMessage(maximumAttempts: 2))
        try client.addKey(otherSecret)
        try client.setOption(.activeKey(), to: 1)
        expectFailure(.connectionRefused, .setupFailed) {
          try client.connect(to: [try server.address], timeout: patience)
        }
        #expect(try server.associations().isEmpty)
        try client.addKey(secret)
        try client.connect(to: [try server.address], timeout: patience)
        #expect(try server.associations().count == 1)
        try client.close()
        try server.close()
      }
    }

    @Test("A message is authenticated with the key in its options") func messageKey() throws {
      try withSysctl(["auth_enable": 1]) {
        let pair = try pair(server: secret, client: secret)
        try pair.subscribe(to: .authentication)
        try pair.client.addKey(secondSecret, of: pair.atClient)
        try pair.server.addKey(secondSecret, of: pair.atServer)
        try pair.client.send([1], on: pair.atClient, options: SCTPSendOptions(authenticationKey: 2))
        // The receiver's own active key is another one: it is told that the peer uses this one.
        let event = try pair.server.event(SCTPAuthenticationEvent.self)
        #expect(event.indication == .newKey)
        #expect(event.keyNumber == 2)
        #expect(event.association == pair.atServer)
        #expect(try pair.server.message().payload == [1])
        try pair.client.send([2], on: pair.atClient)
        #expect(try pair.server.message().payload == [2])
        try pair.close()
      }
    }

    @Test("A message with a key that the peer does not have ends the association") func oneSidedKey() throws {
      try withSysctl(["auth_enable": 1]) {
        let pair = try pair(server: secret, client: secret)
        try pair.subscribe(to: .associationChange)
        try pair.client.addKey(secondSecret, of: pair.atClient)
        try pair.client.send([1], on: pair.atClient, options: SCTPSendOptions(authenticationKey: 2))
        _ = try pair.server.event(SCTPAssociationChange.self) { $0.state == .communicationLost }
        try pair.close()
      }
    }

    @Test("Using a key that does not exist fails with EINVAL") func unknownKey() throws {
      try withSysctl(["auth_enable": 1]) {
        let pair = try pair(server: secret, client: secret)
        expectFailure(.invalidArgument) {
          try pair.client.send([1], on: pair.atClient, options: SCTPSendOptions(authenticationKey: 7))
        }
        expectFailure(.invalidArgument) { try pair.client.setOption(.activeKey(of: pair.atClient), to: 7) }
        expectFailure(.invalidArgument) { try pair.client.deactivateKey(7, of: pair.atClient) }
        expectFailure(.invalidArgument) { try pair.client.deleteKey(7, of: pair.atClient) }
        try pair.close()
      }
    }

    @Test("A deactivated key is reported as free and can no longer be used") func freeKey() throws {
      try withSysctl(["auth_enable": 1]) {
        let pair = try pair(server: secret, client: secret)
        try pair.subscribe(to: .authentication)
        expectFailure(.invalidArgument) { try pair.client.deactivateKey(1, of: pair.atClient) }
        try pair.client.addKey(secondSecret, of: pair.atClient)
        try pair.server.addKey(secondSecret, of: pair.atServer)
        try pair.client.setOption(.activeKey(of: pair.atClient), to: 2)
        try pair.client.deactivateKey(1, of: pair.atClient)
        // No message that is under way needs the key: it is this side that is told, at once.
        let event = try pair.client.event(SCTPAuthenticationEvent.self)
        #expect(event.indication == .freeKey)
        #expect(event.keyNumber == 1)
        #expect(event.association == pair.atClient)
        expectFailure(.invalidArgument) {
          try pair.client.send([1], on: pair.atClient, options: SCTPSendOptions(authenticationKey: 1))
        }
        try pair.client.deleteKey(1, of: pair.atClient)
        expectFailure(.invalidArgument) { try pair.client.deleteKey(1, of: pair.atClient) }
        try pair.client.send([2], on: pair.atClient)
        #expect(try pair.server.event(SCTPAuthenticationEvent.self).indication == .newKey)
        #expect(try pair.server.message().payload == [2])
        try pair.close()
      }
    }

    @Test("The active key cannot be deleted") func keyInUse() throws {
      try withSysctl(["auth_enable": 1]) {
        let pair = try pair(server: secret, client: secret)
        expectFailure(.invalidArgument) { try pair.client.deleteKey(1, of: pair.atClient) }
        try pair.client.deleteKey(0, of: pair.atClient)
        expectFailure(.invalidArgument) { try pair.client.setOption(.activeKey(of: pair.atClient), to: 0) }
        try pair.close()
      }
    }

    @Test("A peer without authentication is reported") func unsupportedPeer() throws {
      let server = try SCTPSocket.listening()
      try withSysctl(["auth_enable": 1]) {
        let client = try SCTPSocket()
        try client.setSubscribed(true, to: .authentication)
        let association = try client.connect(to: [try server.address], timeout: patience)
        let event = try client.event(SCTPAuthenticationEvent.self)
        #expect(event.indication == .noAuthentication)
        #expect(event.association == association)
        try client.close()
      }
      try server.close()
    }

    @Test("The keys of a one-to-one socket apply to its association") func oneToOne() throws {
      try withSysctl(["auth_enable": 1]) {
        let listener = try SCTPListener.listening()
        try listener.requireAuthentication(of: .data)
        let client = try SCTPOneToOneSocket()
        try client.connect(to: [try listener.address], timeout: patience)
        let accepted = try listener.accept(timeout: patience)
        for socket in [client, accepted] {
          try socket.addKey(secondSecret)
          try socket.setOption(.activeKey(), to: 2)
          #expect(try socket.option(.activeKey()) == 2)
        }
        try client.send([1])
        #expect(try accepted.message().payload == [1])
        try client.setSubscribed(true, to: .authentication)
        try client.deactivateKey(0)
        #expect(try client.event(SCTPAuthenticationEvent.self).indication == .freeKey)
        try client.deleteKey(0)
        try client.close()
        try accepted.close()
        try listener.close()
      }
    }

    @Test("Without the sysctl, setting keys fails with EACCES") func disabledSysctl() throws {
      let pair = try Pair()
      expectFailure(.permissionDenied, .authenticationDisabled) { try pair.client.addKey(secret, of: pair.atClient) }
      expectFailure(.permissionDenied, .authenticationDisabled) {
        try pair.client.setOption(.activeKey(of: pair.atClient), to: 1)
      }
      expectFailure(.permissionDenied, .authenticationDisabled) { try pair.client.deactivateKey(1, of: pair.atClient) }
      expectFailure(.permissionDenied, .authenticationDisabled) { try pair.client.deleteKey(1, of: pair.atClient) }
      try pair.close()
    }
  }
}
