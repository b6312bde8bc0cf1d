#if os(Linux)
/// What the caller of `receive(into:)` has not taken yet of a notification.
///
/// It is kept here and not left to the kernel, since its association may be peeled off meanwhile and the kernel's bytes go
/// with it: what is left does not say whose it is.
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

  /// Moves as many bytes as there is room for into `buffer`.
  mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> (count: Int, isEnd: Bool) {
    let part = bytes.prefix(buffer.count)
    bytes = bytes.dropFirst(part.count)
    unsafe buffer.copyBytes(from: part)
    return (part.count, isEmpty)
  }
}

extension SocketState {
  /// The next part of a notification that was taken in part; nil if there is none.
  mutating func takeNotificationRest(
    into buffer: UnsafeMutableRawBufferPointer
  ) -> (count: Int, isEnd: Bool)? {
    guard let part = unsafe notificationRest?.take(into: buffer) else { return nil }
    if notificationRest?.isEmpty == true { notificationRest = nil }
    return part
  }
}
#endif
