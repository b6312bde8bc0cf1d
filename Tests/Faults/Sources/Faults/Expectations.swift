import SCTP

extension Operation {
  var outcomeWithoutFault: Outcome {
    error.map { .fails($0.code, in: $0.operation) } ?? .succeeds
  }

  /// Returns whether a run may lack the failing call.
  func mayLack(_ fault: Fault) -> Bool {
    fault.call.isOptional || fault.call.isInBackground || traits.contains(.dependsOnTime) && fault.occurrence > 1
  }

  /// Returns the outcome that a fault must have.
  func expectedOutcome(of fault: Fault) -> Outcome {
    let code = fault.error.code
    let isTransient = code == .interrupted || fault.call.name == "sendmsg" && code == .resourceTemporarilyUnavailable
    guard let row = FaultTable.row(for: fault.call.name) else { return outcomeWithoutFault }
    if isTransient { return outcomeWithoutFault }
    if let exception = exceptions.first(where: { $0.matches(fault) }) {
      let outcome = exception.outcome(code, row.operation)
      return outcome == .succeeds ? outcomeWithoutFault : outcome
    }
    return row.ignored == nil ? .fails(code, in: row.operation) : outcomeWithoutFault
  }
}

extension Outcome: CustomStringConvertible {
  var description: String {
    switch self {
    case .succeeds: "success"
    case .fails(let code, let operation): "\(operation) fails with \(code)"
    case .failsWithEffect(let code, let operation): "\(operation) fails with \(code), and has its effect"
    case .endsUse(let code, let operation): "\(operation) fails with \(code), and the socket must be closed"
    case .failsLater(let code, let operation): "success, and \(operation) later fails with \(code)"
    case .mayFailWithEffect(let code, let operation): "\(operation) fails with \(code), or success"
    case .hasNothingToDo: "success without an effect"
    case .cannotOccur: "no fault"
    }
  }

  /// Returns whether an error, or its absence, is this outcome.
  func isMatched(by outcome: (any Error)?) -> Bool {
    switch self {
    case .succeeds, .hasNothingToDo, .failsLater, .cannotOccur: return outcome == nil
    case .fails(let code, let operation), .failsWithEffect(let code, let operation), .endsUse(let code, let operation):
      guard let error = outcome as? SCTPError else { return false }
      return error.code == code && error.operation == operation
    case .mayFailWithEffect(let code, let operation):
      return outcome == nil || Outcome.fails(code, in: operation).isMatched(by: outcome)
    }
  }
}
