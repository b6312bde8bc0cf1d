import Foundation
import Synchronization
import SystemPackage
import Testing

@testable import SCTP

/// A call in a new thread.
final class Background<Value: Sendable>: Sendable {
  private let done = DispatchSemaphore(value: 0)
  private nonisolated(unsafe) var result: Result<Value, any Error>?
  private let thread = Atomic<Int>(0)

  init(_ body: @escaping @Sendable () throws -> Value) {
    Thread.detachNewThread { [self] in
      thread.store(Threads.currentIdentifier, ordering: .releasing)
      unsafe result = Result { try body() }
      done.signal()
    }
  }

  /// Waits for the result of the call; fails the test if the call does not return.
  func value(within limit: Duration = patience, _ location: SourceLocation = #_sourceLocation) throws -> Value {
    let inTime = done.wait(timeout: .now() + .seconds(Int(limit.components.seconds))) == .success
    try #require(inTime, "the call did not end", sourceLocation: location)
    return try #require(unsafe result, sourceLocation: location).get()
  }

  /// Waits until the call waits in ppoll(2).
  func untilItWaits(_ location: SourceLocation = #_sourceLocation) throws {
    try until("the call waits", location) { isIn(SystemCallNumber.ppoll) }
  }

  /// Waits until the call waits for a lock, in futex(2), or until `isOver` reports that the call has finished.
  func untilItWaitsForALock(
    orIsOver isOver: () -> Bool, _ location: SourceLocation = #_sourceLocation
  ) throws {
    try until("the call waits for a lock", location) { isOver() || isIn(SystemCallNumber.futex) }
  }

  private func isIn(_ systemCall: Int) -> Bool {
    let identifier = "\(thread.load(ordering: .acquiring))"
    return (try? Threads.line(of: "syscall", identifier))?.hasPrefix("\(systemCall) ") ?? false
  }
}

/// Numbers of system calls, which Swift's C modules do not contain.
private enum SystemCallNumber {
  #if arch(x86_64)
  static let ppoll = 271
  static let futex = 202
  #else
  static let ppoll = 73
  static let futex = 98
  #endif
}

/// Checks that a call that waits for two seconds leaves the processor to other threads for most of the time.
func expectNoSpinning(
  _ location: SourceLocation = #_sourceLocation, during call: @escaping @Sendable (Duration) -> Void
) throws {
  let used = Background {
    let before = time(of: CLOCK_THREAD_CPUTIME_ID)
    call(.seconds(2))
    return time(of: CLOCK_THREAD_CPUTIME_ID) - before
  }
  // A thread that spins uses all of the time. On a busy host, the guest counts the time of others as used.
  #expect(try used.value(location) < .seconds(1), sourceLocation: location)
}

/// The threads of this process.
enum Threads {
  static var count: Int {
    get throws { try identifiers.count }
  }

  /// The name of the calling thread.
  static var current: String {
    get throws { String(try String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8).dropLast()) }
  }

  /// The identifier of the calling thread.
  static var currentIdentifier: Int {
    // PID/task/TID
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
    return link?.split(separator: "/").last.flatMap { Int($0) } ?? 0
  }

  /// The number of threads with this name.
  static func named(_ name: String) throws -> Int {
    try identifiers(of: name).count
  }

  /// The scheduling policy of the only thread with this name.
  static func policy(of name: String) throws -> Int32 {
    let identifiers = try identifiers(of: name)
    try #require(identifiers.count == 1)
    return sched_getscheduler(try #require(pid_t(identifiers[0])))
  }

  /// The name and the system call of each thread, to explain a failure.
  static var listing: String {
    let numbers = (try? identifiers) ?? []
    return numbers.map { number in
      let parts = ["comm", "syscall"].map { file in (try? line(of: file, number)) ?? "-" }
      return "\(number) \(parts[0]): \(parts[1])"
    }.joined(separator: "; ")
  }

  private static func identifiers(of name: String) throws -> [String] {
    // A thread may have ended since the listing.
    try identifiers.filter { (try? line(of: "comm", $0)) == name }
  }

  /// The only line of a file that describes a thread.
  fileprivate static func line(of file: String, _ identifier: String) throws -> String {
    // `String(contentsOfFile:)` leaks memory if the thread ends before it reads the file.
    let line = try FileContents(FilePath("/proc/self/task/\(identifier)/\(file)")).bytes.dropLast()
    return String(decoding: line, as: UTF8.self)
  }

  private static var identifiers: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task") }
  }
}

/// A number that several threads or tasks increment.
final class Counter: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .acquiring) }

  func increment() { count.add(1, ordering: .acquiringAndReleasing) }
}

/// A switch that one thread or task sets and others read.
final class Flag: Sendable {
  private let isOn = Atomic(false)

  var isSet: Bool { isOn.load(ordering: .acquiring) }

  func set() { isOn.store(true, ordering: .releasing) }
}

/// The elements that several threads or tasks add.
final class Collected<Element: Sendable>: Sendable {
  private let elements = Locked<[Element]>([])

  var all: [Element] { elements.withLock { $0 } }
  var count: Int { elements.withLock { $0.count } }

  func add(_ element: Element) { elements.withLock { $0.append(element) } }
}
