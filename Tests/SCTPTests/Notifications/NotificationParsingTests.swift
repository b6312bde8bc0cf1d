import CSCTP
import Foundation
import SCTP
import Testing

@Suite struct NotificationParsing {
  /// An event as the kernel writes it, and the expected result of parsing it.
  struct Event: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    /// The size of the C structure in bytes; the bytes after it may be missing.
    let size: Int
    let check: @Sendable (SCTPNotification) throws -> Void

    /// Creates an event, and sets its type and length.
    init<Raw>(
      _ name: String, _ type: UInt32, _ raw: Raw, trailing: [UInt8] = [],
      check: @escaping @Sendable (SCTPNotification) throws -> Void
    ) {
      testDescription = name
      size = MemoryLayout<Raw>.size
      var bytes = unsafe withUnsafeBytes(of: raw) { unsafe Array($0.prefix(MemoryLayout<Raw>.size)) } + trailing
      bytes.setHeader(type: UInt16(type), length: UInt32(bytes.count))
      self.bytes = bytes
      self.check = check
    }
  }

  private static let association = SCTPAssociationID(rawValue: 77)

  static let events: [Event] = [
    Event(
      "association change", SCTP_ASSOC_CHANGE.rawValue,
      sctp_assoc_change(
        state: SCTP_COMM_LOST, error: UInt16(12).bigEndian, outbound: 3, inbound: 4, association: association.rawValue),
      trailing: [0, 12, 0, 6, 8, 9]
    ) { notification in
      let event = try #require(notification.content as? SCTPAssociationChange)
      #expect(event.state == .communicationLost)
      #expect(event.cause == .userInitiatedAbort)
      #expect(event.outboundStreams == 3)
      #expect(event.inboundStreams == 4)
      #expect(event.association == association)
      #expect(event.information == [0, 12, 0, 6, 8, 9])
      #expect(event.abortReason == [8, 9])
    },
    Event("peer address change", SCTP_PEER_ADDR_CHANGE.rawValue, ipv4Change) { notification in
      let event = try #require(notification.content as? SCTPPeerAddressChange)
      #expect(event.address == (try SCTPAddress("192.0.2.1", port: 3_868)))
      #expect(event.state == .confirmed)
      #expect(event.error == 2)
      #expect(event.association == association)
    },
    Event("peer address change, IPv6", SCTP_PEER_ADDR_CHANGE.rawValue, ipv6Change) { notification in
      let event = try #require(notification.content as? SCTPPeerAddressChange)
      #expect(event.address == (try SCTPAddress("::1", port: 3_868)))
      #expect(event.state == .unreachable)
    },
    Event("remote error", SCTP_REMOTE_ERROR.rawValue, remoteError, trailing: [1, 2, 3]) { notification in
      let event = try #require(notification.content as? SCTPRemoteError)
      #expect(event.cause == .unrecognizedChunkType)
      #expect(event.association == association)
      #expect(event.information == [1, 2, 3])
    },
    Event("send failed", SCTP_SEND_FAILED_EVENT.rawValue, sendFailed, trailing: [5, 6, 7]) { notification in
      #expect(notification.event == .sendFailed)
      let event = try #require(notification.content as? SCTPSendFailed)
      #expect(event.wasSent)
      #expect(event.cause == .protocolViolation)
      #expect(
        event.options
          == SCTPSendOptions(stream: 9, payloadProtocol: 0x0102_0304, flags: .unordered, context: 0xAABB_CCDD))
      #expect(event.isFirstFragment)
      #expect(!event.isLastFragment)
      #expect(event.association == association)
      #expect(event.payload == [5, 6, 7])
    },
    Event("send failed, deprecated", SCTP_SEND_FAILED.rawValue, deprecatedSendFailed, trailing: [5]) { notification in
      #expect(notification.event == .sendFailedDeprecated)
      let event = try #require(notification.content as? SCTPSendFailed)
      #expect(!event.wasSent)
      #expect(event.cause == .none)
      #expect(event.options == SCTPSendOptions(stream: 9, payloadProtocol: 0x0102_0304, context: 8))
      #expect(!event.isFirstFragment)
      #expect(event.isLastFragment)
      #expect(event.association == association)
      #expect(event.payload == [5])
    },
    Event("shutdown", SCTP_SHUTDOWN_EVENT.rawValue, shutdown) { notification in
      #expect((notification.content as? SCTPShutdownEvent)?.association == association)
    },
    Event("adaptation", SCTP_ADAPTATION_INDICATION.rawValue, adaptation) { notification in
      let event = try #require(notification.content as? SCTPAdaptationEvent)
      #expect(event.indication == 0xDEAD_BEEF)
      #expect(event.association == association)
    },
    Event("partial delivery", SCTP_PARTIAL_DELIVERY_EVENT.rawValue, partialDelivery) { notification in
      let event = try #require(notification.content as? SCTPPartialDeliveryEvent)
      #expect(event.indication == 0)
      #expect(event.association == association)
      #expect(event.stream == 5)
      #expect(event.sequenceNumber == 6)
    },
    Event("authentication", SCTP_AUTHENTICATION_EVENT.rawValue, authentication) { notification in
      let event = try #require(notification.content as? SCTPAuthenticationEvent)
      #expect(event.indication == .freeKey)
      #expect(event.keyNumber == 3)
      #expect(event.alternateKeyNumber == 4)
      #expect(event.association == association)
    },
    Event("sender dry", SCTP_SENDER_DRY_EVENT.rawValue, senderDry) { notification in
      #expect((notification.content as? SCTPSenderDryEvent)?.association == association)
    },
    Event("stream reset", SCTP_STREAM_RESET_EVENT.rawValue, streamReset, trailing: [1, 0, 0xFF, 0xFF, 0, 1]) {
      notification in
      let event = try #require(notification.content as? SCTPStreamResetEvent)
      #expect(event.flags == [.incoming, .denied])
      #expect(event.association == association)
      // The numbers are in host byte order, which is little endian on every Linux that Swift supports.
      #expect(event.streams == [1, 0xFFFF, 0x100])
    },
    Event("association reset", SCTP_ASSOC_RESET_EVENT.rawValue, associationReset) { notification in
      let event = try #require(notification.content as? SCTPAssociationResetEvent)
      #expect(event.flags == .failed)
      #expect(event.association == association)
      #expect(event.localTransmissionSequenceNumber == 10)
      #expect(event.remoteTransmissionSequenceNumber == 11)
    },
    Event("stream change", SCTP_STREAM_CHANGE_EVENT.rawValue, streamChange) { notification in
      let event = try #require(notification.content as? SCTPStreamChangeEvent)
      #expect(event.flags == .denied)
      #expect(event.association == association)
      #expect(event.inboundStreams == 12)
      #expect(event.outboundStreams == 13)
    },
  ]

  @Test("Every event is parsed with all of its fields", arguments: events) func allFields(_ event: Event) throws {
    let notification = SCTPNotification(parsing: unsafe event.bytes.span.bytes)
    try event.check(notification)
    #expect(notification.event.rawValue == 1 << (UInt32(event.type) - SCTP_SN_TYPE_BASE.rawValue))
  }

  @Test("The events of these tests include every kind") func completeness() {
    let kinds = Self.events.map { SCTPNotification(parsing: unsafe $0.bytes.span.bytes).event }
    #expect(kinds.reduce(SCTPEventSet()) { $0.union($1) } == .all)
  }

  @Test("A truncated event is unknown and keeps its bytes", arguments: events) func truncatedEvent(_ event: Event) {
    for count in 0..<event.bytes.count {
      let bytes = Array(event.bytes.prefix(count))
      let type = count >= 8 ? event.type : 0
      #expect(
        SCTPNotification(parsing: unsafe bytes.span.bytes) == .unknown(type: type, bytes: bytes), "\(count) bytes")
    }
  }

  @Test("An event whose length is below the size of its fields is unknown", arguments: events)
  func shortLength(_ event: Event) {
    for length in 0..<event.size {
      var bytes = event.bytes
      bytes.setHeader(type: event.type, length: UInt32(length))
      #expect(
        SCTPNotification(parsing: unsafe bytes.span.bytes) == .unknown(type: event.type, bytes: bytes),
        "\(length) bytes")
    }
  }

  @Test("An event whose length exceeds its bytes is unknown", arguments: events) func excessiveLength(_ event: Event) {
    for length in [UInt32(event.bytes.count) + 1, .max] {
      var bytes = event.bytes
      bytes.setHeader(type: event.type, length: length)
      #expect(SCTPNotification(parsing: unsafe bytes.span.bytes) == .unknown(type: event.type, bytes: bytes))
    }
  }

  @Test("Bytes after an event are ignored", arguments: events) func trailingBytes(_ event: Event) {
    let exact = SCTPNotification(parsing: unsafe event.bytes.span.bytes)
    let longer = event.bytes + [9, 9, 9, 9]
    #expect(SCTPNotification(parsing: unsafe longer.span.bytes) == exact)
  }

  @Test("The data at the end of an event may have any length", arguments: events.filter { $0.bytes.count > $0.size })
  func shortData(_ event: Event) {
    for count in event.size..<event.bytes.count {
      var bytes = Array(event.bytes.prefix(count))
      bytes.setHeader(type: event.type, length: UInt32(count))
      let notification = SCTPNotification(parsing: unsafe bytes.span.bytes)
      let left = Array(bytes.dropFirst(event.size))
      switch notification {
      case .associationChange(let change): #expect(change.information == left)
      case .remoteError(let error): #expect(error.information == left)
      case .sendFailed(let failure), .sendFailedDeprecated(let failure): #expect(failure.payload == left)
      // An incomplete number is ignored.
      case .streamReset(let reset): #expect(reset.streams == Array([UInt16(1), 0xFFFF, 0x100].prefix(left.count / 2)))
      default: Issue.record("read as \(notification)")
      }
    }
  }

  @Test("An event of an unknown type keeps its bytes", arguments: [UInt16(0), 0x8000, 0x800E, 0xFFFF])
  func unknownType(_ type: UInt16) {
    var bytes = [UInt8](repeating: 7, count: 30)
    bytes.setHeader(type: type, length: 30)
    #expect(SCTPNotification(parsing: unsafe bytes.span.bytes) == .unknown(type: type, bytes: bytes))
  }

  @Test("A change of an address of an unknown family is unknown") func unknownFamily() {
    var change = Self.ipv4Change
    change.spc_aaddr.ss_family = 1
    let event = Event("", SCTP_PEER_ADDR_CHANGE.rawValue, change) { _ in }
    #expect(
      SCTPNotification(parsing: unsafe event.bytes.span.bytes) == .unknown(type: event.type, bytes: event.bytes))
  }

  /// The error causes of an ABORT chunk, and the reason that is found in them.
  @Test(
    "The reason of an abort is found in its error causes",
    arguments: [
      ([], nil),
      ([0, 12, 0, 4], []),
      ([0, 12, 0, 5, 1, 0, 0, 0], [1]),
      // The cause follows another cause, which is padded.
      ([0, 13, 0, 5, 9, 0, 0, 0, 0, 12, 0, 6, 1, 2], [1, 2]),
      ([0, 13, 0, 8, 9, 9, 9, 9], nil),
      // Invalid lengths.
      ([0, 12, 0, 3], nil),
      ([0, 12, 0, 9, 1, 2, 3, 4], nil),
      ([0, 13, 0, 0, 0, 12, 0, 4], nil),
      ([0, 12, 0], nil),
    ] as [([UInt8], [UInt8]?)])
  func userReason(_ causes: [UInt8], _ reason: [UInt8]?) throws {
    for (state, expected) in [(SCTP_COMM_LOST, reason), (SCTP_SHUTDOWN_COMP, nil)] {
      let raw = sctp_assoc_change(state: state, error: 0, outbound: 0, inbound: 0, association: 1)
      let event = Event("", SCTP_ASSOC_CHANGE.rawValue, raw, trailing: causes) { _ in }
      let notification = SCTPNotification(parsing: unsafe event.bytes.span.bytes)
      #expect(try #require(notification.content as? SCTPAssociationChange).abortReason == expected)
    }
  }
}

// The C structures of the events.
extension NotificationParsing {
  private static var ipv4Change: sctp_paddr_change {
    var change = sctp_paddr_change()
    change.spc_aaddr = sockaddr_storage(
      sockaddr_in(
        sin_family: sa_family_t(AF_INET), sin_port: UInt16(3_868).bigEndian,
        sin_addr: in_addr(s_addr: UInt32(0xC000_0201).bigEndian), sin_zero: (0, 0, 0, 0, 0, 0, 0, 0)))
    change.spc_state = Int32(SCTP_ADDR_CONFIRMED.rawValue)
    change.spc_error = 2
    change.spc_assoc_id = association.rawValue
    return change
  }

  private static var ipv6Change: sctp_paddr_change {
    var change = ipv4Change
    change.spc_aaddr = sockaddr_storage(
      sockaddr_in6(
        sin6_family: sa_family_t(AF_INET6), sin6_port: UInt16(3_868).bigEndian, sin6_flowinfo: 0,
        sin6_addr: in6addr_loopback, sin6_scope_id: 0))
    change.spc_state = Int32(SCTP_ADDR_UNREACHABLE.rawValue)
    return change
  }

  private static var remoteError: sctp_remote_error {
    var error = sctp_remote_error()
    error.sre_error = UInt16(6).bigEndian
    error.sre_assoc_id = association.rawValue
    return error
  }

  /// The first fragment of an unordered message.
  private static var sendFailed: sctp_send_failed_event {
    var failed = sctp_send_failed_event()
    failed.ssf_flags = UInt16(SCTP_DATA_SENT.rawValue)
    failed.ssf_error = UInt32(UInt16(13).bigEndian)
    failed.ssfe_info = sctp_sndinfo(
      snd_sid: 9, snd_flags: 4 | 2, snd_ppid: UInt32(0x0102_0304).bigEndian, snd_context: 0xAABB_CCDD, snd_assoc_id: 1)
    failed.ssf_assoc_id = association.rawValue
    return failed
  }

  /// The last fragment of an ordered message.
  private static var deprecatedSendFailed: sctp_send_failed {
    var failed = sctp_send_failed()
    failed.ssf_flags = UInt16(SCTP_DATA_UNSENT.rawValue)
    failed.ssf_info.sinfo_stream = 9
    failed.ssf_info.sinfo_flags = 1
    failed.ssf_info.sinfo_ppid = UInt32(0x0102_0304).bigEndian
    failed.ssf_info.sinfo_context = 8
    failed.ssf_assoc_id = association.rawValue
    return failed
  }

  private static var shutdown: sctp_shutdown_event {
    var event = sctp_shutdown_event()
    event.sse_assoc_id = association.rawValue
    return event
  }

  private static var adaptation: sctp_adaptation_event {
    var event = sctp_adaptation_event()
    event.sai_adaptation_ind = 0xDEAD_BEEF
    event.sai_assoc_id = association.rawValue
    return event
  }

  private static var partialDelivery: sctp_pdapi_event {
    var event = sctp_pdapi_event()
    event.pdapi_assoc_id = association.rawValue
    event.pdapi_stream = 5
    event.pdapi_seq = 6
    return event
  }

  private static var authentication: sctp_authkey_event {
    var event = sctp_authkey_event()
    event.auth_indication = UInt32(SCTP_AUTH_FREE_KEY)
    event.auth_keynumber = 3
    event.auth_altkeynumber = 4
    event.auth_assoc_id = association.rawValue
    return event
  }

  private static var senderDry: sctp_sender_dry_event {
    var event = sctp_sender_dry_event()
    event.sender_dry_assoc_id = association.rawValue
    return event
  }

  private static var streamReset: sctp_stream_reset_event {
    var event = sctp_stream_reset_event()
    event.strreset_flags = UInt16(SCTP_STREAM_RESET_INCOMING_SSN | SCTP_STREAM_RESET_DENIED)
    event.strreset_assoc_id = association.rawValue
    return event
  }

  private static var associationReset: sctp_assoc_reset_event {
    var event = sctp_assoc_reset_event()
    event.assocreset_flags = UInt16(SCTP_ASSOC_RESET_FAILED)
    event.assocreset_assoc_id = association.rawValue
    event.assocreset_local_tsn = 10
    event.assocreset_remote_tsn = 11
    return event
  }

  private static var streamChange: sctp_stream_change_event {
    var event = sctp_stream_change_event()
    event.strchange_flags = UInt16(SCTP_STREAM_CHANGE_DENIED)
    event.strchange_assoc_id = association.rawValue
    event.strchange_instrms = 12
    event.strchange_outstrms = 13
    return event
  }
}

extension NotificationParsing.Event {
  /// The type in the header.
  fileprivate var type: UInt16 { UInt16(bytes[0]) | UInt16(bytes[1]) << 8 }
}

extension [UInt8] {
  /// Sets the type and the length in the header, but not the flags.
  fileprivate mutating func setHeader(type: UInt16, length: UInt32) {
    for index in 0..<2 { self[index] = UInt8(truncatingIfNeeded: type >> (8 * index)) }
    for index in 0..<4 { self[4 + index] = UInt8(truncatingIfNeeded: length >> (8 * UInt32(index))) }
  }
}

extension sctp_assoc_change {
  fileprivate init(
    state: sctp_sac_state, error: UInt16, outbound: UInt16, inbound: UInt16, association: sctp_assoc_t
  ) {
    self.init()
    sac_state = UInt16(state.rawValue)
    sac_error = error
    sac_outbound_streams = outbound
    sac_inbound_streams = inbound
    sac_assoc_id = association
  }
}

extension sockaddr_storage {
  /// The storage of a smaller address.
  fileprivate init(_ address: some Any) {
    self.init()
    unsafe withUnsafeMutableBytes(of: &self) { target in
      unsafe withUnsafeBytes(of: address) { unsafe target.copyMemory(from: $0) }
    }
  }
}
