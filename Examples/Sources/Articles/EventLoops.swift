import Foundation
import NIOCore
import NIOPosix
import SCTP

enum EventLoops {
  static let scenarios = [
    Scenario("A dispatch source serves associations") {
      let server = try SCTPSocket(flags: [.closeOnExec, .nonBlocking])
      try server.bind(to: .loopback(port: 0))
      try server.listen()
      let address = try server.localAddresses()[0]
      let source = try serve(server, on: DispatchQueue(label: "server"))
      for number in 1...3 {
        let client = try await Loopback.client(of: address)
        try await client.send([UInt8(number)])
        let answer = try await client.receive(timeout: .seconds(10))?.message
        try expect(answer?.payload == [UInt8(number)], "the answer is \(String(describing: answer))")
        try await client.shutdownAndWait(timeout: .seconds(10))
      }
      source.cancel()
    },
    Scenario("An actor on an event loop serves an association") {
      let (server, client, association) = try await Loopback.pair()
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      let session = Session(client, on: group.next())
      let serving = Task { try await session.run() }
      try await server.send(Array("ping".utf8), on: association)
      let answer = try await server.receive(timeout: .seconds(10)).message
      try expect(answer?.payload == Array("ping".utf8), "the answer is \(String(describing: answer))")
      try await server.stop(timeout: .seconds(10))
      let count = try await serving.value
      try expect(count == 4, "the session counted \(count) bytes")
      try await group.shutdownGracefully()
    },
    Scenario("A future completes when a message was sent") {
      let (server, client, _) = try await Loopback.pair()
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      try await send(ByteBuffer(string: "ping"), on: client, from: group.next()).get()
      let message = try await server.receive(timeout: .seconds(10)).message
      try expect(message?.payload == Array("ping".utf8), "the message is \(String(describing: message))")
      try await group.shutdownGracefully()
    },
    Scenario("A bootstrap combines two messages into one") {
      let (server, client, _) = try await Loopback.pair()
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      let descriptor = try client.releaseDescriptor()
      let channel = try await NIOPipeBootstrap(group: group)
        .takingOwnershipOfDescriptor(inputOutput: descriptor.rawValue).get()
      channel.write(ByteBuffer(string: "first"), promise: nil)
      try await channel.writeAndFlush(ByteBuffer(string: "second"))
      let message = try await server.receive(timeout: .seconds(10)).message
      try expect(message?.payload == Array("firstsecond".utf8), "the message is \(String(describing: message))")
      try await channel.close()
      try await group.shutdownGracefully()
    },
    Scenario("A bootstrap for stream sockets refuses an SCTP socket") {
      let (_, client, _) = try await Loopback.pair()
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      let descriptor = try client.releaseDescriptor()
      do {
        let channel = try await ClientBootstrap(group: group).withConnectedSocket(descriptor.rawValue).get()
        try await channel.close()
        throw UnexpectedOutcome(description: "the bootstrap accepted the socket")
      } catch let error as IOError {
        try expect(error.errnoCode == ENOPROTOOPT, "\(error)")
      }
      try await group.shutdownGracefully()
    },
    Scenario("A bootstrap for datagrams splits a message and loses its stream") {
      let (server, client, _) = try await Loopback.pair()
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      let descriptor = try server.releaseDescriptor()
      let (parts, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
      let channel = try await DatagramBootstrap(group: group)
        .channelInitializer { $0.pipeline.addHandler(DatagramCollector(continuation)) }
        .withBoundSocket(descriptor.rawValue).get()
      try await client.send([UInt8](repeating: 0, count: 5_000), options: SCTPSendOptions(stream: 5))
      var sizes: [Int] = []
      for await part in parts {
        sizes.append(part.readableBytes)
        if sizes.reduce(0, +) == 5_000 { break }
      }
      try expect(sizes.count > 1, "the parts have the sizes \(sizes)")
      try await channel.close()
      try await group.shutdownGracefully()
    },
  ]

  /// Collects the payloads of datagrams.
  private final class DatagramCollector: ChannelInboundHandler, Sendable {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    private let continuation: AsyncStream<ByteBuffer>.Continuation

    init(_ continuation: AsyncStream<ByteBuffer>.Continuation) { self.continuation = continuation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      continuation.yield(unwrapInboundIn(data).data)
    }
  }

  private static func send(
    _ buffer: ByteBuffer, on peer: SCTPOneToOneSocket, from eventLoop: any EventLoop
  ) -> EventLoopFuture<Void> {
    eventLoop.makeFutureWithTask {
      try await peer.send(buffer.readableBytesSpan)
    }
  }
}

/// Serves the associations of a non-blocking socket on a dispatch queue, until the source is canceled.
func serve(_ server: SCTPSocket, on queue: DispatchQueue) throws -> any DispatchSourceRead {
  let source = try server.withFileDescriptor { descriptor in
    DispatchSource.makeReadSource(fileDescriptor: descriptor.rawValue, queue: queue)
  }
  source.setEventHandler { receiveAll(from: server) }
  source.setCancelHandler { try? server.close() }
  source.resume()
  return source
}

/// Receives every queued message.
func receiveAll(from server: SCTPSocket) {
  while true {
    do throws(SCTPError) {
      if let message = try server.receive().message { answer(message, from: server) }
    } catch {
      // EMSGSIZE reports a discarded message. EAGAIN reports that the queue is empty.
      guard error.code == .messageTooLong else { return }
    }
  }
}

/// Sends a message back, and aborts the association if the peer does not read its answers.
func answer(_ message: SCTPMessage, from server: SCTPSocket) {
  do {
    try server.send(message.payload, on: message.association)
  } catch {
    try? server.abort(association: message.association)
  }
}

/// Sends every message of an association back, on the thread of an event loop.
actor Session {
  private let peer: SCTPOneToOneSocket
  private let eventLoop: any EventLoop
  private var byteCount = 0

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe eventLoop.executor.asUnownedSerialExecutor()
  }

  init(_ peer: SCTPOneToOneSocket, on eventLoop: any EventLoop) {
    self.peer = peer
    self.eventLoop = eventLoop
  }

  /// Returns the number of received bytes when the association has ended.
  func run() async throws(SCTPError) -> Int {
    for try await message in peer.messages {
      eventLoop.preconditionInEventLoop()
      byteCount += message.payload.count
      try await peer.send(message.payload)
    }
    return byteCount
  }
}
