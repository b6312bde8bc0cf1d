import SCTP

/// A server that sends every message back, and peels off each association that sends much.
public struct EchoServer: Sendable {
  /// The socket of all associations that have not been peeled off.
  public let socket: SCTPSocket
  private let limit: Int

  /// Creates a server that peels off an association after it has sent more bytes than the limit.
  public init(at address: SCTPAddress, limit: Int) throws {
    self.limit = limit
    socket = try SCTPSocket()
    try socket.setOption(.noDelay, to: true)
    try socket.setSubscribed(true, to: .associationChange)
    try socket.bind(to: address)
    try socket.listen()
  }

  /// Serves all associations until the socket has been stopped.
  public func run() async throws {
    var meter = TrafficMeter(limit: limit)
    try await withThrowingDiscardingTaskGroup { tasks in
      for try await received in socket.received {
        switch received {
        case .message(let message):
          try await socket.send(message.payload, on: message.association)
          meter.count(message)
          guard meter.isAboveLimit(message.association) else { continue }
          let peer = try socket.peelOff(association: message.association)
          tasks.addTask { try await echo(peer) }
        case .notification(.associationChange(let change)):
          meter.update(for: change)
        case .notification, .discarded:
          break
        }
      }
    }
  }
}

/// Sends every message back until the association ends.
public func echo(_ peer: SCTPOneToOneSocket) async throws {
  for try await message in peer.messages { try await peer.send(message.payload) }
}
