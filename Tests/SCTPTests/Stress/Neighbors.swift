import SCTP
import Testing

/// A server with two peers: an honest one, and a hog whose only long message arrives as slowly as the test lets it.
///
/// The hog's kernel sends the message, but the server's socket loses every packet behind the part that may pass.
struct Neighbors {
  let server: SCTPSocket
  let honest: Pair
  let hog: Pair
  /// What the server receives.
  let receiver: Receiver
  let longMessage: [UInt8]
  let options = SCTPSendOptions(stream: 3)
  /// The transmission sequence number of the last chunk before the long message.
  private let chunkBefore: UInt32

  init(_ form: ReceivingForm, longMessage: [UInt8], pathMTU: UInt32, receiveBuffer: Int? = nil) async throws {
    self.longMessage = longMessage
    // Without heartbeats, since a heartbeat would carry DATA chunks past the filter.
    let path = SCTPPathParameters(heartbeats: false, discoversPathMTU: false, pathMTU: pathMTU)
    server = try SCTPSocket()
    if let receiveBuffer { try server.setOption(.receiveBufferSize, to: receiveBuffer) }
    try server.setOption(.pathParameters(), to: path)
    try server.bind(to: .loopback(port: 0))
    try server.listen()
    honest = try Pair(server: server)
    hog = try Pair(server: server) { client in
      try client.setOption(.pathParameters(), to: path)
      // The kernel soon repeats a lost chunk, and as often as the test takes.
      try client.useShortTimeouts()
      try client.setOption(.associationParameters(), to: SCTPAssociationParameters(maximumRetransmissions: .max))
      // The kernel doubles it.
      try client.setOption(.sendBufferSize, to: longMessage.count / 2 + 4_096)
    }
    receiver = try Receiver(server, in: form)
    try await hog.client.send([1], on: hog.atClient)
    let first = try await receiver.next()?.message
    chunkBefore = try #require(first).info.transmissionSequenceNumber
  }

  func close() throws {
    try server.close()
    try honest.client.close()
    try hog.client.close()
  }

  /// Begins to send the long message.
  func sendLongMessage() async throws {
    try await hog.client.send(longMessage, on: hog.atClient, options: options)
  }

  /// Lets so many chunks of the long message pass, and receives until they have arrived.
  func letPass(chunks: UInt32) async throws {
    try server.attach(.data(from: try hog.client.address.port, chunks + 1, after: chunkBefore))
    // The hog's first message was one chunk too.
    try await receive("\(chunks) chunks of the long message have arrived") {
      try server.statistics(of: hog.atServer).receivedOrderedChunks > UInt64(chunks)
    }
  }

  /// Receives until a condition holds; a message until then fails the test.
  func receive(_ what: String, until condition: () throws -> Bool) async throws {
    let end = ContinuousClock.now + patience
    while try !condition() {
      try #require(ContinuousClock.now < end, "never happened: \(what)")
      let size = try await receiver.next(timeout: .zero)?.message?.payload.count
      #expect(size == nil)
      await Task.yield()
    }
  }

  /// Checks that messages of the honest peer arrive now.
  func expectHonestMessages(_ count: UInt32, _ location: SourceLocation = #_sourceLocation) async throws {
    _ = try honest.client.sendNumbers(0..<count, on: honest.atClient)
    var numbers: [UInt32] = []
    while numbers.count < count, let message = try await receiver.next()?.message {
      #expect(message.association == honest.atServer, sourceLocation: location)
      numbers.append(message.payload.number)
    }
    let areAll = numbers == Array(0..<count)
    try #require(
      areAll, "\(numbers.count) of \(count) messages of the honest peer arrived", sourceLocation: location)
  }
}
