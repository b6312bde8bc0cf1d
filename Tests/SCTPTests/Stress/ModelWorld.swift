import Testing

@testable import SCTP

/// A server and its clients, which do random things, and a model of what must arrive.
final class ModelWorld {
  static let most = 12
  /// Whether associations may use I-DATA chunks, which `net.sctp.intl_enable` allows.
  let mayInterleave: Bool
  var random: Seeded
  var server: Receiver
  var serverSocket: SCTPSocket
  var links: [ModelLink] = []
  /// The number of messages that were sent.
  var sent: UInt32 = 0

  init(seed: UInt64, mayInterleave: Bool = false) async throws {
    random = Seeded(seed)
    self.mayInterleave = mayInterleave
    serverSocket = try SCTPSocket()
    try serverSocket.prepare(ModelFeatures(isAuthenticated: true, isInterleaved: mayInterleave))
    try serverSocket.bind(to: .loopback(port: 0))
    try serverSocket.bind(adding: [.loopback(number: 2, port: try serverSocket.address.port)])
    try serverSocket.listen()
    server = try Receiver(serverSocket, in: .whole)
    for _ in 0..<Self.most { try await connect() }
  }

  /// Does one random thing.
  func step() async throws {
    switch number(below: 1_000) {
    case ..<380: if let link = anyOpenLink() { try await send(on: link) }
    case ..<830: try await receive()
    case ..<890: try await cancelAWait()
    case ..<905: try anyOpenLink()?.checkReports()
    case ..<920: try anyOpenLink()?.end(atServer: isHeads()).changeSetting(using: &random)
    case ..<925: try await exchangeApart()
    case ..<930: try await sendToAll()
    case ..<937: try await changeStreams()
    case ..<942: try await changeKeys()
    case ..<950: try handOver()
    case ..<965: try peelOff()
    case ..<980: if let link = anyOpenLink() { try shutDown(link) }
    case ..<985: try await shutDownAndWait()
    case ..<990: try abort()
    default: if links.count(where: \.isOpen) < Self.most { try await connect() }
    }
  }

  /// Ends all associations gracefully, and receives until every end has seen it.
  func finish() async throws {
    let stopping = isHeads() ? stopServer() : nil
    for link in links where link.isOpen { try shutDown(link) }
    try await receive(from: links) { $0.isOver }
    try await stopping?()
    for link in links {
      try link.client.close()
      try link.server.close()
    }
    try serverSocket.close()
  }

  func number(below bound: Int) -> Int { .random(in: 0..<bound, using: &random) }

  func isHeads() -> Bool { number(below: 2) == 0 }

  func anyOpenLink() -> ModelLink? { links.filter(\.isOpen).randomElement(using: &random) }

  /// Exchanges messages between other sockets.
  private func exchangeApart() async throws {
    try await SeparateExchange.allCases.randomElement(using: &random)?.run(using: &random)
  }
}
