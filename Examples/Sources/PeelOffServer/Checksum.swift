/// A checksum of blocks that does not depend on their order: the sum of their 64-bit FNV-1a hashes.
///
/// The hash of a block includes its offset, so a block at the wrong position changes the checksum.
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
