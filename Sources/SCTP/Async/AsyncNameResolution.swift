#if os(Linux)
extension SCTPAddress {
  /// Looks a host's addresses up, without blocking a thread of the tasks: the system's resolver waits in one of its own.
  ///
  /// - Parameters:
  ///   - host: A host name, or a numeric address.
  ///   - port: The port of the addresses, in host order.
  ///   - family: The family to look for; both if nil.
  /// - Returns: At least one address, in the order in which the system would try them.
  /// - Throws: ``SCTPError`` with ECANCELED when the task is cancelled, ENXIO and the reason
  ///   ``SCTPError/Reason/unknownHost`` for a name without addresses, EAGAIN and the reason
  ///   ``SCTPError/Reason/resolverBusy`` for a failure that may pass, or the resolver's own error number; EAGAIN without a
  ///   reason if no thread can be started.
  ///
  /// The corresponding C function is `getaddrinfo(3)`.
  public static func resolve(
    host: String, port: UInt16, family: SCTPAddressFamily? = nil
  ) async throws(SCTPError) -> [SCTPAddress] {
    let lookup = Lookup()
    return try await withTaskCancellationHandler {
      await withCheckedContinuation { lookup.begin(host, port, family, $0) }
    } onCancel: {
      lookup.end(.failure(SCTPError(.canceled, in: "getaddrinfo")))
    }.get()
  }
}

/// A look-up in a thread, whose outcome is the first that it is ended with.
private final class Lookup: Sendable {
  typealias Outcome = Result<[SCTPAddress], SCTPError>

  private enum State {
    case new
    case waiting(CheckedContinuation<Outcome, Never>)
    case ended(Outcome)
  }

  private let state = Locked(State.new)

  func begin(
    _ host: String, _ port: UInt16, _ family: SCTPAddressFamily?, _ continuation: CheckedContinuation<Outcome, Never>
  ) {
    let early = state.withLock { state -> Outcome? in
      if case .ended(let outcome) = state { return outcome }
      state = .waiting(continuation)
      return nil
    }
    if let early { return continuation.resume(returning: early) }
    do throws(SCTPError) {
      try DetachedThread.start("sctp-resolver") {
        self.end(
          Outcome { () throws(SCTPError) in
            try SCTPAddress.resolve(host: host, port: port, family: family)
          })
      }
    } catch {
      end(.failure(error))
    }
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
}
#endif
