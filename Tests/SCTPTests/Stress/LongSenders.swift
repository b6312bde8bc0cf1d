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
    pairs = try (0..<count).map { _ in try Pair(addedTo: server, prepare: prepare) }
    (self.messages, self.size) = (messages, size)
    seed = Int(StressSettings.seed) * 1_000 + round
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
      let last = try receive(from: received, &counts)
      // The parts of other forms are inside the socket.
      guard let sender = leaving.first(where: { received.isOpen(pairs[$0].atServer) || form == .whole && $0 == last })
      else { continue }
      leaving.remove(sender)
      children.append(try peelOff(sender, received, form, after: counts[sender]))
      // The rest is for the child's thread to receive.
      counts[sender] = messages
    }
    for sender in sending { try sender.value() }
    for child in children { try child.receiving.value() }
    // The other form may leave all parts of a message in the kernel until the last one arrives.
    if form == .parts { #expect(children.contains { $0.beganInTheMiddle }) }
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

  /// Receives the next message, which must be the next one of its sender, and returns the sender.
  private func receive(from received: Receiver, _ counts: inout [Int]) throws -> Int {
    let missing = messages * pairs.count - counts.reduce(0, +)
    let message = try received.next()?.message
    let whole = try #require(message, "no message arrives any more, and \(missing) are missing")
    let sender = try #require(pairs.firstIndex { $0.atServer == whole.association })
    let isNext = haveSameBytes(whole.payload, self.message(counts[sender], of: sender))
    try #require(isNext, "message \(counts[sender]) of sender \(sender) does not arrive as it was sent")
    counts[sender] += 1
    return sender
  }

  /// A peeled-off socket, and the thread that receives on it.
  private struct Child {
    let socket: SCTPOneToOneSocket
    /// Whether a message had arrived in part when the socket was peeled off.
    let beganInTheMiddle: Bool
    let receiving: Background<Void>
  }

  private func peelOff(
    _ sender: Int, _ received: Receiver, _ form: ReceivingForm, after count: Int
  ) throws -> Child {
    let association = pairs[sender].atServer
    let socket = try server.peelOff(association: association)
    let received = try Receiver(socket, in: form, continuing: received.split(association))
    let isOpen = !socket.gate.withLock { $0.assembly.isEmpty }
    let receiving = Background { [self] in
      var counts = Array(repeating: messages, count: pairs.count)
      counts[sender] = count
      while counts[sender] < messages { _ = try receive(from: received, &counts) }
    }
    return Child(socket: socket, beganInTheMiddle: isOpen, receiving: receiving)
  }
}
