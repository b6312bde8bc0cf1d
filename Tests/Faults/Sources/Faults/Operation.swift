import Interposer
import SCTP

/// A public operation whose system calls fail in turn.
struct Operation {
  enum Trait {
    /// The operation creates an object that exists once in a process, so that each run needs a new process.
    case needsNewProcess
    /// The operation repeats calls until time has passed, so that a later one may be missing in another run.
    case dependsOnTime
    /// The event that the operation waits for needs descriptors.
    case eventNeedsDescriptors
  }

  let name: String
  var traits: Set<Trait> = []
  /// The error of the operation without a fault; nil if it succeeds.
  var error: SCTPError?
  /// The outcomes that differ from those of the table of faults.
  var exceptions: [Exception] = []
  /// Creates the sockets of one run.
  let begin: () throws -> Trial

  /// Whether the operation can run with a limit of descriptors.
  var canLackDescriptors: Bool { error == nil && traits.isDisjoint(with: [.needsNewProcess, .eventNeedsDescriptors]) }
  /// Whether the operation can succeed after it has failed because no descriptor was free.
  var isRepeatableAfterShortage: Bool { !exceptions.contains { $0.endsUseWithoutDescriptor } }
}

/// One run of an operation.
struct Trial {
  enum Body {
    case blocking(() throws -> Void)
    case async(@Sendable () async throws -> Void)
  }

  /// The operation.
  let body: Body
  /// The event that the operation waits for; it happens when the first wait begins.
  var event: (() throws -> Void)?
  /// Checks that the operation has had its effect once and lost nothing.
  let check: () throws -> Void
  /// Closes the sockets.
  let close: () throws -> Void
}

/// The outcome of an operation one of whose calls fails.
enum Outcome: Equatable {
  /// The operation succeeds in spite of the fault.
  case succeeds
  /// The operation fails with this error, and succeeds when it is repeated.
  case fails(Errno, in: String)
  /// The operation fails with this error and has its effect nonetheless, so it is not repeated.
  case failsWithEffect(Errno, in: String)
  /// The operation fails with this error, and the documentation requires the caller to close the socket.
  case endsUse(Errno, in: String)
  /// The operation succeeds and has no effect, because the error means that it has nothing left to do.
  case hasNothingToDo
  /// The operation has its effect. It reports the error unless the effect is already visible when it checks.
  case mayFailWithEffect(Errno, in: String)
  /// The operation succeeds, and a later call fails once with this error.
  case failsLater(Errno, in: String)
  /// The call cannot return this error here, so no run has the fault.
  case cannotOccur
}

/// An outcome that differs from the one that follows from the table of faults.
struct Exception {
  private let call: String
  private let occurrence: UInt32?
  private let codes: [Errno]?
  private let timing: PossibleError.Timing?
  let reason: String
  let outcome: (_ code: Errno, _ operation: String) -> Outcome

  /// Creates the outcome of a call with this name and number, or of each call if the number is nil, that fails with one
  /// of these errors, or with any error if nil.
  init(
    _ call: String, _ occurrence: UInt32? = nil, codes: [Errno]? = nil, timing: PossibleError.Timing? = nil,
    because reason: String, _ outcome: @escaping (_ code: Errno, _ operation: String) -> Outcome
  ) {
    (self.call, self.occurrence, self.codes, self.timing) = (call, occurrence, codes, timing)
    (self.reason, self.outcome) = (reason, outcome)
  }

  /// Whether the caller must close the socket if no eventfd(2) can be created.
  var endsUseWithoutDescriptor: Bool {
    if call == "eventfd", case .endsUse = outcome(.tooManyOpenFiles, call) { return true }
    return false
  }

  func matches(_ fault: Fault) -> Bool {
    call == fault.call.name && occurrence ?? fault.occurrence == fault.occurrence
      && codes?.contains(fault.error.code) ?? true && timing ?? fault.error.timing == fault.error.timing
  }

  /// The operation succeeds in spite of the fault.
  static func ignored(
    _ call: String, _ occurrence: UInt32? = nil, codes: [Errno]? = nil, because reason: String
  ) -> Exception {
    Exception(call, occurrence, codes: codes, because: reason) { _, _ in .succeeds }
  }

  /// The operation reports another error.
  static func translated(
    _ call: String, _ occurrence: UInt32? = nil, codes: [Errno]? = nil, to code: Errno? = nil, in operation: String,
    because reason: String
  ) -> Exception {
    Exception(call, occurrence, codes: codes, because: reason) { original, _ in .fails(code ?? original, in: operation)
    }
  }

  /// The error is reported, and the documentation requires the caller to close the socket.
  static func endsUse(_ call: String, _ occurrence: UInt32? = nil, because reason: String) -> Exception {
    Exception(call, occurrence, because: reason) { .endsUse($0, in: $1) }
  }

  /// The error is reported, although the operation has its effect.
  static func hasEffect(
    _ call: String, _ occurrence: UInt32? = nil, codes: [Errno]? = nil, because reason: String
  ) -> Exception {
    Exception(call, occurrence, codes: codes, because: reason) { .failsWithEffect($0, in: $1) }
  }

  static func hasNothingToDo(_ call: String, codes: [Errno], because reason: String) -> Exception {
    Exception(call, codes: codes, because: reason) { _, _ in .hasNothingToDo }
  }

  /// A later call reports the error once.
  static func failsLater(_ call: String, _ occurrence: UInt32? = nil, because reason: String) -> Exception {
    Exception(call, occurrence, because: reason) { .failsLater($0, in: $1) }
  }

  static func cannotOccur(_ call: String, codes: [Errno]? = nil, because reason: String) -> Exception {
    Exception(call, codes: codes, because: reason) { _, _ in .cannotOccur }
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

  /// Whether a thread of the library calls the function at a time that depends on the scheduler.
  var isInBackground: Bool {
    ["epoll_wait(reactor)", "sched_getscheduler", "sched_setscheduler", "syscall(futex)"].contains(name)
  }

  /// Whether the call depends on the order in which threads run, so that it may be missing in another run.
  var isOptional: Bool { name == "eventfd_write" || name == "eventfd_read" }
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
