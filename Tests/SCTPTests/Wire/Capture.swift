import CSCTP
import Foundation
import Testing

@testable import SCTP

/// A packet as it was on a link.
struct CapturedPacket {
  /// The time since 1970.
  let seconds: UInt32
  let nanoseconds: UInt32
  let bytes: [UInt8]
}

/// A capture of the packets on all links of a network, in both directions, as the left host sees them.
///
/// The capture has begun when the initializer returns. It needs no further process, so nothing is missed.
final class Capture {
  private let sockets: [PacketSocket]
  private let decoder: Decoder
  private var decoded: [WirePacket] = []

  init(_ network: TestNetwork) throws {
    decoder = try Decoder.current
    sockets = try network.left.run { try network.links.map { try PacketSocket($0.interface) } }
  }

  /// Captures and decodes packets until a condition holds for the SCTP packets so far, and returns them.
  ///
  /// A later call continues, and returns the earlier packets again. The test fails if the condition never holds, which
  /// includes a capture without packets, or if the decoder objects to a packet.
  func packets(
    _ location: SourceLocation = #_sourceLocation, until condition: ([WirePacket]) -> Bool
  ) throws -> [WirePacket] {
    do {
      try until("the last expected packet is captured", location) {
        let captured = try sockets.flatMap { try $0.takePackets() }
        decoded += try decoder.decode(captured).filter(\.isSCTP)
        decoded.sort { $0.time < $1.time }
        return !decoded.isEmpty && condition(decoded)
      }
    } catch {
      Issue.record("captured: \(decoded.chunks)", sourceLocation: location)
      throw error
    }
    for packet in decoded { #expect(packet.isWellFormed, "\(packet.chunks)", sourceLocation: location) }
    return decoded
  }

  /// Captures up to a number of chunks of a type from a host or from both, and returns all chunks.
  func chunks(
    through type: SCTPChunkType, from host: TestHost? = nil, count: Int = 1,
    _ location: SourceLocation = #_sourceLocation
  ) throws -> [WireChunk] {
    try packets(location) { $0.chunks.of(type, from: host).count >= count }.chunks
  }
}

/// A packet(7) socket, which receives every packet of an interface.
private final class PacketSocket {
  private let descriptor: CInt

  init(_ interface: String) throws {
    // The socket receives nothing until it is bound, because protocol 0 stands for none.
    descriptor = socket(AF_PACKET, CInt(SOCK_RAW.rawValue) | csctp_SOCK_CLOEXEC, 0)
    try #require(descriptor >= 0)
    var size: CInt = 64 << 20
    try #require(unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &size, 4) == 0)
    // A `struct sockaddr_ll`: the family, the protocol (ETH_P_ALL, in network order), and the interface.
    var address: [UInt32] = [UInt32(AF_PACKET) | 0x0300_0000, UInt32(try NetworkInterface(interface).index), 0, 0, 0]
    let result = unsafe address.withUnsafeMutableBytes { bytes in
      unsafe bind(descriptor, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, 20)
    }
    try #require(result == 0)
  }

  deinit { close(descriptor) }

  /// Receives the packets that are queued.
  func takePackets() throws -> [CapturedPacket] {
    var packets: [CapturedPacket] = []
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while case let count = unsafe recv(descriptor, &bytes, bytes.count, CInt(MSG_DONTWAIT)), count > 0 {
      // SIOCGSTAMPNS: the time of the packet that was received last.
      let (result, time) = unsafe storedTime { unsafe ioctl(descriptor, 0x8907, $0) }
      try #require(result == 0)
      packets.append(
        CapturedPacket(
          seconds: UInt32(time.seconds), nanoseconds: UInt32(time.nanoseconds), bytes: Array(bytes[..<count])))
    }
    try requireNothingLost()
    return packets
  }

  /// Fails the test if the kernel dropped a packet because the socket's buffer was full.
  private func requireNothingLost() throws {
    // A `struct tpacket_stats`: the numbers of packets and of drops since the last call.
    var statistics: [UInt32] = [0, 0]
    var length = socklen_t(8)
    let (level, option): (CInt, CInt) = (263, 6)  // SOL_PACKET, PACKET_STATISTICS
    try #require(unsafe getsockopt(descriptor, level, option, &statistics, &length) == 0)
    try #require(statistics[1] == 0, "the capture is incomplete")
  }
}
