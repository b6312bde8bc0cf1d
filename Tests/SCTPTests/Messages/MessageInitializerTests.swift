import SCTP
import Testing

@Suite struct MessageInitializers {
  private static let id = SCTPAssociationID(rawValue: 12)

  @Test("Receive information has the properties with which it was created") func receiveInfo() throws {
    let next = SCTPNextInfo(
      association: Self.id, stream: 0x0102, isUnordered: true, payloadProtocol: 0x0304_0506, length: 7)
    let source = try SCTPAddress("2001:db8::1", port: 38_412)
    let info = SCTPReceiveInfo(
      association: Self.id, stream: 0x0102, streamSequenceNumber: 3, isUnordered: true, payloadProtocol: 0x0304_0506,
      transmissionSequenceNumber: 5, cumulativeTransmissionSequenceNumber: 6, context: 7, source: source, next: next,
      isNotification: false, isEndOfMessage: false)
    #expect(info.association == Self.id && info.stream == 0x0102 && info.streamSequenceNumber == 3)
    #expect(info.isUnordered && info.payloadProtocol == 0x0304_0506)
    #expect(info.transmissionSequenceNumber == 5 && info.cumulativeTransmissionSequenceNumber == 6)
    #expect(info.context == 7 && info.source == source && info.next == next)
    #expect(!info.isNotification && !info.isEndOfMessage)
  }

  @Test("Receive information is by default that of a whole message on stream 0") func defaults() {
    let info = SCTPReceiveInfo(association: Self.id)
    #expect(info.stream == 0 && !info.isUnordered && info.payloadProtocol == .unspecified)
    #expect(info.source == .any(port: 0) && info.next == nil)
    #expect(!info.isNotification && info.isEndOfMessage)
    #expect(info == SCTPReceiveInfo(association: Self.id, stream: 0))
    #expect(info != SCTPReceiveInfo(association: Self.id, isNotification: true))
  }

  @Test("The description of the next message keeps its flags", arguments: [true, false], [true, false])
  func nextInfo(_ isUnordered: Bool, _ isNotification: Bool) {
    let next = SCTPNextInfo(association: Self.id, isUnordered: isUnordered, isNotification: isNotification)
    #expect(SCTPReceiveInfo(association: Self.id, next: next).next == next)
  }

  @Test("A message has the payload and the receive information with which it was created") func message() {
    let message = SCTPMessage(payload: [1, 2], info: SCTPReceiveInfo(association: Self.id, source: .loopback(port: 9)))
    #expect(message.payload == [1, 2] && message.association == Self.id && message.source == .loopback(port: 9))
  }
}
