#if os(Linux)
internal import CSCTP

/// The scheduling policy `SCHED_BATCH` of a reactor, which the threads that it creates inherit.
///
/// Swift's runtime creates a thread when the reactor resumes a task and no thread is free.
enum InheritedBatchPolicy {
  /// The key of a value that is set in the threads whose policy was examined; nil if the process has too many keys.
  private static let key = ThreadKey.create()

  /// Resets the policy of this thread, if a task is resumed in it for the first time.
  @inline(__always)
  static func undoOnce() {
    if let key, unsafe pthread_getspecific(key) == nil { undo(key) }
  }

  @inline(never)
  private static func undo(_ key: pthread_key_t) {
    unsafe pthread_setspecific(key, UnsafeRawPointer(bitPattern: 1))
    if ReactorThread.current == nil { csctp_undo_inherited_batch_policy() }
  }
}
#endif
