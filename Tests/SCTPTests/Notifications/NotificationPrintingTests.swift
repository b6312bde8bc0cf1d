import SCTP
import Testing

@Suite struct NotificationPrinting {
  private static let id = SCTPAssociationID(rawValue: 12)

  private static func change(
    _ state: SCTPAssociationChange.State, _ cause: SCTPErrorCause = .none, streams: UInt16 = 0
  ) -> SCTPNotification {
    .associationChange(
      SCTPAssociationChange(
        state: state, cause: cause, outboundStreams: streams, inboundStreams: streams, association: id))
  }

  // Otherwise, only tagged pointers would refer to the arrays, and the leak detection does not follow those.
  private static let oneByte: [UInt8] = [7]
  private static let kilobyte = [UInt8](repeating: 7, count: 1_024)

  private static let notifications: [(SCTPNotification, String)] = [
    (change(.communicationUp, streams: 10), "association 12: communication up, 10 outbound and 10 inbound streams"),
    (change(.restart, streams: 1), "association 12: restart, 1 outbound and 1 inbound stream"),
    (change(.communicationLost, .userInitiatedAbort), "association 12: communication lost, user-initiated abort"),
    (change(.communicationLost), "association 12: communication lost"),
    (change(.shutdownComplete), "association 12: shutdown complete"),
    (change(.cannotStart), "association 12: cannot start"),
    (
      .peerAddressChange(.init(address: .loopback(port: 38_412), state: .potentiallyFailed, association: id)),
      "association 12: 127.0.0.1:38412 potentially failed"
    ),
    (
      .remoteError(.init(cause: .protocolViolation, association: id)),
      "association 12: remote error, protocol violation"
    ),
    (
      .sendFailed(
        .init(
          cause: .userInitiatedAbort, options: .init(stream: 3, payloadProtocol: .ngap), association: id,
          payload: kilobyte)),
      "association 12: send failed, 1,024 bytes unsent, stream 3, NGAP (60), user-initiated abort"
    ),
    (
      .sendFailedDeprecated(.init(wasSent: true, isLastFragment: false, association: id, payload: oneByte)),
      "association 12: send failed, fragment of 1 byte sent, stream 0"
    ),
    (.shutdown(.init(association: id)), "association 12: shutdown by the peer"),
    (.adaptation(.init(indication: 7, association: id)), "association 12: adaptation layer indication 7"),
    (
      .partialDelivery(.init(association: id, stream: 3)),
      "association 12: partial delivery aborted, stream 3"
    ),
    (
      .authentication(.init(indication: .newKey, keyNumber: 2, association: id)),
      "association 12: new key, number 2"
    ),
    (
      .authentication(.init(indication: .noAuthentication, association: id)),
      "association 12: no authentication"
    ),
    (.senderDry(.init(association: id)), "association 12: sender dry"),
    (
      .streamReset(.init(flags: .incoming, association: id, streams: [1, 3])),
      "association 12: stream reset [incoming], streams 1, 3"
    ),
    (
      .streamReset(.init(flags: .outgoing, association: id, streams: [1])),
      "association 12: stream reset [outgoing], stream 1"
    ),
    (
      .streamReset(.init(flags: [.outgoing, .denied], association: id)),
      "association 12: stream reset [outgoing, denied], all streams"
    ),
    (.associationReset(.init(association: id)), "association 12: association reset"),
    (.associationReset(.init(flags: .failed, association: id)), "association 12: association reset [failed]"),
    (
      .streamChange(.init(association: id, outboundStreams: 2)),
      "association 12: stream change, 2 outbound and 0 inbound streams"
    ),
    (
      .streamChange(.init(flags: .denied, association: id, inboundStreams: 1)),
      "association 12: stream change [denied], 0 outbound and 1 inbound stream"
    ),
    (.unknown(type: 40_000, bytes: [1, 2]), "notification of type 40000, 2 bytes"),
  ]

  @Test("Every notification is printed as a sentence", arguments: notifications)
  func notification(_ notification: SCTPNotification, _ text: String) {
    #expect("\(notification)" == text)
    #expect(String(reflecting: notification) == text)
    #expect("\(SCTPReceived.notification(notification))" == text)
  }

  @Test("The texts of these tests include every kind") func completeness() {
    #expect(Self.notifications.reduce(SCTPEventSet()) { $0.union($1.0.event) }.isSuperset(of: .all))
  }

  @Test(
    "A state, a cause, and an indication are printed as their name, and unknown ones as their number",
    arguments: [
      (SCTPAssociationChange.State.communicationUp, "communication up"),
      (SCTPAssociationChange.State.communicationLost, "communication lost"),
      (SCTPAssociationChange.State.restart, "restart"),
      (SCTPAssociationChange.State.shutdownComplete, "shutdown complete"),
      (SCTPAssociationChange.State.cannotStart, "cannot start"),
      (SCTPAssociationChange.State(rawValue: 99), "99"),
      (SCTPPeerAddressChange.State.available, "available"),
      (SCTPPeerAddressChange.State.unreachable, "unreachable"),
      (SCTPPeerAddressChange.State.removed, "removed"),
      (SCTPPeerAddressChange.State.added, "added"),
      (SCTPPeerAddressChange.State.madePrimary, "made primary"),
      (SCTPPeerAddressChange.State.confirmed, "confirmed"),
      (SCTPPeerAddressChange.State.potentiallyFailed, "potentially failed"),
      (SCTPPeerAddressChange.State(rawValue: -1), "-1"),
      (SCTPAuthenticationEvent.Indication.newKey, "new key"),
      (SCTPAuthenticationEvent.Indication.freeKey, "free key"),
      (SCTPAuthenticationEvent.Indication.noAuthentication, "no authentication"),
      (SCTPAuthenticationEvent.Indication(rawValue: 9), "9"),
      (SCTPErrorCause.none, "no cause"),
      (SCTPErrorCause.userInitiatedAbort, "user-initiated abort"),
      (SCTPErrorCause.unsupportedHMACIdentifier, "unsupported HMAC identifier"),
      (SCTPErrorCause(rawValue: 4_711), "4711"),
    ] as [(any Sendable, String)])
  func name(_ value: any Sendable, _ text: String) {
    #expect("\(value)" == text)
  }

  @Test("Every registered cause has a distinct name") func causes() {
    let codes = Array(0...13 as ClosedRange<UInt16>) + Array(0xA0...0xA4) + [0x105]
    let names = Set(codes.map { "\(SCTPErrorCause(rawValue: $0))" })
    #expect(names.count == codes.count)
    #expect(names.allSatisfy { UInt16($0) == nil })
  }

  @Test("A set is printed as the names of its members") func sets() {
    #expect("\(SCTPEventSet([.shutdown, .associationChange]))" == "[association change, shutdown]")
    #expect("\(SCTPEventSet())" == "[]")
    #expect("\(SCTPEventSet([.senderDry, SCTPEventSet(rawValue: 1 << 31)]))" == "[sender dry, 0x80000000]")
    #expect("\(SCTPStreamResetEvent.Flags([.incoming, .failed]))" == "[incoming, failed]")
    #expect("\(SCTPStreamChangeEvent.Flags.denied)" == "[denied]")
    #expect("\(SCTPAssociationResetEvent.Flags.failed)" == "[failed]")
  }

  @Test("Every event has a name") func eventNames() { #expect(!"\(SCTPEventSet.all)".contains("0x")) }

  @Test("A dump begins with the description") func dumping() {
    var text = ""
    dump(SCTPShutdownEvent(association: Self.id), to: &text)
    #expect(text.hasPrefix("▿ association 12: shutdown by the peer\n"))
  }
}
