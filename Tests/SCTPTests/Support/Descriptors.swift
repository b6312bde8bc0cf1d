import CSCTP
import Foundation
import Testing

@testable import SCTP

/// The open descriptors of this process.
enum Descriptors {
  /// The target of each open descriptor, such as `socket:[4711]`.
  static func open() -> [Int: String] {
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    var open: [Int: String] = [:]
    for number in numbers {
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
      // The descriptor of the listing itself is closed by now.
      if let number = Int(number), let target, !target.hasPrefix("/proc/") { open[number] = target }
    }
    return open
  }

  /// The descriptors that are open now and were not open before.
  static func opened(since before: [Int: String]) -> [Int: String] {
    open().filter { before[$0.key] != $0.value }
  }
}

/// Checks that a test closes every descriptor that it opens.
///
/// The tests with this trait run in order, whatever their suite.
struct LeavesNoDescriptor: TestTrait, SuiteTrait, TestScoping {
  private static let turn = Turn()

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    // These keep their descriptors from their first use on.
    _ = try Reactor.shared()
    let sharedThreads = try SCTPTaskExecutor.shared.threadCount
    try await Self.turn.take {
      let before = Descriptors.open()
      try await function()
      // The threads of an executor end after its release, and the last of them closes its descriptors. A thread of the
      // test may release the last object with a descriptor after the test has ended.
      try await until("\(test.name) closes \(Descriptors.opened(since: before)) and ends \(Threads.listing)") {
        try Threads.named("sctp-executor") == sharedThreads && Descriptors.opened(since: before).isEmpty
      }
    }
  }
}

extension Trait where Self == LeavesNoDescriptor {
  static var leavesNoDescriptor: Self { LeavesNoDescriptor() }
}

/// Admits one caller at a time, in the order of the calls.
private actor Turn {
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  nonisolated func take(_ body: () async throws -> Void) async rethrows {
    await begin()
    do {
      try await body()
      await end()
    } catch {
      await end()
      throw error
    }
  }

  private func begin() async {
    guard isTaken else {
      isTaken = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func end() {
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}

/// The flags of a descriptor.
struct DescriptorFlags: Hashable {
  /// The descriptor's own flags, as F_GETFD returns them.
  let descriptor: CInt
  /// The open file's flags, as F_GETFL returns them.
  let status: CInt

  init(of endpoint: SCTPEndpoint) throws {
    (descriptor, status) = try endpoint.withFileDescriptor {
      (fcntl($0.rawValue, F_GETFD), fcntl($0.rawValue, F_GETFL))
    }
  }

  var isCloseOnExec: Bool { descriptor & FD_CLOEXEC != 0 }
  var isNonBlocking: Bool { status & O_NONBLOCK != 0 }
}

/// Descriptors that are not SCTP sockets.
enum ForeignDescriptor: CaseIterable {
  case file, pipeEnd, tcp, udp, local

  static var sockets: [ForeignDescriptor] { [.tcp, .udp, .local] }
  static var files: [ForeignDescriptor] { [.file, .pipeEnd] }

  /// Creates a descriptor, for a socket object to own.
  func descriptor(_ location: SourceLocation = #_sourceLocation) throws -> FileDescriptor {
    let number =
      switch self {
      case .file: unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
      case .pipeEnd: readEndOfPipe()
      case .tcp: socket(AF_INET, csctp_SOCK_STREAM | csctp_SOCK_CLOEXEC, CInt(IPPROTO_TCP))
      case .udp: socket(AF_INET, CInt(SOCK_DGRAM.rawValue) | csctp_SOCK_CLOEXEC, CInt(IPPROTO_UDP))
      case .local: socket(AF_UNIX, csctp_SOCK_SEQPACKET | csctp_SOCK_CLOEXEC, 0)
      }
    try #require(number >= 0, "no descriptor: errno \(errno)", sourceLocation: location)
    return FileDescriptor(rawValue: number)
  }

  private func readEndOfPipe() -> CInt {
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return -1 }
    close(ends[1])
    return ends[0]
  }
}

extension FileDescriptor {
  /// A number that is no open descriptor.
  static var invalid: FileDescriptor { FileDescriptor(rawValue: -1) }

  /// Opens a file.
  static func file(_ location: SourceLocation = #_sourceLocation) throws -> FileDescriptor {
    try ForeignDescriptor.file.descriptor(location)
  }

  /// Creates a socket of another protocol.
  static func tcpSocket(_ location: SourceLocation = #_sourceLocation) throws -> FileDescriptor {
    try ForeignDescriptor.tcp.descriptor(location)
  }
}

extension SCTPEndpoint {
  /// Creates a second descriptor of the socket, for another object to own.
  func duplicate() throws -> FileDescriptor {
    let number = try withFileDescriptor { fcntl($0.rawValue, F_DUPFD_CLOEXEC, 0) }
    try #require(number >= 0)
    return FileDescriptor(rawValue: number)
  }
}

/// Peels off with flags by the kernel's option, without the library.
func kernelsPeelOff(_ descriptor: CInt, _ association: Int32, _ flags: CInt) -> CInt {
  csctp_peeloff_flags(descriptor, association, flags)
}
