#if os(Linux)
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
    let early = state.withLock { state -> Outcome? in
      if case .ended(let outcome) = state { return outcome }
      state = .waiting(continuation)
      return nil
    }
    if let early { continuation.resume(returning: early) }
    return early == nil
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
