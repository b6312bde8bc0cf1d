#if os(Linux)
internal import CSCTP

/// A whole message.
public struct SCTPMessage: Hashable, Sendable {
  /// All bytes of the message.
  public let payload: [UInt8]
  /// The receive information of the message.
  public let info: SCTPReceiveInfo

  /// The association of the message.
  public var association: SCTPAssociationID { info.association }
  /// The address of the peer from which the message was sent.
  public var source: SCTPAddress { info.source }
}
#endif
