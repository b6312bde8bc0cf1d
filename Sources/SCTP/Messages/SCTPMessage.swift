#if os(Linux)
internal import CSCTP

/// A whole message.
public struct SCTPMessage: Hashable, Sendable {
  /// All bytes of the message.
  public let payload: [UInt8]
  /// The receive information of the message.
  public let info: SCTPReceiveInfo

  /// Creates a message, for example for a unit test.
  public init(payload: [UInt8], info: SCTPReceiveInfo) {
    self.payload = payload
    self.info = info
  }

  /// The association of the message.
  public var association: SCTPAssociationID { info.association }
  /// The stream of the message, from 0.
  public var stream: UInt16 { info.stream }
  /// The payload protocol identifier set by the sender, in host byte order.
  public var payloadProtocol: SCTPPayloadProtocolID { info.payloadProtocol }
  /// The peer's address from which the message was sent.
  public var source: SCTPAddress { info.source }
}

extension SCTPMessage: CustomStringConvertible {
  /// The length and the receive information of the message, without its payload.
  ///
  /// An example is `1,024 bytes on association 12, stream 3, NGAP (60), from 192.0.2.1:38412`.
  public var description: String { "\(payload.count.quantity(of: "byte")) on \(info)" }
}
#endif
