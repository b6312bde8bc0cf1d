import CSCTP
import Foundation
import SCTP
import Testing

/// A raw IPv4 socket, which receives the packets of one protocol for this host and sends packets; it needs root.
final class RawSocket {
  private let descriptor: Int32

  /// Creates a raw socket for a protocol above IP; the default is SCTP.
  init(protocol number: Int32 = 132) throws {
    descriptor = socket(AF_INET, Int32(SOCK_RAW.rawValue), number)
    try #require(descriptor >= 0)
    // A `timeval`, whose initializer belongs to the C module that the compiler happens to load first.
    var timeout = [Int(patience.components.seconds), 0]
    try #require(
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size)) == 0)
    // For a test that sends many packets before it receives one; the socket also receives what this host sends.
    var size: CInt = 64 << 20
    try #require(
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &size, socklen_t(MemoryLayout<CInt>.size)) == 0)
  }

  deinit { _ = Foundation.close(descriptor) }

  /// Receives the next packet from one address to another whose first chunk has this type.
  ///
  /// Returns the packet from the SCTP header on.
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

  /// Sends a chunk in a packet with the verification tag of an earlier packet.
  func send(chunk: [UInt8], behindHeaderOf packet: [UInt8], to destination: SCTPAddress) throws {
    var bytes = Array(packet[..<8]) + [0, 0, 0, 0] + chunk
    let checksum = crc32c(bytes)
    for index in 0..<4 { bytes[8 + index] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt32(index))) }
    try send(bytes, to: destination)
  }

  /// Sends a packet, given from the header of the protocol above IP on.
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

  /// Answers an SCTP packet with the ICMP message that its destination cannot be reached.
  static func reportUnreachable(
    _ packet: [UInt8], _ what: UnreachableDestination = .host, from source: SCTPAddress, to destination: SCTPAddress
  ) throws {
    // An IPv4 header for SCTP; the kernel reads neither the length nor the checksum of a quoted packet.
    let header: [UInt8] = [0x45, 0, 0, 28, 0, 0, 0, 0, 64, 132, 0, 0] + source.ipv4Bytes + destination.ipv4Bytes
    let unreachable: UInt8 = 3
    // Up to the tag of an INIT chunk, which identifies the association.
    var message = [unreachable, what.rawValue, 0, 0, 0, 0, 0, 0] + header + packet.prefix(20)
    let checksum = internetChecksum(message)
    message[2] = UInt8(checksum >> 8)
    message[3] = UInt8(checksum & 0xFF)
    try RawSocket(protocol: 1).send(message, to: source)
  }
}

/// What the sender of an ICMP message could not reach: the code of the message.
enum UnreachableDestination: UInt8 {
  case host = 1
  case protocolAbove = 2
}

extension SCTPAddress {
  fileprivate var ipv4Bytes: [UInt8] { host.split(separator: ".").compactMap { UInt8($0) } }
}

/// The checksum of ICMP over an even number of bytes, as RFC 1071 defines it.
private func internetChecksum(_ bytes: [UInt8]) -> UInt16 {
  var sum = stride(from: 0, to: bytes.count, by: 2).reduce(0) { $0 + UInt32(bytes[$1]) << 8 + UInt32(bytes[$1 + 1]) }
  while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
  return ~UInt16(sum)
}

/// The checksum of SCTP packets, as RFC 9260, appendix A defines it.
private func crc32c(_ bytes: [UInt8]) -> UInt32 {
  var remainder = UInt32.max
  for byte in bytes {
    remainder ^= UInt32(byte)
    for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0x82F6_3B78 : 0) }
  }
  return ~remainder
}

/// A program of the kernel's packet filter, which decides which packets reach a socket.
///
/// A packet begins with the header of its first chunk; offsets from `networkHeader` reach the IP header.
/// The manual page bpf(4) of the BSDs describes the instructions.
struct PacketFilter {
  /// Each as `struct sock_filter`: the code, the jumps if true and if false, and the operand.
  private let instructions: [UInt64]

  private init(_ instructions: [(code: UInt16, ifTrue: UInt8, ifFalse: UInt8, operand: UInt32)]) {
    self.instructions = instructions.map {
      UInt64($0.code) | UInt64($0.ifTrue) << 16 | UInt64($0.ifFalse) << 24 | UInt64($0.operand) << 32
    }
  }

  /// Discards every packet.
  static var everything: Self { Self([(code: 0x06, ifTrue: 0, ifFalse: 0, operand: 0)]) }

  /// Discards the packets from a port whose first chunk is a DATA chunk at least `count` transmission sequence numbers
  /// after `first`.
  static func data(from port: UInt16, _ count: UInt32, after first: UInt32) -> Self {
    Self([
      (code: 0x28, ifTrue: 0, ifFalse: 0, operand: networkHeader + 20),  // ldh: the source port
      (code: 0x15, ifTrue: 0, ifFalse: 6, operand: UInt32(port)),  // jeq
      (code: 0x30, ifTrue: 0, ifFalse: 0, operand: 0),  // ldb [0]: the chunk's type
      (code: 0x15, ifTrue: 0, ifFalse: 4, operand: 0),  // jeq
      (code: 0x20, ifTrue: 0, ifFalse: 0, operand: 4),  // ld [4]: the transmission sequence number
      (code: 0x14, ifTrue: 0, ifFalse: 0, operand: first),  // sub
      (code: 0x35, ifTrue: 0, ifFalse: 1, operand: count),  // jge
      (code: 0x06, ifTrue: 0, ifFalse: 0, operand: 0),  // ret: no byte passes
      (code: 0x06, ifTrue: 0, ifFalse: 0, operand: .max),  // ret: every byte passes
    ])
  }

  /// The kernel's `SKF_NET_OFF`.
  private static var networkHeader: UInt32 { UInt32(bitPattern: -0x10_0000) }

  /// Calls `body` with the address of a `struct sock_fprog`.
  fileprivate func withProgram(_ body: (UnsafeRawPointer, socklen_t) -> CInt) -> CInt {
    unsafe instructions.withUnsafeBufferPointer {
      let program = unsafe Program(count: UInt16($0.count), instructions: $0.baseAddress)
      return unsafe withUnsafePointer(to: program) { unsafe body($0, socklen_t(MemoryLayout<Program>.size)) }
    }
  }

  @unsafe private struct Program {
    let count: UInt16
    let instructions: UnsafePointer<UInt64>?
  }
}

extension SCTPEndpoint {
  /// Filters the packets for the socket; replaces an earlier filter.
  func attach(_ filter: PacketFilter) throws {
    let result = try withFileDescriptor { descriptor in
      unsafe filter.withProgram { unsafe setsockopt(descriptor.rawValue, SOL_SOCKET, SO_ATTACH_FILTER, $0, $1) }
    }
    try #require(result == 0, "setsockopt(SO_ATTACH_FILTER): errno \(errno)")
  }

  /// Removes the filter.
  func detachFilter() throws {
    var unused: CInt = 0
    let result = try withFileDescriptor {
      unsafe setsockopt($0.rawValue, SOL_SOCKET, SO_DETACH_FILTER, &unused, socklen_t(MemoryLayout<CInt>.size))
    }
    try #require(result == 0, "setsockopt(SO_DETACH_FILTER): errno \(errno)")
  }

  /// Starts or stops discarding every packet for the socket, so that its peers get no answer.
  func setDeaf(_ isDeaf: Bool) throws {
    if isDeaf { try attach(.everything) } else { try detachFilter() }
  }
}

extension SCTPSocket {
  /// Creates a listening socket that never answers.
  static func deaf() throws -> SCTPSocket {
    let socket = try SCTPSocket.listening()
    try socket.setDeaf(true)
    return socket
  }
}
