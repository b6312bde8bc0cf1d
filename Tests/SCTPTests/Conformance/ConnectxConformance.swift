import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_connectx") struct ConnectxConformance {
    /// A server and two clients with six addresses each.
    struct Multihomed: Sendable {
      let server: SCTPSocket
      let nonBlocking: SCTPSocket
      let blocking: SCTPSocket

      init() throws {
        server = try Self.socket("127.0.0")
        try server.listen()
        nonBlocking = try Self.socket("127.0.1", .nonBlocking)
        blocking = try Self.socket("127.0.2")
      }

      private static func socket(
        _ net: String, _ flags: SCTPSocketFlags = .closeOnExec
      ) throws -> SCTPSocket {
        let socket = try SCTPSocket(flags: flags)
        try socket.setSubscribed(true, to: .associationChange)
        try socket.bind(to: try SCTPAddress("\(net).1", port: 0))
        let port = try socket.address.port
        try socket.bind(adding: try (2...6).map { try SCTPAddress("\(net).\($0)", port: port) })
        return socket
      }

      /// The server's addresses, except that the last is replaced by an address that the server does not have.
      var targets: [SCTPAddress] {
        get throws {
          let addresses = try server.localAddresses()
          return addresses.dropLast() + [try SCTPAddress("127.0.4.6", port: addresses[0].port)]
        }
      }

      func close() throws {
        for socket in [nonBlocking, blocking, server] { try socket.close() }
      }
    }

    /// The same with both clients connected, each after the other.
    struct Connected {
      let sockets: Multihomed
      let nonBlockingAtServer: SCTPAssociationID
      let blockingAtServer: SCTPAssociationID
      let nonBlockingAtClient: SCTPAssociationID
      let blockingAtClient: SCTPAssociationID

      init() throws {
        sockets = try Multihomed()
        nonBlockingAtClient = try sockets.nonBlocking.connect(to: try sockets.targets)
        nonBlockingAtServer = try sockets.server.expectChange(.communicationUp).association
        blockingAtClient = try sockets.blocking.connect(to: try sockets.targets)
        blockingAtServer = try sockets.server.expectChange(.communicationUp).association
      }
    }

    @Test("non-blocking connectx")
    func nonBlockingConnectx() throws {
      let sockets = try Multihomed()
      try sockets.server.setDeaf(true)
      try sockets.nonBlocking.setRetransmissionTimeout(.milliseconds(100))
      let association = try sockets.nonBlocking.connect(to: try sockets.targets)
      #expect(try sockets.nonBlocking.status(of: association).state == .cookieWait)
      try sockets.server.setDeaf(false)
      try sockets.nonBlocking.untilReadable()
      try sockets.nonBlocking.expectChange(.communicationUp)
      try sockets.close()
    }

    @Test("connectx on a socket to create an assoc that is already established")
    func connectxAgain() throws {
      let sockets = try Multihomed()
      try sockets.nonBlocking.connect(to: try sockets.targets)
      try sockets.nonBlocking.untilReadable()
      try sockets.nonBlocking.expectChange(.communicationUp)
      expectFailure(.socketIsConnected) { try sockets.nonBlocking.connect(to: try sockets.targets) }
      try sockets.close()
    }

    @Test("Association id match between sctp_connectx() and notification.")
    func theAssociationOfTheNotification() throws {
      let sockets = try Multihomed()
      let association = try sockets.nonBlocking.connect(to: try sockets.targets)
      try sockets.nonBlocking.untilReadable()
      #expect(try sockets.nonBlocking.expectChange(.communicationUp).association == association)
      try sockets.close()
    }

    @Test("blocking connectx")
    func blockingConnectx() throws {
      let sockets = try Multihomed()
      let targets = try sockets.targets
      try sockets.server.setDeaf(true)
      try sockets.blocking.setRetransmissionTimeout(.milliseconds(100))
      let connecting = Background { try sockets.blocking.connect(to: targets) }
      try connecting.untilItWaits()
      try sockets.server.setDeaf(false)
      let association = try connecting.value()
      #expect(try sockets.blocking.status(of: association).state == .established)
      #expect(try sockets.blocking.expectChange(.communicationUp).association == association)
      try sockets.server.expectChange(.communicationUp)
      try sockets.close()
    }

    @Test("connectx on a peeled off socket")
    func connectxOnAPeeledOffSocket() throws {
      let connected = try Connected()
      let child = try connected.sockets.server.peelOff(association: connected.nonBlockingAtServer)
      let strangers = try (1...6).map { try SCTPAddress("127.0.3.\($0)", port: 9) }
      expectFailure(.socketIsConnected) { try child.connect(to: strangers) }
      try child.close()
      try connected.sockets.close()
    }

    @Test("connectx to create an assoc that matches a peeled off assoc")
    func connectxToThePeerOfAPeeledOffSocket() throws {
      let connected = try Connected()
      let child = try connected.sockets.server.peelOff(association: connected.nonBlockingAtServer)
      let peer = try connected.sockets.nonBlocking.localAddresses()
      expectFailure(.addressNotAvailable, .peeledOff) { try connected.sockets.server.connect(to: peer) }
      try child.close()
      try connected.sockets.close()
    }

    @Test("server association 1 peers ok")
    func peersOfTheServersFirstAssociation() throws {
      let connected = try Connected()
      let child = try connected.sockets.server.peelOff(association: connected.nonBlockingAtServer)
      try expectSame(try child.peerAddresses(), try connected.sockets.nonBlocking.localAddresses())
      try child.close()
      try connected.sockets.close()
    }

    @Test("server association 2 peers ok")
    func peersOfTheServersSecondAssociation() throws {
      let connected = try Connected()
      try expectSame(
        try connected.sockets.server.peerAddresses(of: connected.blockingAtServer),
        try connected.sockets.blocking.localAddresses())
      try connected.sockets.close()
    }

    @Test("client association 1 peers ok")
    func peersOfTheFirstClient() throws {
      let connected = try Connected()
      try connected.sockets.nonBlocking.untilReadable()
      try connected.sockets.nonBlocking.expectChange(.communicationUp)
      try expectSame(
        try connected.sockets.nonBlocking.peerAddresses(of: connected.nonBlockingAtClient),
        try connected.sockets.server.localAddresses())
      try connected.sockets.close()
    }

    @Test("client association 2 peers ok")
    func peersOfTheSecondClient() throws {
      let connected = try Connected()
      try expectSame(
        try connected.sockets.blocking.peerAddresses(of: connected.blockingAtClient),
        try connected.sockets.server.localAddresses())
      try connected.sockets.close()
    }

    private func expectSame(
      _ peers: [SCTPAddress], _ addresses: [SCTPAddress], _ location: SourceLocation = #_sourceLocation
    ) throws {
      #expect(peers.count == 6, sourceLocation: location)
      #expect(Set(peers) == Set(addresses), sourceLocation: location)
    }
  }
}
