import SCTP

/// The messages that one end of an association must still receive.
struct ExpectedMessages {
  private var ordered: [UInt16: ArraySlice<UInt32>] = [:]
  private var unordered: Set<UInt32> = []
  private var sent: [UInt32: (size: Int, options: SCTPSendOptions)] = [:]

  var isEmpty: Bool { sent.isEmpty }

  /// The bytes of a message; the same number and size give the same bytes.
  static func payload(_ number: UInt32, size: Int) -> [UInt8] {
    [UInt8](number: number) + SCTPTests.payload(size, seed: Int(number))
  }

  mutating func add(_ number: UInt32, size: Int, _ options: SCTPSendOptions) {
    sent[number] = (size, options)
    if options.flags.contains(.unordered) {
      unordered.insert(number)
    } else {
      ordered[options.stream, default: []].append(number)
    }
  }

  /// Takes out a message; returns false unless it is whole and its turn has come.
  mutating func remove(_ message: SCTPMessage) -> Bool {
    let number = Array(message.payload.prefix(4)).number
    guard let (size, options) = sent.removeValue(forKey: number),
      message.info.payloadProtocol == options.payloadProtocol,
      message.info.isUnordered == options.flags.contains(.unordered),
      haveSameBytes(message.payload, Self.payload(number, size: size))
    else { return false }
    if message.info.isUnordered { return unordered.remove(number) != nil }
    return ordered[message.info.stream]?.popFirst() == number
  }
}
