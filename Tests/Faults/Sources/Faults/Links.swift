import Glibc
import Interposer
import SCTP

/// An association between two one-to-many sockets.
struct Link: ConnectedSockets {
  let server: SCTPSocket
  let client: SCTPSocket
  let atServer: SCTPAssociationID
  let atClient: SCTPAssociationID
  let address: SCTPAddress
  /// The object that has taken the descriptor of the client over.
  let adopted = Box<SCTPSocket>()
  /// The released descriptor of the client.
  let descriptor = Box<FileDescriptor>()

  init(server: SCTPSocket, client: SCTPSocket, atServer: SCTPAssociationID, atClient: SCTPAssociationID) throws {
    (self.server, self.client, self.atServer, self.atClient) = (server, client, atServer, atClient)
    address = try server.address
  }

  init() throws {
    let (server, client) = (try SCTPSocket.listening(), try SCTPSocket())
    try server.enableExtensions()
    try client.enableExtensions()
    try client.setOption(.noDelay, to: true)
    try client.useShortTimeouts()
    let (atClient, atServer) = try client.connect(server)
    try self.init(server: server, client: client, atServer: atServer, atClient: atClient)
  }

  func exchange() throws {
    try client.send([1, 2, 3], on: atClient)
    try server.expectMessage([1, 2, 3])
    try server.send([4, 5], on: atServer)
    try client.expectMessage([4, 5])
    try server.expectNoMessage()
    try client.expectNoMessage()
  }

  /// Sends a message each way between the client and the socket into which the association was peeled off.
  func exchange(with child: SCTPOneToOneSocket) throws {
    try client.send([1, 2, 3], on: atClient)
    try child.expectMessage([1, 2, 3])
    try child.send([4, 5])
    try client.expectMessage([4, 5])
    try child.expectNoMessage()
  }

  /// Sends a message to the server, and waits until it is queued.
  func deliver(_ payload: [UInt8]) throws {
    try client.send(payload, on: atClient, options: .init(flags: .sackImmediately))
    let isDelivered = try waitUntil { try client.status(of: atClient).unacknowledgedChunks == 0 }
    try require(isDelivered, "the message does not arrive")
  }

  func close() throws {
    try client.close()
    try server.close()
  }
}

/// An association between two one-to-one sockets.
struct Connection: ConnectedSockets {
  let client: SCTPOneToOneSocket
  let accepted: SCTPOneToOneSocket

  init(client: SCTPOneToOneSocket, accepted: SCTPOneToOneSocket) {
    (self.client, self.accepted) = (client, accepted)
  }

  init() throws { try self.init(listener: .listening()) }

  /// Connects to a listener, which is then closed.
  init(listener: SCTPListener) throws {
    let client = try SCTPOneToOneSocket()
    try listener.enableExtensions()
    try client.enableExtensions()
    try client.setOption(.noDelay, to: true)
    try client.useShortTimeouts()
    try client.connect(to: listener.localAddresses()[0], timeout: Runner.patience)
    let accepted = try listener.accept(timeout: Runner.patience)
    try accepted.setOption(.noDelay, to: true)
    try listener.close()
    self.init(client: client, accepted: accepted)
  }

  func exchange() throws {
    try client.send([1, 2, 3])
    try accepted.expectMessage([1, 2, 3])
    try accepted.send([4, 5])
    try client.expectMessage([4, 5])
    try client.expectNoMessage()
    try accepted.expectNoMessage()
  }

  /// Sends a message to the accepted socket, and waits until it is queued.
  func deliver(_ payload: [UInt8]) throws {
    try client.send(payload, options: .init(flags: .sackImmediately))
    let isDelivered = try waitUntil { try client.status().unacknowledgedChunks == 0 }
    try require(isDelivered, "the message does not arrive")
  }

  func close() throws {
    try client.close()
    try accepted.close()
  }
}

/// Checks that a message with this payload was received.
func expect(_ payload: [UInt8], in received: SCTPReceived?) throws {
  guard case .message(let message) = received, message.payload == payload else {
    throw Mismatch("expected the message \(payload.prefix(8)), but received \(String(describing: received))")
  }
}

extension SCTPSocket {
  static func listening() throws -> SCTPSocket {
    let socket = try SCTPSocket()
    try socket.setOption(.noDelay, to: true)
    try socket.bind(to: .loopback(.ipv4, port: 0))
    try socket.listen()
    return socket
  }

  var address: SCTPAddress { get throws { try localAddresses()[0] } }

  /// Connects to a server, and returns the identifiers of the association.
  func connect(_ server: SCTPSocket) throws -> (atClient: SCTPAssociationID, atServer: SCTPAssociationID) {
    let before = try server.associations()
    let atClient = try connect(to: server.address, timeout: Runner.patience)
    guard let atServer = try server.associations().first(where: { !before.contains($0) }) else {
      throw Mismatch("the server has no association")
    }
    return (atClient, atServer)
  }

  func expectMessage(_ payload: [UInt8]) throws {
    var received: SCTPReceived?
    // A non-blocking socket does not wait.
    _ = try waitUntil {
      do throws(SCTPError) {
        received = try receive(timeout: Runner.patience)
        return true
      } catch {
        guard DeferredError.consume(error) || error.code == .resourceTemporarilyUnavailable else { throw error }
        return false
      }
    }
    try expect(payload, in: received)
  }

  func expectNoMessage() throws {
    do {
      let received = try receive(timeout: .zero)
      throw Mismatch("received \(received) in addition")
    } catch let error as SCTPError {
      if DeferredError.consume(error) { return try expectNoMessage() }
      let isEmpty = [.timedOut, .socketNotConnected, .resourceTemporarilyUnavailable].contains(error.code)
      if !isEmpty { throw error }
    }
  }
}

extension SCTPOneToOneSocket {
  func expectMessage(_ payload: [UInt8]) throws {
    let received: SCTPReceived?
    do throws(SCTPError) {
      received = try receive(timeout: Runner.patience)
    } catch {
      guard DeferredError.consume(error) else { throw error }
      received = try receive(timeout: Runner.patience)
    }
    try expect(payload, in: received)
  }

  func expectNoMessage() throws {
    do {
      let received = try receive(timeout: .zero)
      throw Mismatch("received \(String(describing: received)) in addition")
    } catch let error as SCTPError {
      if DeferredError.consume(error) { return try expectNoMessage() }
      if error.code != .timedOut { throw error }
    }
  }
}

extension SCTPListener {
  static func listening() throws -> SCTPListener {
    let listener = try SCTPListener()
    try listener.bind(to: .loopback(.ipv4, port: 0))
    try listener.listen()
    return listener
  }
}

extension SCTPEndpoint {
  /// Lets future associations use the extensions that the sysctls of the kernel turn off by default.
  func enableExtensions() throws {
    try setOption(.authenticationSupported(), to: true)
    try setOption(.addressReconfigurationSupported(), to: true)
    try setOption(.reconfigurationSupported(), to: true)
  }

  /// Lets the socket discard all packets that it receives, or receive packets again.
  func setDeaf(_ isDeaf: Bool) throws {
    let result = try withFileDescriptor { interposer_set_deaf($0.rawValue, isDeaf) }
    // ENOENT: no filter was attached.
    try require(result == 0 || errno == ENOENT, "no filter can be attached: errno \(errno)")
  }

  /// Sets timeouts after which the socket soon retransmits the packets that a deaf peer has discarded.
  func useShortTimeouts() throws {
    try setOption(
      .retransmissionTimeouts(),
      to: SCTPRetransmissionTimeouts(initial: .milliseconds(40), maximum: .milliseconds(80), minimum: .milliseconds(20))
    )
  }
}
