#if os(Linux)
internal import CSCTP

/// A value behind a lock, in one allocation.
///
/// `Synchronization.Mutex` causes false reports of the thread sanitizer on Linux.
@safe struct Locked<State: ~Copyable>: ~Copyable, @unchecked Sendable {
  @unsafe private struct Contents: ~Copyable {
    var mutex: pthread_mutex_t
    var state: State
  }

  private let contents: UnsafeMutablePointer<Contents>

  init(_ state: consuming sending State) {
    unsafe contents = .allocate(capacity: 1)
    unsafe contents.initialize(to: Contents(mutex: pthread_mutex_t(), state: state))
    let failure = unsafe pthread_mutex_init(&contents.pointee.mutex, nil)
    assert(failure == 0, "a mutex with default attributes always initializes")
  }

  deinit {
    unsafe pthread_mutex_destroy(&contents.pointee.mutex)
    unsafe contents.deinitialize(count: 1)
    unsafe contents.deallocate()
  }

  func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe pthread_mutex_lock(&contents.pointee.mutex)
    defer { unsafe pthread_mutex_unlock(&contents.pointee.mutex) }
    return try unsafe body(&contents.pointee.state)
  }
}
#endif
