#if os(Linux)
internal import CSCTP

/// A detached thread that blocks the signals that other threads can handle.
enum DetachedThread {
  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Runs `body` in a new thread, whose name has at most 15 bytes.
  static func start(_ name: String, _ body: @escaping @Sendable () -> Void) throws(SCTPError) {
    let argument = unsafe Unmanaged.passRetained(Body(body))
    let result = unsafe csctp_start_thread(
      name,
      { argument in
        csctp_block_thread_signals()
        if let argument = unsafe argument { unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, argument.toOpaque())
    guard result < 0 else { return }
    unsafe argument.release()
    throw SCTPError(Errno(negated: result), in: "pthread_create")
  }
}
#endif
