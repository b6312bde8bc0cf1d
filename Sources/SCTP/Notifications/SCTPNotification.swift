#if os(Linux)
internal import CSCTP

/// What the kernel tells about an association, among its messages and in order with them.
///
/// A socket gets those it asked for with ``SCTPSocket/setSubscribed(_:to:association:)``.
///
/// The corresponding C type is `union sctp_notification`. See RFC 6458, section 6.1.
public enum SCTPNotification: Hashable, Sendable {
  /// An association came up, ended or restarted.
  case associationChange(SCTPAssociationChange)
  /// One of the peer's addresses changed its state.
  case peerAddressChange(SCTPPeerAddressChange)
  /// The peer will send no more.
  case shutdown(SCTPShutdownEvent)
  /// An event that the library does not know, or one whose bytes contradict themselves: its type and all of its bytes.
  case unknown(type: UInt16, bytes: [UInt8])

  /// Reads a notification of its bytes, as `receive(into:)` returns them.
  ///
  /// Bytes that are too few, or that contradict themselves, become ``unknown(type:bytes:)``.
  public init(parsing bytes: RawSpan) {
    let header = bytes.load(csctp_notification_header.self)
    self =
      header.flatMap { Self.known($0, in: bytes) }
      ?? .unknown(type: header?.sn_type ?? 0, bytes: Array(bytes))
  }

  private static func known(_ header: csctp_notification_header, in bytes: RawSpan) -> Self? {
    guard let length = Int(exactly: header.sn_length), length <= bytes.byteCount else { return nil }
    let event = bytes.extracting(..<length)
    switch UInt32(header.sn_type) {
    case SCTP_ASSOC_CHANGE.rawValue: return SCTPAssociationChange(event).map(Self.associationChange)
    case SCTP_PEER_ADDR_CHANGE.rawValue: return SCTPPeerAddressChange(event).map(Self.peerAddressChange)
    case SCTP_SHUTDOWN_EVENT.rawValue: return SCTPShutdownEvent(event).map(Self.shutdown)
    default: return nil
    }
  }

  /// The event's kind as a member of an event set; empty for a type beyond the set's bits.
  public var event: SCTPEventSet {
    switch self {
    case .associationChange: .associationChange
    case .peerAddressChange: .peerAddressChange
    case .shutdown: .shutdown
    case .unknown(let type, _): SCTPEventSet(type: UInt32(type))
    }
  }
}
#endif
