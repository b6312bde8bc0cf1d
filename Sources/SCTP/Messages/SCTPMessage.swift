#if os(Linux)
internal import CSCTP

/// A whole message.
public struct SCTPMessage: Hashable, Sendable {
  /// The message's bytes, all of them.
  public let payload: [UInt8]
  /// What came with the message.
  public let info: SCTPReceiveInfo

  /// The association that the message came on.
  public var association: SCTPAssociationID { info.association }
  /// The peer's address that the message came from.
  public var source: SCTPAddress { info.source }
}
#endif
