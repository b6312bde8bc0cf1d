#if os(Linux)
internal import CSCTP

/// The keys of thread-specific values.
enum ThreadKey {
  /// Creates a key; returns nil if the process has too many keys.
  static func create() -> pthread_key_t? {
    var key = pthread_key_t()
    return unsafe pthread_key_create(&key, nil) == 0 ? key : nil
  }
}
#endif
