import Testing

@testable import SCTP

/// A server, and peers of which each sends the same number of long messages.
final class LongSenders: Sendable {
  private let server: SCTPSocket
  private let pairs: [Pair]
  private let messages: Int
  private let size: Int
  private let seed: Int

  /// Without `buffers`, the sockets have the kernel's own.
  init(_ count: Int, messages: Int, of size: Int, _ round: Int, buffers: Int? = 4 << 20) throws {
    let prepare = { (socket: SCTPSocket) throws in
      guard let buffers else { return }
      try socket.setOption(.receiveBufferSize, to: buffers)
      try socket.setOption(.sendBufferSize, to: buffers)
    }
    let server = try SCTPSocket()
    try prepare(server)
    try server.bind(to: .loopback(port: 0))
    try server.listen()
    self.server = server
    pairs = try (0..<count).map { _ in
      try Pair(server: server) { socket in
        try prepare(socket)
        try Self.retransmitSoon(socket)
      }
    }
    (self.messages, self.size) = (messages, size)
    seed = Int(StressSettings.seed) * 1_000 + round
  }

  /// Ensures that a packet that a full receive buffer discards is sent again soon, however often this happens.
  ///
  /// By default, the timeout doubles up to a minute, and the association is lost after ten timeouts.
  private static func retransmitSoon(_ socket: SCTPSocket) throws {
    try socket.setOption(
      .retransmissionTimeouts(),
      to: SCTPRetransmissionTimeouts(initial: .seconds(1), maximum: .seconds(1), minimum: .milliseconds(200)))
    try socket.setOption(.associationParameters(), to: SCTPAssociationParameters(maximumRetransmissions: 1_000))
    try socket.setOption(.pathParameters(), to: SCTPPathParameters(maximumRetransmissions: 1_000))
  }

  func close() throws {
    try server.close()
    for pair in pairs { try pair.client.close() }
  }

  /// Lets all peers send at once, and checks that every message arrives, on the server or on a peeled-off socket.
  func receiveAll(in form: ReceivingForm) throws {
    let sending = pairs.indices.map { sender in Background { [self] in try sendAll(sender) } }
    let received = try Receiver(server, in: form)
    var counts = Array(repeating: 0, count: pairs.count)
    var leaving = Set(pairs.indices.filter { $0.isMultiple(of: 3) })
    var children: [Child] = []
    while pairs.indices.contains(where: { counts[$0] < messages }) {
      try receive(from: received, &counts)
      guard let sender = leaving.first(where: { mayLeave($0, received, form, after: counts[$0]) }) else { continue }
      leaving.remove(sender)
      children.append(try peelOff(sender, received, form, after: counts[sender]))
      // The rest is for the child's thread to receive.
      counts[sender] = messages
    }
    for sender in sending { try sender.value() }
    for child in children { try child.receiving.value() }
    #expect(leaving.isEmpty)
    for child in children { try child.socket.close() }
  }

  private func sendAll(_ sender: Int) throws {
    for number in 0..<messages {
      try pairs[sender].client.send(message(number, of: sender), on: pairs[sender].atClient, timeout: patience)
    }
  }

  private func message(_ number: Int, of sender: Int) -> [UInt8] {
    payload(size + number, seed: seed + sender * messages + number)
  }

  /// Whether a message of a sender has arrived in part; the whole form leaves its parts in the socket and in the kernel.
  private func mayLeave(_ sender: Int, _ received: Receiver, _ form: ReceivingForm, after count: Int) -> Bool {
    form == .whole ? count > 0 : count >= sender % 2 && received.isOpen(pairs[sender].atServer)
  }

  /// Receives once, and checks that each message that is whole now is the next one of its sender.
  private func receive(from received: Receiver, _ counts: inout [Int]) throws {
    let missing = messages * pairs.count - counts.reduce(0, +)
    let hasArrived = try received.receiveOnce()
    try #require(hasArrived, "no message arrives any more, and \(missing) are missing")
    for message in received.takeReady().compactMap(\.message) {
      let sender = try #require(pairs.firstIndex { $0.atServer == message.association })
      let isNext = haveSameBytes(message.payload, self.message(counts[sender], of: sender))
      try #require(isNext, "message \(counts[sender]) of sender \(sender) does not arrive as it was sent")
      counts[sender] += 1
    }
  }

  /// A peeled-off socket, and the thread that receives on it.
  private struct Child {
    let socket: SCTPOneToOneSocket
    let receiving: Background<Void>
  }

  private func peelOff(
    _ sender: Int, _ received: Receiver, _ form: ReceivingForm, after count: Int
  ) throws -> Child {
    let association = pairs[sender].atServer
    let socket = try server.peelOff(association: association)
    let received = try Receiver(socket, in: form, continuing: received.split(association))
    let receiving = Background { [self] in
      var counts = Array(repeating: messages, count: pairs.count)
      counts[sender] = count
      while counts[sender] < messages { try receive(from: received, &counts) }
    }
    return Child(socket: socket, receiving: receiving)
  }
}
