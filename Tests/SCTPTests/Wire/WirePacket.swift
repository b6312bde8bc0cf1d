import Foundation
import SCTP
import Testing

/// A packet with an SCTP header, as the decoder describes it.
struct WirePacket {
  /// The fields by the names that Wireshark's reference of display filters lists, in the order of the packet.
  let fields: [WireField]
  /// The chunks, in order.
  let chunks: [WireChunk]

  /// The seconds since 1970.
  var time: Double { fields.first("frame.time_epoch").flatMap { Double($0) } ?? 0 }
  var sender: WireAddress { WireAddress(fields.first("ip.src") ?? fields.first("ipv6.src") ?? "") }
  var receiver: WireAddress { WireAddress(fields.first("ip.dst") ?? fields.first("ipv6.dst") ?? "") }
  /// The bytes of the frame.
  var length: Int { fields.first("frame.len").flatMap { Int($0) } ?? 0 }

  /// Whether the packet is an SCTP packet; others, such as ARP's, are on the wire, too.
  var isSCTP: Bool { !chunks.isEmpty }

  /// Whether the checksum is right and every byte has a meaning.
  var isWellFormed: Bool { fields.first("sctp.checksum.status") == "1" && fields.first("_ws.malformed") == nil }

  subscript(_ name: String) -> String? { fields.first(name) }

  fileprivate init(fields: [WireField]) {
    self.fields = fields
    let starts = fields.indices.filter { fields[$0].name == "sctp.chunk_type" }
    let head = Array(fields[..<(starts.first ?? fields.endIndex)])
    chunks = zip(starts, starts.dropFirst() + [fields.endIndex]).map {
      WireChunk(fields: Array(fields[$0..<$1]), packet: head)
    }
  }

  /// The packets of a document in the Packet Details Markup Language, which has an element on each line.
  static func packets(inPDML text: String) -> [WirePacket] {
    text.components(separatedBy: "</packet>\n").dropLast().map { packet in
      WirePacket(fields: packet.split(separator: "\n").compactMap { WireField(element: $0) })
    }
  }
}

/// A field of a packet, or the name of a protocol.
struct WireField {
  let name: String
  let value: String

  fileprivate init?(element: Substring) {
    guard let name = Self.attribute(" name", of: element), !name.isEmpty else { return nil }
    self.name = name
    value = Self.attribute(" show", of: element) ?? ""
  }

  private static func attribute(_ name: String, of element: Substring) -> String? {
    guard let start = element.range(of: "\(name)=\"")?.upperBound else { return nil }
    return String(element[start...].prefix { $0 != "\"" })
  }
}

extension [WireField] {
  /// The value of the first field with a name.
  func first(_ name: String) -> String? { first { $0.name == name }?.value }
}

/// A chunk of an SCTP packet.
struct WireChunk: CustomStringConvertible {
  let fields: [WireField]
  /// The fields of the packet before its first chunk.
  fileprivate let packet: [WireField]

  var type: SCTPChunkType { SCTPChunkType(rawValue: UInt8(number("sctp.chunk_type") ?? 255)) }
  var flags: UInt8 { UInt8(number("sctp.chunk_flags") ?? 0) }
  var sender: WireAddress { WirePacket(fields: packet).sender }
  var receiver: WireAddress { WirePacket(fields: packet).receiver }

  /// The value of the first field with a name.
  subscript(_ name: String) -> String? { fields.first(name) }

  /// The values of all fields with a name.
  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  /// The value of the first field with a name as a number.
  func number(_ name: String) -> UInt64? { self[name].flatMap { UInt64(field: $0) } }

  /// The values of all fields with a name as numbers.
  func numbers(_ name: String) -> [UInt64] { all(name).compactMap { UInt64(field: $0) } }

  var description: String { "\(type.rawValue) from \(sender) to \(receiver)" }
}

extension UInt64 {
  /// Reads the decimal or hexadecimal number of a field.
  fileprivate init?(field: String) {
    if field.hasPrefix("0x") { self.init(field.dropFirst(2), radix: 16) } else { self.init(field) }
  }
}

/// An address of a test's host.
struct WireAddress: Hashable, CustomStringConvertible {
  /// The address as text.
  let host: String

  init(_ host: String) { self.host = host }

  /// The number of the link that the address belongs to.
  var link: Int { numbers.dropLast().last ?? 0 }

  /// Whether the address is one of this host.
  func isOf(_ host: TestHost) -> Bool { numbers.last == host.number }

  private var numbers: [Int] { host.split { ".:".contains($0) }.compactMap { Int($0) } }

  var description: String { host }
}

extension SCTPChunkType {
  static var initiation: Self { Self(rawValue: 1) }
  static var initiationAck: Self { Self(rawValue: 2) }
  static var heartbeatAck: Self { Self(rawValue: 5) }
  static var shutdownAck: Self { Self(rawValue: 8) }
  static var cookieEcho: Self { Self(rawValue: 10) }
  static var cookieAck: Self { Self(rawValue: 11) }
  static var ecnEcho: Self { Self(rawValue: 12) }
  static var congestionWindowReduced: Self { Self(rawValue: 13) }
  static var shutdownComplete: Self { Self(rawValue: 14) }
  static var authentication: Self { Self(rawValue: 15) }
}

extension [WirePacket] {
  var chunks: [WireChunk] { flatMap(\.chunks) }
}

extension [WireChunk] {
  /// The chunks of a type, from a host or from both.
  func of(_ type: SCTPChunkType, from host: TestHost? = nil) -> [WireChunk] {
    filter { chunk in chunk.type == type && host.map { chunk.sender.isOf($0) } ?? true }
  }

  /// The values of a field, of all chunks, as numbers.
  func numbers(_ name: String) -> [UInt64] { flatMap { $0.numbers(name) } }

  /// The values of a field, of all chunks.
  func all(_ name: String) -> [String] { flatMap { $0.all(name) } }
}
