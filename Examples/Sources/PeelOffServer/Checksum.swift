/// A checksum of blocks that does not depend on their order: the sum of their FNV-1a hashes of 64 bits.
///
/// A block counts with its offset, so that one in the wrong place shows.
struct Checksum: Sendable {
  private(set) var value: UInt64 = 0

  mutating func add(_ block: [UInt8]) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in block {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    value &+= hash
  }
}
