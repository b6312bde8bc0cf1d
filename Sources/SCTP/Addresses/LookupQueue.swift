#if os(Linux)
/// The lookups that tasks wait for, and the threads that run them in order.
///
/// getaddrinfo(3) cannot be canceled, so the number of threads that may wait in it is limited.
final class LookupQueue: Sendable {
  typealias Resolver = @Sendable () throws(SCTPError) -> [SCTPAddress]

  private static let running = Locked<LookupQueue?>(nil)

  /// The queue of the process; a child of fork(2) does not have the threads of its parent's queue.
  static var shared: LookupQueue {
    running.withLock { running in
      if let running, running.process.isCurrent { return running }
      let queue = LookupQueue(threadLimit: 4)
      running = queue
      return queue
    }
  }

  private let process = ProcessGeneration.current
  private let threadLimit: Int
  private let state = Locked(State())

  private struct State {
    var lookups = OrderedLookups()
    /// The number of threads that run lookups, or are about to.
    var threads = 0
  }

  init(threadLimit: Int) { self.threadLimit = threadLimit }

  /// The number of queued lookups, which no thread has started.
  var count: Int { state.withLock { $0.lookups.count } }

  /// Runs `resolver` in a thread of the queue and returns its result; throws ECANCELED when the task is canceled.
  func result(of resolver: @escaping Resolver) async throws(SCTPError) -> [SCTPAddress] {
    let lookup = Lookup(resolver)
    return try await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if lookup.begin(continuation) { add(lookup) }
      }
    } onCancel: {
      lookup.end(.failure(SCTPError(.canceled, in: "getaddrinfo")))
      state.withLock { $0.lookups.remove(lookup) }
    }.get()
  }

  private func add(_ lookup: Lookup) {
    let needsThread = state.withLock { state in
      // The task may have been canceled before the lookup was in the queue.
      if lookup.hasEnded { return false }
      state.lookups.append(lookup)
      guard state.threads < threadLimit else { return false }
      state.threads += 1
      return true
    }
    if needsThread { startThread() }
  }

  private func startThread() {
    do throws(SCTPError) {
      try DetachedThread.start("sctp-resolver") { self.runLookups() }
    } catch {
      // The remaining threads run the queued lookups. If none remains, the lookups would never start.
      let abandoned = state.withLock { state in
        state.threads -= 1
        return state.threads == 0 ? state.lookups.removeAll() : []
      }
      for lookup in abandoned { lookup.end(.failure(error)) }
    }
  }

  private func runLookups() {
    while let lookup = next() { lookup.run() }
  }

  /// Removes the next lookup; if the queue is empty, returns nil and no longer counts the calling thread.
  private func next() -> Lookup? {
    state.withLock { state in
      if let lookup = state.lookups.removeFirst() { return lookup }
      state.threads -= 1
      return nil
    }
  }
}

/// Lookups in the order in which they were added; removing a lookup takes constant time.
struct OrderedLookups {
  private var lookups: [Int: Lookup] = [:]
  private var numbers: [ObjectIdentifier: Int] = [:]
  /// The range of the lookups' numbers; removed lookups leave gaps.
  private var range = 0..<0

  var count: Int { lookups.count }

  mutating func append(_ lookup: Lookup) {
    lookups[range.upperBound] = lookup
    numbers[ObjectIdentifier(lookup)] = range.upperBound
    range = range.lowerBound..<range.upperBound + 1
  }

  mutating func remove(_ lookup: Lookup) {
    guard let number = numbers.removeValue(forKey: ObjectIdentifier(lookup)) else { return }
    lookups[number] = nil
  }

  mutating func removeFirst() -> Lookup? {
    while let number = range.first {
      range.removeFirst()
      guard let lookup = lookups.removeValue(forKey: number) else { continue }
      numbers[ObjectIdentifier(lookup)] = nil
      return lookup
    }
    return nil
  }

  mutating func removeAll() -> [Lookup] {
    var removed: [Lookup] = []
    while let lookup = removeFirst() { removed.append(lookup) }
    return removed
  }
}

/// A lookup; the first call of `end` determines its outcome.
final class Lookup: Sendable {
  typealias Outcome = Result<[SCTPAddress], SCTPError>

  private enum State {
    case new
    case waiting(CheckedContinuation<Outcome, Never>)
    case ended(Outcome)
  }

  private let resolver: LookupQueue.Resolver
  private let state = Locked(State.new)

  init(_ resolver: @escaping LookupQueue.Resolver) { self.resolver = resolver }

  /// Resumes `continuation` with the outcome, now or later; returns false if the lookup has already ended.
  func begin(_ continuation: CheckedContinuation<Outcome, Never>) -> Bool {
    let earlierOutcome = state.withLock { state -> Outcome? in
      if case .ended(let outcome) = state { return outcome }
      state = .waiting(continuation)
      return nil
    }
    if let earlierOutcome { continuation.resume(returning: earlierOutcome) }
    return earlierOutcome == nil
  }

  /// Calls the resolver, unless the lookup has ended.
  func run() {
    if hasEnded { return }
    end(Outcome { () throws(SCTPError) in try resolver() })
  }

  func end(_ outcome: Outcome) {
    let waiting = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
      switch state {
      case .ended: return nil
      case .new:
        state = .ended(outcome)
        return nil
      case .waiting(let continuation):
        state = .ended(outcome)
        return continuation
      }
    }
    waiting?.resume(returning: outcome)
  }

  var hasEnded: Bool {
    state.withLock { if case .ended = $0 { true } else { false } }
  }
}
#endif
