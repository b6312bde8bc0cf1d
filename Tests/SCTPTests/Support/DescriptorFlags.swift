import Foundation

extension Descriptors {
  static var nonBlocking: CInt { O_NONBLOCK }

  /// The descriptor's status flags, of which one says that calls do not wait.
  static func statusFlags(_ descriptor: CInt) -> CInt { fcntl(descriptor, F_GETFL) }

  /// Whether the descriptor passes to no program that the process starts.
  static func isCloseOnExec(_ descriptor: CInt) -> Bool { fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0 }
}
