#if os(Linux)
// Parts of descriptions.

extension BinaryInteger {
  /// Returns the number with a noun: `1 byte`, `1,024 bytes`.
  func quantity(of noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }

  /// The number with a comma between groups of three digits.
  private var grouped: String {
    let digits = "\(self)"
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}

/// The properties that the descriptions of messages and of send options have in common.
struct MessageProperties {
  let stream: UInt16
  let isUnordered: Bool
  let payloadProtocol: SCTPPayloadProtocolID

  /// The properties that differ from those of an ordinary message, after the stream.
  var phrases: [String] {
    ["stream \(stream)", isUnordered ? "unordered" : nil, payloadProtocol.phrase].compactMap(\.self)
  }
}
#endif
