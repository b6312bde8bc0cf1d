import SCTP

extension Pair {
  /// An association that carries long messages without a pause: with the kernel's own buffers, which hold two or three,
  /// a loopback transfer can stand still for seconds.
  static func withLargeBuffers(_ family: SCTPAddressFamily = .ipv4) throws -> Pair {
    let server = try SCTPSocket(family: family)
    try server.setOption(.noDelay, to: true)
    try server.setOption(.receiveBufferSize, to: 4 << 20)
    try server.setOption(.sendBufferSize, to: 4 << 20)
    try server.bind(to: .loopback(family, port: 0))
    try server.listen()
    let pair = try Pair(server: server, family, receiveBufferSize: 4 << 20)
    try pair.client.setOption(.sendBufferSize, to: 4 << 20)
    return pair
  }
}

/// Bytes that differ from one place, and from one message, to the next.
func payload(_ count: Int, seed: Int = 0) -> [UInt8] {
  // A block whose size divides no other, again and again: to make each byte for itself takes seconds.
  let block = (0..<min(count, 4_093)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8 &* 7 &+ seed) }
  var bytes: [UInt8] = []
  while bytes.count < count { bytes += block.prefix(count - bytes.count) }
  return bytes
}
