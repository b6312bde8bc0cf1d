#if os(Linux)
// Names of the kernel's numbers, for printing.

extension RawRepresentable where Self: Equatable, RawValue: FixedWidthInteger {
  /// Returns the name of the value, or its number if `names` does not contain it.
  func name(in names: KeyValuePairs<Self, String>) -> String {
    names.first { $0.key == self }?.value ?? "\(rawValue)"
  }
}

extension OptionSet where Self == Element, RawValue: FixedWidthInteger {
  /// Returns the names of the members in brackets; bits without a name are printed as one number.
  func list(of names: KeyValuePairs<Self, String>) -> String {
    var rest = self
    var members: [String] = []
    for (member, name) in names where contains(member) {
      members.append(name)
      rest.subtract(member)
    }
    if !rest.isEmpty { members.append("0x\(String(rest.rawValue, radix: 16))") }
    return "[\(members.joined(separator: ", "))]"
  }
}
#endif
