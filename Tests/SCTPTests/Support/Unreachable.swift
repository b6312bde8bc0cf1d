import SCTP

extension RawSocket {
  /// Tells the sender of an SCTP packet by ICMP that the host which it was sent to cannot be reached.
  static func reportUnreachable(_ packet: [UInt8], from source: SCTPAddress, to destination: SCTPAddress) throws {
    // Of IPv4 with SCTP in it; the kernel reads no length or checksum of a packet that ICMP quotes.
    let header: [UInt8] = [0x45, 0, 0, 28, 0, 0, 0, 0, 64, 132, 0, 0] + source.ipv4Bytes + destination.ipv4Bytes
    let (unreachable, host): (UInt8, UInt8) = (3, 1)
    var message = [unreachable, host, 0, 0, 0, 0, 0, 0] + header + packet[..<8]
    let checksum = internetChecksum(message)
    message[2] = UInt8(checksum >> 8)
    message[3] = UInt8(checksum & 0xFF)
    try RawSocket(protocol: 1).send(message, to: source)
  }
}

extension SCTPAddress {
  fileprivate var ipv4Bytes: [UInt8] { host.split(separator: ".").compactMap { UInt8($0) } }
}

/// The checksum of ICMP, over an even number of bytes.
///
/// See RFC 1071.
private func internetChecksum(_ bytes: [UInt8]) -> UInt16 {
  var sum = stride(from: 0, to: bytes.count, by: 2).reduce(0) { $0 + UInt32(bytes[$1]) << 8 + UInt32(bytes[$1 + 1]) }
  while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
  return ~UInt16(sum)
}
