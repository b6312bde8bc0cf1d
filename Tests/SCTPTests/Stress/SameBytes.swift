import Foundation

/// Whether two arrays have the same bytes.
///
/// Without optimization, `==` of long arrays takes much longer.
func haveSameBytes(_ one: [UInt8], _ other: [UInt8]) -> Bool {
  one.count == other.count && unsafe memcmp(one, other, one.count) == 0
}
