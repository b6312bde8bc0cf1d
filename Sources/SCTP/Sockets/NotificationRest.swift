#if os(Linux)
/// The rest of a notification of which `receive(into:)` has delivered a part.
///
/// The rest is buffered here and not left in the kernel's queue: if the association is peeled off, the queued bytes
/// move with it, and the rest of a notification does not name its association.
struct NotificationRest {
  /// The association that the notification is about, if its type is known.
  let association: SCTPAssociationID?
  private var bytes: ArraySlice<UInt8>

  init(of first: RawSpan, _ rest: [UInt8]) {
    let whole = [UInt8](first) + rest
    association = unsafe SCTPAssociationID(ofNotification: whole.span.bytes)
    bytes = rest[...]
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// Moves as many bytes as fit into `buffer`.
  mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> (count: Int, isEnd: Bool) {
    let part = bytes.prefix(buffer.count)
    bytes = bytes.dropFirst(part.count)
    unsafe buffer.copyBytes(from: part)
    return (part.count, isEmpty)
  }
}

extension SocketState {
  /// Moves the next part of the notification into `buffer`; returns nil if no notification has a rest.
  mutating func takeNotificationRest(
    into buffer: UnsafeMutableRawBufferPointer
  ) -> (count: Int, isEnd: Bool)? {
    guard let part = unsafe notificationRest?.take(into: buffer) else { return nil }
    if notificationRest?.isEmpty == true { notificationRest = nil }
    return part
  }
}
#endif
