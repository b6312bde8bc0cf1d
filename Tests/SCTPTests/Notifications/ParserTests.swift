import CSCTP
import Testing

@testable import SCTP

@Suite struct NotificationParser {
  /// One event of each kind, with all that can follow its fixed part.
  private static let events: [(SCTPEventSet, [UInt8])] = [
    (.associationChange, event(SCTP_ASSOC_CHANGE, 20, more: 12)),
    (.peerAddressChange, event(SCTP_PEER_ADDR_CHANGE, 148, AF_INET)),
    (.peerAddressChange, event(SCTP_PEER_ADDR_CHANGE, 148, AF_INET6)),
    (.remoteError, event(SCTP_REMOTE_ERROR, 16, more: 8)),
    (.shutdown, event(SCTP_SHUTDOWN_EVENT, 12)),
    (.partialDelivery, event(SCTP_PARTIAL_DELIVERY_EVENT, 24)),
    (.adaptation, event(SCTP_ADAPTATION_INDICATION, 16)),
    (.authentication, event(SCTP_AUTHENTICATION_EVENT, 20)),
    (.senderDry, event(SCTP_SENDER_DRY_EVENT, 12)),
    (.streamReset, event(SCTP_STREAM_RESET_EVENT, 12, more: 6)),
    (.associationReset, event(SCTP_ASSOC_RESET_EVENT, 20)),
    (.streamChange, event(SCTP_STREAM_CHANGE_EVENT, 16)),
    (.sendFailed, event(SCTP_SEND_FAILED_EVENT, 32, more: 16)),
  ]

  @Test("Every event is parsed as its kind") func kinds() {
    for (kind, bytes) in Self.events { #expect(SCTPNotification(parsing: unsafe bytes.span.bytes).event == kind) }
  }

  @Test("An association change has its fields") func associationChange() {
    let bytes = Self.event(SCTP_ASSOC_CHANGE, 20, more: 3)
    let change = SCTPAssociationChange(unsafe bytes.span.bytes)
    #expect(change?.state.rawValue == 0x0908)
    #expect(change?.cause.rawValue == 0x0A0B)
    #expect(change?.outboundStreams == 0x0D0C)
    #expect(change?.inboundStreams == 0x0F0E)
    #expect(change?.association.rawValue == 0x1312_1110)
    #expect(change?.information == [20, 21, 22])
  }

  @Test("A peer address change has its fields") func peerAddressChange() throws {
    var bytes = Self.event(SCTP_PEER_ADDR_CHANGE, 148, AF_INET)
    bytes.replaceSubrange(10..<16, with: [0x12, 0x34, 192, 0, 2, 1])
    guard case .peerAddressChange(let change) = SCTPNotification(parsing: unsafe bytes.span.bytes) else {
      Issue.record("another notification")
      return
    }
    #expect(try change.address == SCTPAddress("192.0.2.1", port: 0x1234))
    #expect(change.state.rawValue == Self.number(bytes[136..<140]))
    #expect(change.error == Self.number(bytes[140..<144]))
    #expect(change.association.rawValue == Self.number(bytes[144..<148]))
  }

  @Test("A shutdown event has its association") func shutdownEvent() {
    let bytes = Self.event(SCTP_SHUTDOWN_EVENT, 12)
    #expect(SCTPShutdownEvent(unsafe bytes.span.bytes)?.association.rawValue == 0x0B0A_0908)
  }

  @Test("A truncated event is unknown and keeps its bytes") func truncatedEvent() {
    for (_, bytes) in Self.events {
      for length in 0..<bytes.count {
        let cut = Array(bytes[..<length])
        let type = length < 8 ? 0 : UInt16(bytes[0]) | UInt16(bytes[1]) << 8
        #expect(SCTPNotification(parsing: unsafe cut.span.bytes) == .unknown(type: type, bytes: cut))
      }
    }
  }

  @Test(
    "An event with an invalid length is unknown and keeps its bytes",
    arguments: [0, 1, 7, 8, 11, 1 << 31, UInt32.max])
  func invalidLength(_ length: UInt32) {
    for (kind, bytes) in Self.events {
      var contradicting = bytes
      contradicting.replaceSubrange(4..<8, with: Self.bytes(of: length))
      let notification = SCTPNotification(parsing: unsafe contradicting.span.bytes)
      guard case .unknown(_, contradicting) = notification else {
        Issue.record("\(kind) of \(length) bytes became \(notification)")
        continue
      }
    }
  }

  @Test("Bytes after an event are ignored") func trailingBytes() {
    let bytes = Self.event(SCTP_ASSOC_CHANGE, 20, more: 4)
    let longer = bytes + [1, 2, 3]
    let notification = SCTPNotification(parsing: unsafe longer.span.bytes)
    #expect(notification == SCTPNotification(parsing: unsafe bytes.span.bytes))
    guard case .associationChange(let change) = notification else {
      Issue.record("another notification")
      return
    }
    #expect(change.information == [20, 21, 22, 23])
  }

  @Test("A change of an address of an unknown family is unknown") func unknownFamily() {
    let bytes = Self.event(SCTP_PEER_ADDR_CHANGE, 148, AF_UNIX)
    let type = UInt16(SCTP_PEER_ADDR_CHANGE.rawValue)
    #expect(SCTPNotification(parsing: unsafe bytes.span.bytes) == .unknown(type: type, bytes: bytes))
  }

  @Test("An event of an unknown type has no kind") func unknownType() {
    for type in [0, 1, 0x7FFF, 0x8020, 0xFFFF] as [UInt16] {
      let bytes = Self.bytes(of: UInt32(type)) + Self.bytes(of: UInt32(8))
      let notification = SCTPNotification(parsing: unsafe bytes.span.bytes)
      #expect(notification == .unknown(type: type, bytes: bytes))
      #expect(notification.event.isEmpty)
    }
  }

  @Test("Parsing random bytes never traps") func randomBytes() {
    var random = Seeded(0x5C79)
    var known = 0
    for _ in 0..<20_000 {
      var bytes = random.bytes(.random(in: 0...200, using: &random))
      // Else hardly any would be of a known type and a possible length.
      if bytes.count >= 8, Bool.random(using: &random) {
        bytes.replaceSubrange(0..<2, with: [.random(in: 0...15, using: &random), 0x80])
        let length = UInt32.random(in: 0...UInt32(bytes.count + 4), using: &random)
        bytes.replaceSubrange(4..<8, with: Self.bytes(of: length))
      }
      let notification = SCTPNotification(parsing: unsafe bytes.span.bytes)
      _ = NeededEvent(unsafe bytes.span.bytes)
      if case .unknown(_, let same) = notification {
        if same != bytes { Issue.record("bytes of an unknown event were changed") }
      } else {
        known += 1
      }
    }
    #expect(known > 200)
  }

  /// An event whose bytes after the header count up from 8.
  private static func event(_ type: sctp_sn_type, _ size: Int, _ family: CInt? = nil, more: Int = 0) -> [UInt8] {
    var bytes = (0..<size + more).map { UInt8(truncatingIfNeeded: $0) }
    bytes.replaceSubrange(0..<2, with: Self.bytes(of: UInt16(type.rawValue)))
    bytes.replaceSubrange(4..<8, with: Self.bytes(of: UInt32(size + more)))
    if let family { bytes.replaceSubrange(8..<10, with: Self.bytes(of: UInt16(family))) }
    return bytes
  }

  private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
    unsafe withUnsafeBytes(of: number) { unsafe Array($0) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int32 {
    bytes.reversed().reduce(0) { $0 << 8 | Int32($1) }
  }
}
