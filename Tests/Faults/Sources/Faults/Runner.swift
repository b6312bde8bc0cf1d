import Dispatch
import Glibc
import Interposer
import SCTP

/// Runs operations with and without faults.
struct Runner {
  /// The time that a condition has to become true.
  static let patience = Duration.seconds(20)
  /// A leak repeats; memory that the runtime allocates once does not.
  private static let repetitions = 6

  let reactorProbe: SCTPSocket

  /// The result of one run.
  struct Result {
    var calls: [interposed_call] = []
    var failures: [String] = []
    var blocks = 0
  }

  init() throws {
    reactorProbe = try SCTPSocket()
    try reactorProbe.listen()
    // The reactor keeps its thread and its descriptors from now on. It starts with the first task that has to wait.
    let isRunning = waitUntil {
      releaseWatches()
      return Resources.current.threads > 0
    }
    try require(isRunning, "the reactor does not start")
  }

  /// Runs an operation, and repeats it while it leaves memory allocated.
  func run(_ operation: Operation, _ fault: Fault?) -> Result {
    var result = Result()
    for _ in 0..<Self.repetitions {
      result = runOnce(operation, fault)
      if result.blocks <= 0 || !result.failures.isEmpty { return result }
    }
    result.failures.append("each run leaves \(result.blocks) blocks of memory allocated")
    return result
  }

  private func runOnce(_ operation: Operation, _ fault: Fault?) -> Result {
    // Allocated before the measurement.
    var result = Result()
    result.calls.reserveCapacity(1_024)
    let before = Resources.current
    // Counted last, because the lines above allocate memory, and may release it at once.
    let blocks = interposer_live_blocks()
    let isAsync = Self.perform(operation, fault, &result)
    var difference: [String] = []
    let isSettled = waitUntil {
      if isAsync { releaseWatches() }
      difference = Resources.current.difference(from: before)
      return difference.isEmpty
    }
    if !isSettled { result.failures += difference }
    difference = []
    if result.failures.isEmpty { result.blocks = Self.liveBlocks(isAsync, before: blocks) - blocks }
    return result
  }

  /// Returns the number of allocated blocks, after tasks that have ended have released theirs.
  private static func liveBlocks(_ isAsync: Bool, before: Int) -> Int {
    if isAsync { waitBriefly { interposer_live_blocks() <= before } }
    return interposer_live_blocks()
  }

  /// Runs the operation, repeats it if it fails, and checks its effect; returns whether it is asynchronous.
  static func perform(_ operation: Operation, _ fault: Fault?, _ result: inout Result) -> Bool {
    do {
      let trial = try operation.begin()
      let outcome = observe(trial, fault)
      for index in 0..<interposer_call_count() { result.calls.append(interposer_call(index)) }
      let hasOccurred = interposer_has_failed()
      if let fault, !hasOccurred, !operation.mayLack(fault) {
        result.failures.append("the call was not made again")
      }
      let fault = hasOccurred ? fault : nil
      let expected = fault.map { operation.expectedOutcome(of: $0) } ?? operation.outcomeWithoutFault
      if !expected.isMatched(by: outcome) {
        result.failures.append("expected: \(expected); outcome: \(outcome.map { "\($0)" } ?? "success")")
      }
      if case .fails = expected, outcome != nil, operation.error == nil { try trial.repeatBody() }
      switch expected {
      case .endsUse, .hasNothingToDo: break
      case .failsLater(let code, let operation):
        try DeferredError.expect(.fails(code, in: operation)) { try trial.check() }
        try trial.close()
      default:
        try trial.check()
        try trial.close()
      }
      if case .async = trial.body { return true }
    } catch {
      result.failures.append("afterwards: \(error)")
    }
    return false
  }

  /// Runs the body of a trial with a fault, and the event that it waits for; returns its error.
  static func observe(_ trial: Trial, _ fault: Fault?) -> (any Error)? {
    let event = Event(trial.event)
    unsafe interposer_set_hook(
      { context in unsafe context.map { unsafe Unmanaged<Event>.fromOpaque($0) }?.takeUnretainedValue().happen() },
      Unmanaged.passUnretained(event).toOpaque())
    interposer_begin(fault?.raw ?? .none)
    let error = trial.runBody()
    if let fault, fault.call.isInBackground { waitBriefly { interposer_has_failed() } }
    interposer_end()
    interposer_set_hook(nil, nil)
    event.happen()
    return event.error ?? error
  }

  /// Wakes the reactor, which keeps the watches of closed sockets until then.
  private func releaseWatches() {
    let probe = reactorProbe
    _ = runTask { _ = try await probe.receive(timeout: .milliseconds(1)) }
  }
}

/// The event that an operation waits for, which happens once.
private final class Event {
  private var body: (() throws -> Void)?
  private(set) var error: (any Error)?

  init(_ body: (() throws -> Void)?) { self.body = body }

  func happen() {
    guard let body else { return }
    self.body = nil
    do { try body() } catch { self.error = error }
  }
}

extension Trial {
  func runBody() -> (any Error)? {
    switch body {
    case .blocking(let body):
      do { try body() } catch { return error }
      return nil
    case .async(let body): return runTask(body)
    }
  }

  func repeatBody() throws {
    if let error = runBody() { throw error }
  }
}

/// Runs a task, and blocks this thread until it ends; returns its error.
func runTask(_ body: @escaping @Sendable () async throws -> Void) -> (any Error)? {
  let outcome = Box<any Error>()
  let semaphore = DispatchSemaphore(value: 0)
  Task.detached {
    do { try await body() } catch { outcome.value = error }
    semaphore.signal()
  }
  semaphore.wait()
  return outcome.value
}

/// Waits until a condition is true; returns false after ``Runner/patience``.
func waitUntil(_ condition: () throws -> Bool) rethrows -> Bool {
  let end = ContinuousClock.now + Runner.patience
  while try !condition() {
    if ContinuousClock.now > end { return false }
    sched_yield()
  }
  return true
}

/// Waits until a condition is true, but only for a moment.
private func waitBriefly(_ condition: () -> Bool) {
  let end = ContinuousClock.now + .milliseconds(20)
  while !condition(), ContinuousClock.now < end { sched_yield() }
}

/// A value that one thread sets, and another one reads afterwards.
final class Box<Value>: @unchecked Sendable {
  var value: Value?

  /// Returns the value and forgets it.
  func take() throws -> Value {
    guard let value else { throw Mismatch("there is no value") }
    self.value = nil
    return value
  }
}

/// A failed check.
struct Mismatch: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

func require(_ condition: @autoclosure () throws -> Bool, _ description: @autoclosure () throws -> String) throws {
  if try !condition() { throw try Mismatch(description()) }
}
