import SCTP

typealias Outcome = ExpectedOutcome.Outcome

extension Operation {
  var outcomeWithoutFault: Outcome {
    error.map { .fails($0.code, in: $0.operation) } ?? .succeeds
  }

  /// Returns the outcome that a fault must have.
  func expectedOutcome(of fault: Fault) -> Outcome {
    if let exception = exceptions.first(where: { $0.matches(fault) }) { return exception.outcome }
    let code = fault.error.code
    guard let row = FaultTable.row(for: fault.call.name) else { return outcomeWithoutFault }
    if code == .interrupted || row.ignored != nil { return outcomeWithoutFault }
    return .fails(code, in: row.operation)
  }
}

extension Outcome: CustomStringConvertible {
  var description: String {
    switch self {
    case .succeeds: "success"
    case .fails(let code, let operation): "\(operation) fails with \(code)"
    case .failsWithEffect(let code, let operation): "\(operation) fails with \(code), and has its effect"
    case .loses(let code, let operation): "\(operation) fails with \(code), and loses what it concerns"
    case .cannotOccur: "no fault"
    }
  }

  /// Returns whether an error, or its absence, is this outcome.
  func isMatched(by outcome: (any Error)?) -> Bool {
    switch self {
    case .succeeds, .cannotOccur: return outcome == nil
    case .fails(let code, let operation), .failsWithEffect(let code, let operation), .loses(let code, let operation):
      guard let error = outcome as? SCTPError else { return false }
      return error.code == code && error.operation == operation
    }
  }
}
