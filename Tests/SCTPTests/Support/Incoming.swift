@testable import SCTP

extension SCTPReceiveInfo {
  /// The information of a part of a message.
  static func part(
    of association: Int32, stream: UInt16 = 0, isUnordered: Bool = false, isEnd: Bool = false
  ) -> SCTPReceiveInfo {
    SCTPReceiveInfo(
      association: .init(rawValue: association), stream: stream, streamSequenceNumber: 0, isUnordered: isUnordered,
      payloadProtocol: 0, transmissionSequenceNumber: 0, cumulativeTransmissionSequenceNumber: 0, context: 0,
      source: .loopback(port: 1), isNotification: false, isEndOfMessage: isEnd)
  }
}
