import CWorkloads
import SCTP

/// A one-to-many server with many associations, whose clients C plays.
final class Crowd {
  let server: SCTPSocket
  private let busy: CSockets
  private let idle: [CSockets]
  private let buffer = Buffer()

  init(busy: Int, idle: Int = 0) throws {
    let server = try SendBufferPolicy.ofEachAssociation { try SCTPSocket.listening() }
    self.server = server
    self.busy = try CSockets(busy, connectedTo: try server.address)
    // By and by, as the notifications of all at once would be more than the socket's buffer holds.
    self.idle = try stride(from: 0, to: idle, by: 500).map { start in
      defer { while (try? server.receive(timeout: .zero)) != nil {} }
      return try CSockets(min(500, idle - start), connectedTo: try server.address)
    }
  }

  /// Has the busy clients send `count` messages by turns.
  func ask(_ count: Int, _ payload: [UInt8]) throws {
    for index in 0..<count {
      let client = busy.descriptors[index % busy.descriptors.count]
      try Failure.check("sendmsg", unsafe workload_send(client, 0, payload, payload.count, 1))
    }
  }

  /// Takes the answers to `ask`.
  func takeAnswers(_ count: Int) throws {
    for index in 0..<count {
      let client = busy.descriptors[index % busy.descriptors.count]
      try Failure.check("recvmsg", unsafe workload_receive(client, buffer.bytes.baseAddress, buffer.bytes.count, 1))
    }
  }
}
