#if os(Linux)
internal import Synchronization

/// A reference that is set once, by any thread.
///
/// The code of `AtomicLazyReference` is in a library that the thread sanitizer does not observe.
struct LazyReference<Instance: AnyObject & Sendable>: ~Copyable, Sendable {
  /// The address of the retained object; 0 before it is set.
  private let address = Atomic<UInt>(0)

  deinit {
    if let unmanaged = unsafe Self.unmanaged(address.load(ordering: .acquiring)) { unsafe unmanaged.release() }
  }

  /// The object; nil before it is set.
  @inline(__always)
  func load() -> Instance? {
    unsafe Self.unmanaged(address.load(ordering: .acquiring))?.takeUnretainedValue()
  }

  /// Sets the reference, unless it is already set; returns the object to which it then refers.
  func storeIfNil(_ instance: Instance) -> Instance {
    let unmanaged = unsafe Unmanaged.passRetained(instance)
    let (exchanged, original) = address.compareExchange(
      expected: 0, desired: UInt(bitPattern: unsafe unmanaged.toOpaque()), ordering: .acquiringAndReleasing)
    guard !exchanged, let existing = unsafe Self.unmanaged(original) else { return instance }
    unsafe unmanaged.release()
    return unsafe existing.takeUnretainedValue()
  }

  @inline(__always)
  private static func unmanaged(_ address: UInt) -> Unmanaged<Instance>? {
    unsafe UnsafeRawPointer(bitPattern: address).map { unsafe Unmanaged.fromOpaque($0) }
  }
}
#endif
