#if os(Linux)
internal import CSCTP
internal import Synchronization

/// An eventfd(2) that is created when the first thread must wait for it.
struct LazyEvent: ~Copyable, Sendable {
  /// -1 before the eventfd(2) is created.
  private let storedDescriptor = Atomic<CInt>(-1)

  /// Returns the descriptor; creates the eventfd(2) if necessary.
  func descriptor() throws(SCTPError) -> CInt {
    let existing = storedDescriptor.load(ordering: .sequentiallyConsistent)
    if existing >= 0 { return existing }
    let created = try check("eventfd") { csctp_eventfd() }
    let (exchanged, original) = storedDescriptor.compareExchange(
      expected: -1, desired: created, ordering: .sequentiallyConsistent)
    if exchanged { return created }
    _ = csctp_close(created)
    return original
  }

  /// Sends `count` signals, each of which one read consumes.
  func signal(_ count: UInt64) {
    let descriptor = storedDescriptor.load(ordering: .sequentiallyConsistent)
    if descriptor >= 0 { _ = csctp_eventfd_signal(descriptor, count) }
  }

  func close() {
    let descriptor = storedDescriptor.load(ordering: .sequentiallyConsistent)
    if descriptor >= 0 { _ = csctp_close(descriptor) }
  }
}
#endif
