import CSCTP
import Foundation
import SCTP
import Testing

/// A socket that sees a protocol's packets which come to this host by IPv4, and sends packets made by hand; it needs root.
final class RawSocket {
  private let descriptor: Int32

  /// `number` is that of a protocol above IP: SCTP's, or another one.
  init(protocol number: Int32 = 132) throws {
    descriptor = socket(AF_INET, Int32(SOCK_RAW.rawValue), number)
    try #require(descriptor >= 0)
    var timeout = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
    try #require(
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size)) == 0)
  }

  deinit { _ = Foundation.close(descriptor) }

  /// The next packet from one address to another whose first chunk is of a type, from the SCTP header on.
  func packet(
    from source: SCTPAddress, to destination: SCTPAddress, beginningWith type: SCTPChunkType
  ) throws -> [UInt8] {
    let ports = [source.port, destination.port].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    while true {
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
      try #require(count > 0)
      let packet = Array(bytes[..<count].dropFirst(Int(bytes[0] & 0xF) * 4))
      if packet.count > 12, Array(packet[..<4]) == ports, packet[12] == type.rawValue { return packet }
    }
  }

  /// Sends a chunk behind the header of an earlier packet, whose verification tag it needs.
  func send(chunk: [UInt8], behindHeaderOf packet: [UInt8], to destination: SCTPAddress) throws {
    var bytes = Array(packet[..<8]) + [0, 0, 0, 0] + chunk
    let checksum = crc32c(bytes)
    for index in 0..<4 { bytes[8 + index] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt32(index))) }
    try send(bytes, to: destination)
  }

  /// Sends a packet from its header on, which is that of the protocol above IP.
  func send(_ bytes: [UInt8], to destination: SCTPAddress) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    try #require(unsafe inet_pton(AF_INET, destination.host, &address.sin_addr) == 1)
    let sent = unsafe withUnsafePointer(to: address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe sendto(descriptor, bytes, bytes.count, 0, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(sent == bytes.count)
  }
}

/// The checksum of SCTP packets.
///
/// See RFC 9260, appendix A.
private func crc32c(_ bytes: [UInt8]) -> UInt32 {
  var remainder = UInt32.max
  for byte in bytes {
    remainder ^= UInt32(byte)
    for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0x82F6_3B78 : 0) }
  }
  return ~remainder
}
