@testable import SCTP

/// The receive information in control messages, which a second reader finds at fixed offsets.
struct ControlModel {
  private(set) var info = Info()
  private(set) var next = Next()

  /// Reads the messages; the last one of each type wins.
  init(_ control: [UInt8]) {
    for message in Self.messages(control) where message.level == 132 {
      if message.type == 3, message.data.count == 28 { info.set(message) }
      if message.type == 4, message.data.count == 16 { next.set(message) }
    }
  }

  /// A control message that does not exceed the buffer.
  struct Message {
    let level: CInt
    let type: CInt
    let data: [UInt8]
    /// Whether every C library reads it: some require the padding after each message except the first.
    let isReadByEveryLibrary: Bool
  }

  static func messages(_ control: [UInt8]) -> [Message] {
    var messages: [Message] = []
    var offset = 0
    while offset + 16 <= control.count {
      let length = control.number(offset, UInt64.self)
      guard length >= 16, length <= UInt64(control.count - offset) else { break }
      let padded = offset + (Int(length) + 7) / 8 * 8
      messages.append(
        Message(
          level: control.number(offset + 8), type: control.number(offset + 12),
          data: Array(control[offset + 16..<offset + Int(length)]),
          isReadByEveryLibrary: offset == 0 || padded <= control.count))
      offset = padded
    }
    return messages
  }

  struct Info {
    /// Whether the information is present; nil if this depends on the version of the C library.
    private(set) var isPresent: Bool? = false
    private var bytes = [UInt8](repeating: 0, count: 28)

    fileprivate mutating func set(_ message: Message) {
      isPresent = message.isReadByEveryLibrary ? true : nil
      bytes = message.data
    }

    /// Checks the properties, which are all 0 without the information.
    func check(_ info: SCTPReceiveInfo) {
      require(info.stream == bytes.number(0), "stream \(info.stream)")
      require(info.streamSequenceNumber == bytes.number(2), "sequence number \(info.streamSequenceNumber)")
      require(info.isUnordered == (bytes[4] & 1 != 0), "unordered: \(info.isUnordered)")
      require(info.payloadProtocol.rawValue == bytes.networkNumber(8), "payload protocol \(info.payloadProtocol)")
      require(info.transmissionSequenceNumber == bytes.number(12), "TSN \(info.transmissionSequenceNumber)")
      require(info.cumulativeTransmissionSequenceNumber == bytes.number(16), "wrong cumulative TSN")
      require(info.context == bytes.number(20), "context \(info.context)")
      require(info.association.rawValue == bytes.number(24), "association \(info.association)")
    }
  }

  struct Next {
    /// Whether the information is present; nil if this depends on the version of the C library.
    private(set) var isPresent: Bool? = false
    private var bytes: [UInt8] = []

    fileprivate mutating func set(_ message: Message) {
      isPresent = message.isReadByEveryLibrary ? true : nil
      bytes = message.data
    }

    func check(_ next: SCTPNextInfo?) {
      guard let next, isPresent == true else { return require(next == nil, "the next message appeared") }
      require(next.stream == bytes.number(0), "next stream \(next.stream)")
      require(next.isUnordered == (bytes[2] & 1 != 0), "next unordered: \(next.isUnordered)")
      require(next.isNotification == (bytes[3] & 0x80 != 0), "next notification: \(next.isNotification)")
      require(next.payloadProtocol.rawValue == bytes.networkNumber(4), "next protocol \(next.payloadProtocol)")
      require(next.length == bytes.number(8), "next length \(next.length)")
      require(next.association.rawValue == bytes.number(12), "next association \(next.association)")
    }
  }
}
