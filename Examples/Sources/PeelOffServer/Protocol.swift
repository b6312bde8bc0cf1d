import SCTP

// The messages of client and server. Payload protocol identifiers distinguish the kinds.
//
//   client                                        server
//   note     any text                             note     the same text
//   offer    the length of the file               ready    the same length
//   block    an offset, and the bytes there
//   …        on all streams, so in any order
//   end      the checksum of all blocks           receipt  the checksum of all received blocks
//
// Numbers have 8 bytes, in network order. SCTP orders messages only within a stream. Therefore a block contains its
// offset, and the end may arrive before the last blocks.

extension SCTPPayloadProtocolID {
  static let note: Self = 0x504F_0001
  static let offer: Self = 0x504F_0002
  static let ready: Self = 0x504F_0003
  static let block: Self = 0x504F_0004
  static let end: Self = 0x504F_0005
  static let receipt: Self = 0x504F_0006
}

/// A message to send.
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
