import SCTP
import Testing

extension OnTheKernel {
  /// A socket that never receives sends on one association after another, and nothing piles up in its receive buffer.
  @Suite struct NeverReceives {
    private static let associations = 300 * StressSettings.rounds
    /// The growth of this process's memory that counts as none, in bytes.
    private static let tolerance = 4 << 20

    /// The socket connects to peers at several addresses.
    @Test("A connecting socket that never receives does not accumulate memory", arguments: End.allCases)
    func connectingSocket(_ end: End) throws {
      let socket = try SCTPSocket()
      try socket.setOption(.noDelay, to: true)
      let peers = try (1...8).map { try Self.peer(at: .loopback(number: $0, port: 0)) }
      try expectFlat(socket) { round in
        let peer = peers[round % peers.count]
        let association = try socket.connect(to: [try peer.address], timeout: patience)
        try Self.send(from: socket, on: association, to: peer)
        try end.apply(to: socket, association, and: peer)
      }
      try Self.expectMessage(on: socket, from: peers[0])
      try socket.close()
      for peer in peers { try peer.close() }
    }

    /// Clients connect to the socket, which listens.
    @Test("A listening socket that never receives does not accumulate memory", arguments: End.allCases)
    func listeningSocket(_ end: End) throws {
      let socket = try SCTPSocket.listening()
      let clients = try (0..<8).map { _ in try SCTPSocket() }
      try expectFlat(socket) { round in
        let client = clients[round % clients.count]
        try client.connect(to: [try socket.address], timeout: patience)
        let association = try #require(try socket.associations().first)
        try Self.send(from: socket, on: association, to: client)
        try end.apply(to: socket, association, and: client)
      }
      let client = try Pair(server: socket)
      try client.client.send([2], on: client.atClient)
      #expect(try socket.message().payload == [2])
      try client.client.close()
      try socket.close()
      for client in clients { try client.close() }
    }

    /// Runs `body` once for each association, which must leave neither the socket nor the process with more memory.
    private func expectFlat(_ socket: SCTPSocket, _ body: (_ round: Int) throws -> Void) throws {
      let limit = try socket.option(.receiveBufferSize) / 8
      var before = 0
      for round in 0..<Self.associations {
        try body(round)
        let queued = try socket.queuedMemory()
        try #require(queued < limit, "\(queued) bytes are queued after \(round + 1) associations")
        if round == Self.associations / 10 { before = try allocatedMemory() }
      }
      #expect(try allocatedMemory() - before < Self.tolerance)
    }

    private static func peer(at address: SCTPAddress) throws -> SCTPSocket {
      let peer = try SCTPSocket()
      try peer.bind(to: address)
      try peer.listen()
      return peer
    }

    private static func send(from socket: SCTPSocket, on association: SCTPAssociationID, to peer: SCTPSocket) throws {
      try socket.send([1], on: association)
      #expect(try peer.message().payload == [1])
    }

    /// Checks that the socket still receives.
    private static func expectMessage(on socket: SCTPSocket, from peer: SCTPSocket) throws {
      let association = try socket.connect(to: [try peer.address], timeout: patience)
      try peer.send([2], on: try #require(try peer.associations().first))
      let message = try socket.message()
      #expect(message.payload == [2] && message.association == association)
    }
  }
}

/// How an association ends, seen from the socket that never receives.
enum End: CaseIterable {
  case shutdown, shutdownOfPeer, abort, abortOfPeer

  /// Ends the only association of each of two sockets, and waits until it is gone.
  func apply(to socket: SCTPSocket, _ association: SCTPAssociationID, and peer: SCTPSocket) throws {
    switch self {
    case .shutdown: try socket.shutdown(association: association)
    case .shutdownOfPeer: try peer.shutdown(association: .all)
    case .abort: try socket.abort(association: association)
    case .abortOfPeer: try peer.abort(association: .all)
    }
    try until("the association ends") { try socket.associations().isEmpty && peer.associations().isEmpty }
  }
}
