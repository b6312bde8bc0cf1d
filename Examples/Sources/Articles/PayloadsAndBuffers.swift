import Foundation
import NIOCore
import SCTP

enum PayloadsAndBuffers {
  static let scenarios = [
    Scenario("Every type of payload can be sent") {
      let (server, client, _) = try await Loopback.pair()
      try await sendEverything(client)
      for _ in 1...8 {
        let message = try await server.receive(timeout: .seconds(10)).message
        try expect(message?.payload == Array("hello".utf8), "the message is \(String(describing: message))")
      }
    },
    Scenario("A payload converts to other types") {
      try convert(Array("hello".utf8))
    },
    Scenario("An integer is sent in network byte order") {
      let (server, client, _) = try await Loopback.pair()
      try await sendNumber(0x0102_0304, to: client)
      let message = try await server.receive(timeout: .seconds(10)).message
      try expect(message?.payload == [1, 2, 3, 4], "the message is \(String(describing: message))")
      try expect(number(in: message?.payload ?? []) == 0x0102_0304, "the number differs")
    },
    Scenario("A blocking call receives into a buffer") {
      let (server, client, association) = try await Loopback.pair()
      try await server.send(Array("hello".utf8), on: association)
      try expect(try receiveBlocking(client) == 5, "the length of the message differs")
    },
    Scenario("An async call receives into a buffer") {
      let (server, client, association) = try await Loopback.pair()
      try await server.send(Array("hello".utf8), on: association)
      try expect(try await receiveAsync(client) == 5, "the length of the message differs")
    },
    Scenario("A batch receives without unsafe code") {
      let (server, client, association) = try await Loopback.pair()
      try await server.send(Array("hello".utf8), on: association)
      try expect(try await receiveBatch(client) == 5, "the length of the message differs")
    },
    Scenario("A ByteBuffer receives a message") {
      let (server, client, association) = try await Loopback.pair()
      try await server.send(Array("hello".utf8), on: association)
      try expect(try receiveByteBuffer(client) == "hello", "the message differs")
    },
  ]

  private static func sendEverything(_ socket: SCTPOneToOneSocket) async throws {
    let bytes = Array("hello".utf8)
    let slice = Array("hello, world".utf8)[..<5]
    let text = "hello"
    let substring = "hello, world".prefix(5)
    let data = Data(bytes)
    let buffer = ByteBuffer(bytes: bytes)
    let inline: [5 of UInt8] = [104, 101, 108, 108, 111]
    let span = bytes.span
    try await socket.send(bytes)
    try await socket.send(slice.span)
    try await socket.send(Array(text.utf8))
    try await socket.send(Array(substring.utf8))
    try await socket.send(data.span)
    try await socket.send(buffer.readableBytesSpan)
    try await socket.send(inline.span)
    try await socket.send(span)
  }

  private static func convert(_ payload: [UInt8]) throws {
    let text = String(decoding: payload, as: UTF8.self)
    let validText = String(validating: payload, as: UTF8.self)
    let data = Data(payload)
    let slice = payload[1...]
    let buffer = ByteBuffer(bytes: payload)
    let span = payload.span
    try expect(text == "hello" && validText == "hello", "the text differs")
    try expect(data.count == 5 && slice.count == 4 && buffer.readableBytes == 5 && span.count == 5, "a length differs")
  }

  private static func sendNumber(_ number: UInt32, to socket: SCTPOneToOneSocket) async throws {
    let payload = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    try await socket.send(payload)
  }

  private static func number(in payload: [UInt8]) -> UInt32 {
    payload.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func receiveBlocking(_ socket: SCTPOneToOneSocket) throws -> Int {
    var length = 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
    defer { unsafe buffer.deallocate() }
    var bytes = unsafe OutputRawSpan(buffer: buffer, initializedCount: 0)
    if let info = try socket.receive(into: &bytes, timeout: .seconds(5)) {
      print("\(bytes.byteCount) bytes on stream \(info.stream)")
      length = bytes.byteCount
    }
    return length
  }

  private static func receiveAsync(_ socket: SCTPOneToOneSocket) async throws -> Int {
    var length = 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
    defer { unsafe buffer.deallocate() }
    var bytes = unsafe OutputRawSpan(buffer: buffer, initializedCount: 0)
    if let info = try await socket.receive(into: &bytes, timeout: .seconds(5)) {
      print("\(bytes.byteCount) bytes on stream \(info.stream)")
      length = bytes.byteCount
    }
    return length
  }

  private static func receiveBatch(_ socket: SCTPOneToOneSocket) async throws -> Int {
    var length = 0
    var batch = try SCTPReceiveBatch(capacity: 1, bytesPerMessage: 65_536)
    if try await socket.receive(into: &batch, timeout: .seconds(5)) > 0 {
      batch.withEach { bytes, info in
        print("\(bytes.byteCount) bytes on stream \(info.stream)")
        length = bytes.byteCount
      }
    }
    return length
  }

  private static func receiveByteBuffer(_ socket: SCTPOneToOneSocket) throws -> String {
    var buffer = ByteBuffer()
    try buffer.writeWithOutputRawSpan(minimumWritableBytes: 65_536) { bytes in
      _ = try socket.receive(into: &bytes, timeout: .seconds(5))
    }
    return String(buffer: buffer)
  }
}
