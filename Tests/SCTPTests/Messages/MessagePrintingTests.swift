import SCTP
import Testing

@Suite struct MessagePrinting {
  private static let id = SCTPAssociationID(rawValue: 12)
  private static let info = SCTPReceiveInfo(
    association: id, stream: 3, payloadProtocol: .ngap, source: .loopback(port: 38_412))

  private static let values: [(any Sendable, String)] = [
    (
      SCTPMessage(payload: Array(repeating: 0, count: 1_024), info: info),
      "1,024 bytes on association 12, stream 3, NGAP (60), from 127.0.0.1:38412"
    ),
    (
      SCTPReceived.message(SCTPMessage(payload: [1], info: info)),
      "1 byte on association 12, stream 3, NGAP (60), from 127.0.0.1:38412"
    ),
    (info, "association 12, stream 3, NGAP (60), from 127.0.0.1:38412"),
    (
      SCTPReceiveInfo(association: id, isUnordered: true, payloadProtocol: 4_711, isEndOfMessage: false),
      "association 12, stream 0, unordered, payload protocol 4711, incomplete"
    ),
    (SCTPReceiveInfo(association: .future, isNotification: true), "notification"),
    (SCTPReceiveInfo(association: .future, isNotification: true, isEndOfMessage: false), "incomplete notification"),
    (
      SCTPNextInfo(association: id, stream: 3, isUnordered: true, payloadProtocol: .m3ua, length: 1_234_567),
      "1,234,567 bytes on association 12, stream 3, unordered, M3UA (3)"
    ),
    (SCTPNextInfo(association: id, isNotification: true, length: 20), "notification of 20 bytes"),
    (SCTPSendOptions(), "stream 0"),
    (
      SCTPSendOptions(
        stream: 3, payloadProtocol: .ngap, flags: .unordered, context: 7, reliability: .lifetime(.seconds(2)),
        authenticationKey: 0),
      "stream 3, NGAP (60), [unordered], lifetime of 2.0 seconds, context 7, authentication key 0"
    ),
    (SCTPSendFlags([.sackImmediately, .unordered]), "[unordered, SACK immediately]"),
    (SCTPSendFlags.addressOverride, "[address override]"),
    (SCTPSendFlags(), "[]"),
    (SCTPSendFlags(rawValue: 0x8001), "[unordered, 0x8000]"),
    (SCTPReliability.reliable, "reliable"),
    (SCTPReliability.lifetime(.milliseconds(500)), "lifetime of 0.5 seconds"),
    (SCTPReliability.retransmissions(1), "at most 1 retransmission"),
    (SCTPReliability.retransmissions(3), "at most 3 retransmissions"),
    (SCTPReliability.priority(2), "priority 2"),
    (SCTPReliability.unknown(policy: 5, value: 6), "policy 5 with value 6"),
    (SCTPInitialMessage(), "unchanged"),
    (
      SCTPInitialMessage(
        outboundStreams: 10, maximumInboundStreams: 65_535, maximumAttempts: 1, maximumTimeout: .seconds(1)),
      "10 outbound streams, at most 65,535 inbound streams, at most 1 attempt, timeout of at most 1.0 seconds"
    ),
    (SCTPPayloadProtocolID.ngap, "NGAP (60)"),
    (SCTPPayloadProtocolID.unspecified, "unspecified (0)"),
    (SCTPPayloadProtocolID(rawValue: 4_711), "4711"),
  ]

  @Test("A value is printed without the names of types", arguments: values.indices) func text(_ index: Int) {
    let (value, text) = Self.values[index]
    #expect("\(value)" == text)
    #expect(String(reflecting: value) == text)
  }

  @Test("The mirror of the receive information contains the decoded properties") func mirror() {
    let children = Mirror(reflecting: Self.info).children.map { "\($0.label ?? ""): \($0.value)" }
    #expect(children.contains("stream: 3") && children.contains("source: 127.0.0.1:38412"))
    #expect(children.count == 12)
  }

  @Test("A batch is printed as the number of its messages and its size") func batch() throws {
    let batch = try SCTPReceiveBatch(capacity: 32, bytesPerMessage: 2_048)
    #expect(batch.description == "0 messages in 32 slots of 2,048 bytes")
  }
}
