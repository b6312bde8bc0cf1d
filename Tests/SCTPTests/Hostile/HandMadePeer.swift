import SCTP
import Testing

/// A peer whose packets the test composes, so that it can send what no kernel sends.
///
/// The kernel never answers for it, because a deaf socket listens on its port. It needs root.
final class HandMadePeer {
  let address: SCTPAddress
  private let server: SCTPAddress
  private let socket: SCTPSocket
  private let raw: RawSocket
  /// The tag that the server expects.
  private var verificationTag: UInt32 = 0
  private var serversFirstTSN: UInt32 = 0

  /// Creates a peer that has no association; several peers can share a raw socket.
  init(of server: SCTPAddress, _ raw: RawSocket? = nil) throws {
    self.server = server
    self.raw = try raw ?? RawSocket()
    socket = try SCTPSocket.deaf()
    address = try socket.address
  }

  func close() throws { try socket.close() }

  /// Sets an association up, or restarts it.
  ///
  /// The peer claims to have `addresses` in addition to its own, and to support `extensions`.
  func connect(
    claiming addresses: [SCTPAddress] = [], extensions: [SCTPChunkType] = [], tag: UInt32 = 0x0102_0304
  ) throws {
    try send(cookie: try requestCookie(claiming: addresses, extensions: extensions, tag: tag))
    _ = try packet(beginningWith: .init(rawValue: 11))
  }

  /// Begins to set an association up, and returns the server's cookie.
  func requestCookie(
    claiming addresses: [SCTPAddress] = [], extensions: [SCTPChunkType] = [], tag: UInt32 = 0x0102_0304
  ) throws -> [UInt8] {
    try send(Chunk.initiation(from: addresses, extensions: extensions, tag: tag), tag: 0)
    let answer = try packet(beginningWith: .init(rawValue: 2))
    verificationTag = answer.number(at: 16)
    serversFirstTSN = answer.number(at: 28)
    return try #require(Chunk.parameter(7, of: answer), "the INIT ACK has no cookie")
  }

  func send(cookie: [UInt8]) throws { try send(Chunk.make(10, cookie)) }

  /// Shuts the association down, on which the server has sent nothing.
  func shutDown() throws {
    try send(Chunk.make(7, (serversFirstTSN &- 1).networkBytes))
    _ = try packet(beginningWith: .init(rawValue: 8))
    try send(Chunk.make(14, []))
  }

  /// Sends a packet with these chunks.
  func send(_ chunks: [UInt8]..., tag: UInt32? = nil) throws {
    let header = [address.port, server.port].flatMap(\.networkBytes) + (tag ?? verificationTag).networkBytes
    try raw.send(chunk: Array(chunks.joined()), behindHeaderOf: header, to: server)
  }

  /// Waits until the server has handled every packet, which the answer to a heartbeat shows.
  func untilHandled() throws {
    try send(Chunk.make(4, Chunk.tlv(1, [1, 2, 3, 4])))
    _ = try packet(beginningWith: .init(rawValue: 5))
  }

  /// Receives the server's next packet whose first chunk has this type.
  func packet(beginningWith type: SCTPChunkType) throws -> [UInt8] {
    try raw.packet(from: server, to: address, beginningWith: type)
  }
}

/// The chunks of hand-made packets.
///
/// See RFC 9260, section 3.
enum Chunk {
  /// The transmission sequence number of the first DATA chunk.
  static let firstTSN: UInt32 = 1_000

  static func make(_ type: UInt8, flags: UInt8 = 0, _ value: [UInt8]) -> [UInt8] {
    padded([type, flags] + UInt16(4 + value.count).networkBytes + value)
  }

  /// A parameter or an error cause: a type, a length and a value.
  static func tlv(_ type: UInt16, _ value: [UInt8]) -> [UInt8] {
    padded(type.networkBytes + UInt16(4 + value.count).networkBytes + value)
  }

  /// An INIT chunk with 10 streams in each direction, and with IPv4 addresses.
  static func initiation(
    from addresses: [SCTPAddress] = [], extensions: [SCTPChunkType] = [], tag: UInt32
  ) -> [UInt8] {
    let streams = UInt16(10).networkBytes
    let fixed = tag.networkBytes + UInt32(65_535).networkBytes + streams + streams + firstTSN.networkBytes
    let supported = extensions.isEmpty ? [] : tlv(0x8008, extensions.map(\.rawValue))
    return make(1, fixed + supported + addresses.flatMap(addressParameter))
  }

  static func addressParameter(_ address: SCTPAddress) -> [UInt8] {
    tlv(5, address.host.split(separator: ".").compactMap { UInt8($0) })
  }

  /// A DATA chunk, which `number` identifies by its distance from the first one.
  static func data(
    _ number: UInt32, stream: UInt16 = 0, sequence: UInt16 = 0, begins: Bool = true, ends: Bool = true,
    _ payload: [UInt8]
  ) -> [UInt8] {
    let header = (firstTSN &+ number).networkBytes + stream.networkBytes + sequence.networkBytes + [0, 0, 0, 0]
    return make(0, flags: (begins ? 2 : 0) | (ends ? 1 : 0), header + payload)
  }

  /// An I-DATA chunk, which `number` identifies by its distance from the first one.
  ///
  /// `fragment` is the number of a fragment of the message `message`. The first one has the payload protocol instead.
  /// RFC 8260, section 2.1, gives the second one the number 1; Linux gives it 0.
  static func iData(
    _ number: UInt32, stream: UInt16 = 0, message: UInt32 = 0, fragment: UInt32 = 0, protocol: UInt32 = 0,
    isUnordered: Bool = false, begins: Bool = true, ends: Bool = true, _ payload: [UInt8]
  ) -> [UInt8] {
    let header = [(firstTSN &+ number).networkBytes, stream.networkBytes, [0, 0], message.networkBytes].flatMap(\.self)
    let flags: UInt8 = (isUnordered ? 4 : 0) | (begins ? 2 : 0) | (ends ? 1 : 0)
    let last = begins ? `protocol` : fragment
    return make(SCTPChunkType.iData.rawValue, flags: flags, header + last.networkBytes + payload)
  }

  /// A FORWARD-TSN chunk, which skips the chunks up to a number and one message of a stream.
  ///
  /// See RFC 3758, section 3.2.
  static func forwardTSN(past number: UInt32, stream: UInt16, sequence: UInt16) -> [UInt8] {
    make(
      SCTPChunkType.forwardTSN.rawValue,
      [(firstTSN &+ number).networkBytes, stream.networkBytes, sequence.networkBytes].flatMap(\.self))
  }

  /// Returns the value of a parameter of the INIT ACK chunk that a packet begins with.
  static func parameter(_ type: UInt16, of packet: [UInt8]) -> [UInt8]? {
    var rest = packet.dropFirst(12 + 20)
    while rest.count >= 4 {
      let bytes = Array(rest)
      let length = Int(bytes[2]) << 8 | Int(bytes[3])
      guard length >= 4, length <= bytes.count else { return nil }
      if UInt16(bytes[0]) << 8 | UInt16(bytes[1]) == type { return Array(bytes[4..<length]) }
      rest = rest.dropFirst((length + 3) & ~3)
    }
    return nil
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: -bytes.count & 3)
  }
}

extension FixedWidthInteger {
  var networkBytes: [UInt8] { unsafe withUnsafeBytes(of: bigEndian) { unsafe Array($0) } }
}

extension [UInt8] {
  fileprivate func number(at index: Int) -> UInt32 { self[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) } }
}
