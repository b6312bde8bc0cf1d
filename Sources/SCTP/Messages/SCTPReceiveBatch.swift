#if os(Linux)
internal import CSCTP

/// Room for many messages, which one call receives.
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
  /// The places of `raw` before this one hold what the caller sees, but for the hidden ones.
  private var end = 0

  /// How many messages, notifications and parts of them the last call received.
  public private(set) var count = 0

  /// Makes room for messages.
  ///
  /// - Parameters:
  ///   - capacity: How many messages one call receives at most, from 1 to 1,024.
  ///   - bytesPerMessage: How many bytes of each there is room for, 24 or more; a longer message takes several places.
  /// - Throws: ``SCTPError`` with EINVAL for a number outside of its range, ENOMEM.
  public init(capacity: Int, bytesPerMessage: Int) throws(SCTPError) {
    // The kernel's own limit, beyond which it would take fewer without a word.
    guard 1...1_024 ~= capacity, bytesPerMessage <= Int(CInt.max) else {
      throw SCTPError(.invalidArgument, in: "recvmmsg", because: .outOfRange)
    }
    guard bytesPerMessage >= ReadPiece.minimumCapacity else {
      throw SCTPError(.invalidArgument, in: "recvmmsg", because: .bufferTooSmall)
    }
    // What was allocated is freed by `deinit` in any case.
    guard unsafe csctp_batch_allocate(&raw, UInt32(capacity), bytesPerMessage) else {
      throw SCTPError(.noMemory, in: "recvmmsg")
    }
  }

  deinit {
    var raw = unsafe raw
    unsafe csctp_batch_free(&raw)
  }

  /// Calls `body` with the bytes of each, in the order in which they came, and with what came with them.
  ///
  /// The bytes are those of a part, if ``SCTPReceiveInfo/isEndOfMessage`` is false, and of a notification, if
  /// ``SCTPReceiveInfo/isNotification`` is true. They are there until the next call receives into the batch.
  public func withEach<Failure: Error>(
    _ body: (RawSpan, SCTPReceiveInfo) throws(Failure) -> Void
  ) throws(Failure) {
    for place in 0..<end where !isHidden(place) {
      try unsafe body(bytes(at: place).bytes, SCTPReceiveInfo(raw.incoming[place]))
    }
  }
}

// The places, of which those that hold nothing for the caller are hidden.
extension SCTPReceiveBatch {
  /// Instead of a length, which cannot be so great.
  private static var hidden: UInt32 { .max }

  func bytes(at place: Int) -> UnsafeRawBufferPointer {
    let length = unsafe raw.messages[place].length
    return unsafe UnsafeRawBufferPointer(start: raw.bytes + place * raw.size, count: Int(length))
  }

  private func isHidden(_ place: Int) -> Bool {
    unsafe raw.messages[place].length == Self.hidden
  }

  mutating func hideAll() { deliverFirst(0) }

  /// Delivers the first places, and hides all others.
  mutating func deliverFirst(_ places: Int) { (end, count) = (places, places) }

  /// Delivers a place; the places between it and the last delivered one stay hidden.
  mutating func deliver(at place: Int) {
    for skipped in end..<place { unsafe raw.messages[skipped].length = Self.hidden }
    end = place + 1
    count += 1
  }
}
#endif
