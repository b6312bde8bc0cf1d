import Interposer
import SCTP

/// A public operation whose system calls fail in turn.
struct Operation {
  let name: String
  /// Whether the operation creates an object that exists once in a process, so that each run needs a new process.
  var needsNewProcess = false
  /// The error of the operation without a fault; nil if it succeeds.
  var error: SCTPError?
  /// The outcomes that differ from those of the table of faults.
  var exceptions: [ExpectedOutcome] = []
  /// Creates the sockets of one run.
  let begin: () throws -> Trial
}

/// One run of an operation.
struct Trial {
  enum Body {
    case blocking(() throws -> Void)
    case async(@Sendable () async throws -> Void)
  }

  /// The operation.
  let body: Body
  /// The event that the operation waits for; it happens when the wait with this number begins.
  var awaited: (wait: UInt32, event: () throws -> Void)?
  /// Checks that the operation has had its effect once and lost nothing.
  let check: () throws -> Void
  /// Closes the sockets.
  let close: () throws -> Void
}

/// The outcome of an operation one of whose calls fails.
struct ExpectedOutcome {
  enum Outcome: Equatable {
    /// The operation succeeds in spite of the fault.
    case succeeds
    /// The operation fails with this error, and succeeds when it is repeated.
    case fails(Errno, in: String)
    /// The operation fails with this error and has its effect nonetheless, so it is not repeated.
    case failsWithEffect(Errno, in: String)
    /// The operation fails with this error, and what it concerns is lost.
    case loses(Errno, in: String)
    /// The call cannot return this error here, so no run has the fault.
    case cannotOccur
  }

  let call: String
  /// The number of the call among equal ones; nil for all of them.
  var occurrence: UInt32?
  /// The errors; nil for all of them.
  var codes: [Errno]?
  var timing: PossibleError.Timing?
  let outcome: Outcome
  let reason: String

  init(
    _ call: String, occurrence: UInt32? = nil, codes: [Errno]? = nil, timing: PossibleError.Timing? = nil,
    _ outcome: Outcome, because reason: String
  ) {
    (self.call, self.occurrence, self.codes, self.timing) = (call, occurrence, codes, timing)
    (self.outcome, self.reason) = (outcome, reason)
  }

  func matches(_ fault: Fault) -> Bool {
    call == fault.call.name && occurrence ?? fault.occurrence == fault.occurrence
      && codes?.contains(fault.error.code) ?? true && timing ?? fault.error.timing == fault.error.timing
  }
}

/// A call of the library.
struct Call: Hashable {
  let name: String
  let function: CInt
  let detail: Int
  let subdetail: Int

  init(_ raw: interposed_call) {
    (function, detail, subdetail) = (raw.function, raw.detail, raw.subdetail)
    name = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      unsafe interposer_name(raw, buffer.baseAddress, buffer.count)
      return unsafe buffer.baseAddress.map { unsafe String(cString: $0) } ?? ""
    }
  }

  var raw: interposed_call { interposed_call(function: function, detail: detail, subdetail: subdetail) }

  /// Whether a thread of the library makes the call at a moment of its own choice.
  var isInBackground: Bool {
    ["epoll_wait(reactor)", "sched_getscheduler", "sched_setscheduler", "syscall(futex)"].contains(name)
  }
}

/// A call that fails once.
struct Fault: CustomStringConvertible {
  let call: Call
  let occurrence: UInt32
  let error: PossibleError

  var description: String {
    "\(call.name) #\(occurrence): errno \(error.number)\(error.timing == .after ? " after its effect" : "")"
  }

  var raw: interposed_fault {
    interposed_fault(
      call: call.raw, occurrence: occurrence, error: error.number,
      timing: error.timing == .after ? interposed_after : interposed_before)
  }
}

extension interposed_fault {
  /// No fault.
  static var none: Self { Self() }
}
