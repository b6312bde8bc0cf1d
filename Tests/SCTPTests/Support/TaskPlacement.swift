import SCTP
import Testing

/// The threads that run the tasks of a test.
enum TaskPlacement: Int, CaseIterable, CustomTestStringConvertible {
  case swiftExecutor = 0
  case oneThread = 1
  case twoThreads = 2
  case fourThreads = 4

  /// The placements on an ``SCTPTaskExecutor``.
  static var onTaskExecutor: [TaskPlacement] { allCases.filter { $0 != .swiftExecutor } }

  /// Creates the executor; nil for Swift's own.
  func executor() throws(SCTPError) -> SCTPTaskExecutor? {
    self == .swiftExecutor ? nil : try SCTPTaskExecutor(threadCount: rawValue)
  }

  var testDescription: String {
    switch self {
    case .swiftExecutor: "Swift's executor"
    case .oneThread: "an executor with one thread"
    case .twoThreads: "an executor with two threads"
    case .fourThreads: "an executor with four threads"
    }
  }
}
