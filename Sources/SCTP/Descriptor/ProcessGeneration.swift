#if os(Linux)
internal import CSCTP
internal import Synchronization

/// Identifies the process that created an object, which a child of fork(2) inherits.
struct ProcessGeneration: Sendable {
  private let forksAtCreation: UInt32

  /// The number of forks between the process that started the program and this one.
  private static let forkCount = Atomic<UInt32>(0)

  private static let forkHandlerRegistration: Void = {
    _ = pthread_atfork(nil, nil) { ProcessGeneration.forkCount.add(1, ordering: .relaxed) }
  }()

  /// The generation of the running process.
  static var current: ProcessGeneration {
    _ = forkHandlerRegistration
    return ProcessGeneration(forksAtCreation: forkCount.load(ordering: .relaxed))
  }

  @inline(__always)
  var isCurrent: Bool { forksAtCreation == Self.forkCount.load(ordering: .relaxed) }
}
#endif
