#if os(Linux)
internal import CSCTP

/// A buffer into which one call receives several messages.
///
/// ```swift
/// var batch = try SCTPReceiveBatch(capacity: 32, bytesPerMessage: 2_048)
/// while try peer.receive(into: &batch) > 0 {
///   try batch.withEach { bytes, info in try handle(bytes, info) }
/// }
/// ```
///
/// The corresponding C type is `struct mmsghdr` of `recvmmsg(2)`.
@safe public struct SCTPReceiveBatch: ~Copyable, @unchecked Sendable {
  var raw = unsafe csctp_batch()
  /// The index after the last slot that the caller sees; slots before it may be hidden.
  private var endOfVisible = 0

  /// The number of messages, notifications and parts of them that the last call received.
  public private(set) var count = 0

  /// Creates a batch.
  ///
  /// - Parameters:
  ///   - capacity: The maximum number of messages that one call receives, from 1 to 1,024.
  ///   - bytesPerMessage: The capacity of each slot in bytes, at least 24. A longer message occupies several slots.
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL if a number is outside its range;
  ///   - ENOMEM if there is not enough memory.
  public init(capacity: Int, bytesPerMessage: Int) throws(SCTPError) {
    // The kernel silently reduces a larger number of messages to this limit.
    guard 1...1_024 ~= capacity, bytesPerMessage <= Int(CInt.max) else {
      throw SCTPError(.invalidArgument, in: "recvmmsg", because: .outOfRange)
    }
    guard bytesPerMessage >= ReadPiece.minimumCapacity else {
      throw SCTPError(.invalidArgument, in: "recvmmsg", because: .bufferTooSmall)
    }
    // If this fails, `deinit` frees the allocated memory.
    guard unsafe csctp_batch_allocate(&raw, UInt32(capacity), bytesPerMessage) else {
      throw SCTPError(.noMemory, in: "recvmmsg")
    }
  }

  deinit {
    var raw = unsafe raw
    unsafe csctp_batch_free(&raw)
  }

  /// Calls `body` with the bytes and the receive information of each message, in the order in which they were received.
  ///
  /// If ``SCTPReceiveInfo/isEndOfMessage`` is false, the bytes are a part of a message. If
  /// ``SCTPReceiveInfo/isNotification`` is true, the bytes belong to a notification. They are valid until the next call
  /// receives into the batch.
  public func withEach<Failure: Error>(
    _ body: (RawSpan, SCTPReceiveInfo) throws(Failure) -> Void
  ) throws(Failure) {
    for index in 0..<endOfVisible where !isHidden(index) {
      try unsafe body(bytes(at: index).bytes, SCTPReceiveInfo(raw.incoming[index]))
    }
  }
}

// `CustomStringConvertible` requires a copyable type.
extension SCTPReceiveBatch {
  /// The number of messages and the size of the batch, such as `3 messages in 32 slots of 2,048 bytes`.
  public var description: String {
    let slots = unsafe raw.capacity.quantity(of: "slot")
    return unsafe "\(count.quantity(of: "message")) in \(slots) of \(raw.size.quantity(of: "byte"))"
  }
}

// Each slot holds a message, a notification, or a part of one. Slots that the caller must not see are hidden.
extension SCTPReceiveBatch {
  /// A length that marks a hidden slot; no message is so long.
  private static var hiddenLength: UInt32 { .max }

  func bytes(at index: Int) -> UnsafeRawBufferPointer {
    let length = unsafe raw.messages[index].length
    return unsafe UnsafeRawBufferPointer(start: raw.bytes + index * raw.size, count: Int(length))
  }

  private func isHidden(_ index: Int) -> Bool {
    unsafe raw.messages[index].length == Self.hiddenLength
  }

  mutating func hideAll() { deliverFirst(0) }

  /// Delivers the first slots, and hides all others.
  mutating func deliverFirst(_ slots: Int) { (endOfVisible, count) = (slots, slots) }

  /// Delivers a slot; the slots between it and the last delivered one stay hidden.
  mutating func deliver(at index: Int) {
    for skipped in endOfVisible..<index { unsafe raw.messages[skipped].length = Self.hiddenLength }
    endOfVisible = index + 1
    count += 1
  }
}
#endif
