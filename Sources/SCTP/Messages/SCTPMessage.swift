#if os(Linux)
internal import CSCTP

/// A whole message.
public struct SCTPMessage: Hashable, Sendable {
  /// All bytes of the message.
  public let payload: [UInt8]
  /// The receive information of the message.
  public let info: SCTPReceiveInfo

  /// The association that the message came on.
  public var association: SCTPAssociationID { info.association }
  /// The peer's address that the message came from.
  public var source: SCTPAddress { info.source }
}
#endif
