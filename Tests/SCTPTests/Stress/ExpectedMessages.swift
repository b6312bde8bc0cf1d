import SCTP

/// The messages that one end of an association must still receive.
struct ExpectedMessages {
  private struct Sent {
    let size: Int
    let options: SCTPSendOptions
    /// The number of an ordered message on its stream.
    let sequenceNumber: UInt16
  }

  /// The number of streams on which the other end sends.
  var streams: UInt16
  private var ordered: [UInt16: ArraySlice<UInt32>] = [:]
  private var unordered: Set<UInt32> = []
  private var sent: [UInt32: Sent] = [:]
  private var nextSequenceNumbers: [UInt16: UInt16] = [:]

  init(streams: UInt16 = 10) { self.streams = streams }

  var isEmpty: Bool { sent.isEmpty }

  /// The bytes of a message; the same number and size give the same bytes.
  static func payload(_ number: UInt32, size: Int) -> [UInt8] {
    [UInt8](number: number) + SCTPTests.payload(size, seed: Int(number))
  }

  mutating func add(_ number: UInt32, size: Int, _ options: SCTPSendOptions) {
    let next = nextSequenceNumbers[options.stream, default: 0]
    sent[number] = Sent(size: size, options: options, sequenceNumber: next)
    if options.flags.contains(.unordered) {
      unordered.insert(number)
    } else {
      ordered[options.stream, default: []].append(number)
      nextSequenceNumbers[options.stream] = next &+ 1
    }
  }

  /// Takes out a message; returns false unless it is whole and its turn has come.
  mutating func remove(_ message: SCTPMessage) -> Bool {
    let (number, info) = (Array(message.payload.prefix(4)).number, message.info)
    guard let sent = sent.removeValue(forKey: number),
      info.payloadProtocol == sent.options.payloadProtocol,
      info.isUnordered == sent.options.flags.contains(.unordered),
      haveSameBytes(message.payload, Self.payload(number, size: sent.size))
    else { return false }
    if info.isUnordered { return unordered.remove(number) != nil }
    return ordered[info.stream]?.popFirst() == number && info.streamSequenceNumber == sent.sequenceNumber
  }

  /// Lets the sequence numbers of streams start again; of all streams if the list is empty.
  mutating func resetSequenceNumbers(of streams: [UInt16]) {
    if streams.isEmpty { nextSequenceNumbers = [:] }
    for stream in streams { nextSequenceNumbers[stream] = nil }
  }
}
