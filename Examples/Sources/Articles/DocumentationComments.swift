import Foundation
import SCTP

/// The code blocks of the documentation comments.
enum DocumentationComments {
  static let scenarios = [
    Scenario("SCTPListener: a listener accepts an association") {
      let address = SCTPAddress.loopback(port: 38412)
      async let local = inThread { try accept().localAddresses() }
      let client = try await connected(to: address)
      try await client.shutdownAndWait(timeout: .seconds(10))
      let addresses = try await local
      try expect(addresses.contains(address), "the addresses are \(addresses)")
    },
    Scenario("SCTPSocket: a server sends messages back") {
      let serving = Task { try await serve() }
      let client = try await connected(to: .loopback(port: 38412))
      try await client.send([1, 2, 3])
      let answer = try await client.receive(timeout: .seconds(10))?.message
      try expect(answer?.payload == [1, 2, 3], "the answer is \(String(describing: answer))")
      serving.cancel()
    },
    Scenario("SCTPSocketOption: an option is set and read") {
      try expect(try bufferSize(of: SCTPSocket()) > 0, "the size is 0")
    },
    Scenario("SCTPError: an association is peeled off once") {
      let (server, _, association) = try await Loopback.pair()
      try expect(try peelOff(association, of: server) != nil, "the association stays on the server")
      try expect(try peelOff(association, of: server) == nil, "the association was peeled off twice")
    },
    Scenario("SCTPReceiveBatch: a batch receives several messages") {
      let (server, client, association) = try await Loopback.pair()
      for number in 1...5 { try await server.send([UInt8(number)], on: association) }
      try await server.shutdownAndWait(association: association, timeout: .seconds(10))
      let payloads = try await inThread { try receiveAll(client) }
      try expect(payloads == (1...5).map { [$0] }, "the payloads are \(payloads)")
    },
    Scenario("SCTPTaskExecutor: a task serves a socket on the executor") {
      let (server, client, _) = try await Loopback.pair()
      let serving = Task { try await serveOnExecutor(server) }
      try await client.send([9])
      let answer = try await client.receive(timeout: .seconds(10))?.message
      try expect(answer?.payload == [9], "the answer is \(String(describing: answer))")
      try await server.stop(timeout: .seconds(10))
      try await serving.value
    },
  ]

  /// Runs the body in a new thread.
  private static func inThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
  }

  /// Connects as soon as a server listens.
  private static func connected(to address: SCTPAddress) async throws -> SCTPOneToOneSocket {
    while true {
      do {
        return try await Loopback.client(of: address)
      } catch {
        guard (error as? SCTPError)?.code == .connectionRefused else { throw error }
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }

  private static func serve() async throws {
    let server = try SCTPSocket()
    try server.bind(to: .loopback(port: 38412))
    try server.listen()
    for try await received in server.received {
      guard let message = received.message else { continue }
      try? await server.send(message.payload, on: message.association, timeout: .seconds(1))
    }
  }

  private static func accept() throws -> SCTPOneToOneSocket {
    let listener = try SCTPListener()
    try listener.bind(to: .loopback(port: 38412))
    try listener.listen()
    let peer = try listener.accept()
    return peer
  }

  private static func bufferSize(of socket: SCTPSocket) throws -> Int {
    try socket.setOption(.noDelay, to: true)
    let size = try socket.option(.receiveBufferSize)
    return size
  }

  private static func peelOff(_ id: SCTPAssociationID, of server: SCTPSocket) throws -> SCTPOneToOneSocket? {
    var child: SCTPOneToOneSocket?
    do throws(SCTPError) {
      child = try server.peelOff(association: id)
    } catch let error where error.code == .tooManyOpenFiles {
      // The association stays on `server`.
    } catch let error where error.reason == .peeledOff {
      // The association was already peeled off.
    } catch {
      throw error
    }
    return child
  }

  private static func receiveAll(_ peer: SCTPOneToOneSocket) throws -> [[UInt8]] {
    var payloads: [[UInt8]] = []
    func handle(_ bytes: RawSpan, _ info: SCTPReceiveInfo) throws {
      try expect(info.isEndOfMessage, "a part of a message arrived")
      payloads.append(unsafe bytes.withUnsafeBytes { unsafe Array($0) })
    }
    var batch = try SCTPReceiveBatch(capacity: 32, bytesPerMessage: 2_048)
    while try peer.receive(into: &batch) > 0 {
      try batch.withEach { bytes, info in try handle(bytes, info) }
    }
    return payloads
  }

  private static func serveOnExecutor(_ server: SCTPSocket) async throws {
    @Sendable func answer(_ received: SCTPReceived) async throws {
      guard let message = received.message else { return }
      try await server.send(message.payload, on: message.association)
    }
    try await withTaskExecutorPreference(try SCTPTaskExecutor.shared) {
      for try await received in server.received { try await answer(received) }
    }
  }
}
