import SCTP

// What client and server say to each other. Payload protocol identifiers tell the kinds of message apart.
//
//   client                                        server
//   note     any text                             note     the same text
//   offer    the file's length                    ready    the same length: go ahead
//   block    an offset, and the bytes there
//   …        over all streams, so in any order
//   end      the checksum of all blocks           receipt  the checksum of all blocks that came
//
// Numbers have 8 bytes, in network order. SCTP keeps messages in order within a stream only: this is why a block says
// where it belongs, and why the end may come before the last blocks.

extension SCTPPayloadProtocolID {
  static let note: Self = 0x504F_0001
  static let offer: Self = 0x504F_0002
  static let ready: Self = 0x504F_0003
  static let block: Self = 0x504F_0004
  static let end: Self = 0x504F_0005
  static let receipt: Self = 0x504F_0006
}

/// A message to be sent.
struct Outgoing {
  let payload: [UInt8]
  let options: SCTPSendOptions

  init(_ kind: SCTPPayloadProtocolID, _ payload: [UInt8], stream: UInt16 = 0) {
    self.payload = payload
    options = SCTPSendOptions(stream: stream, payloadProtocol: kind)
  }

  init(_ kind: SCTPPayloadProtocolID, _ number: UInt64) {
    self.init(kind, number.networkBytes)
  }
}

extension UInt64 {
  static let size = 8

  var networkBytes: [UInt8] {
    (0..<Self.size).map { UInt8(truncatingIfNeeded: self >> ((Self.size - 1 - $0) * 8)) }
  }

  /// Nil if there are not 8 bytes.
  init?(networkBytes bytes: some Collection<UInt8>) {
    guard bytes.count == Self.size else { return nil }
    self = bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
