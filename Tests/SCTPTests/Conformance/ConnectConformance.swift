import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_connect") struct ConnectConformance {
    /// A server that sees associations come and go, and a client that is not connected.
    struct Unconnected: Sendable {
      let server: SCTPSocket
      let client: SCTPSocket

      init(_ flags: SCTPSocketFlags = .closeOnExec) throws {
        server = try .bound().subscribed(to: .associationChange)
        try server.listen()
        client = try .bound(flags: flags).subscribed(to: .associationChange)
      }

      func close() throws {
        try client.close()
        try server.close()
      }
    }

    @Test("non-blocking connect")
    func nonBlockingConnect() throws {
      let sockets = try Unconnected(.nonBlocking)
      try sockets.server.setDeaf(true)
      try sockets.client.setRetransmissionTimeout(.milliseconds(100))
      let association = try sockets.client.connect(to: [try sockets.server.address])
      #expect(try sockets.client.status(of: association).state == .cookieWait)
      try sockets.server.setDeaf(false)
      try sockets.client.untilReadable()
      try sockets.client.expectChange(.communicationUp)
      try sockets.server.expectChange(.communicationUp)
      try sockets.close()
    }

    @Test("connect on a socket to create an assoc that is already established")
    func connectAgain() throws {
      let sockets = try Unconnected(.nonBlocking)
      let address = try sockets.server.address
      try sockets.client.connect(to: [address])
      try sockets.client.untilReadable()
      try sockets.client.expectChange(.communicationUp)
      expectFailure(.socketIsConnected) { try sockets.client.connect(to: [address]) }
      try sockets.close()
    }

    @Test("blocking connect")
    func blockingConnect() throws {
      let sockets = try Unconnected()
      let address = try sockets.server.address
      try sockets.server.setDeaf(true)
      try sockets.client.setRetransmissionTimeout(.milliseconds(100))
      let connecting = Background { try sockets.client.connect(to: [address]) }
      try connecting.untilItWaits()
      try sockets.server.setDeaf(false)
      let association = try connecting.value()
      #expect(try sockets.client.status(of: association).state == .established)
      #expect(try sockets.client.expectChange(.communicationUp).association == association)
      try sockets.server.expectChange(.communicationUp)
      try sockets.close()
    }

    @Test("connect on a peeled off socket")
    func connectAPeeledOffSocket() throws {
      let pair = try Pair()
      let stranger = try SCTPSocket.bound().subscribed(to: .associationChange)
      let child = try pair.server.peelOff(association: pair.atServer)
      expectFailure(.socketIsConnected) { try child.connect(to: [try stranger.address]) }
      try stranger.close()
      try child.close()
      try pair.close()
    }

    @Test("connect to create an assoc that matches a peeled off assoc")
    func connectToThePeerOfAPeeledOffSocket() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let peer = try #require(try child.peerAddresses().first)
      expectFailure(.addressNotAvailable, .peeledOff) { try pair.server.connect(to: [peer]) }
      try child.close()
      try pair.close()
    }
  }
}
