import Foundation

/// Whether two arrays have the same bytes.
///
/// Without optimization, `==` of long arrays takes much longer.
func haveSameBytes(_ one: [UInt8], _ other: [UInt8]) -> Bool {
  guard one.count == other.count else { return false }
  return unsafe memcmp(one, other, one.count) == 0
}
