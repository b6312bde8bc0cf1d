#if os(Linux)
/// The remainder of a notification of which a part has been delivered.
///
/// It does not stay in the kernel's queue: if the association is peeled off, the queued bytes move with it, and they do
/// not identify their association.
struct NotificationRemainder {
  /// The association that the notification concerns; nil if the type is unknown.
  let association: SCTPAssociationID?
  private var bytes: ArraySlice<UInt8>

  /// Creates the remainder of the notification that begins with `delivered`.
  init(_ bytes: [UInt8], after delivered: [UInt8]) {
    let whole = delivered + bytes
    association = unsafe SCTPAssociationID(ofNotification: whole.span.bytes)
    self.bytes = bytes[...]
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// Moves as many bytes as fit into `buffer`, and returns their number.
  mutating func move(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let part = bytes.prefix(buffer.count)
    bytes = bytes.dropFirst(part.count)
    unsafe buffer.copyBytes(from: part)
    return part.count
  }
}
#endif
