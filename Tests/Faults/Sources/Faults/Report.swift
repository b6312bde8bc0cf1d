/// The results of all operations.
struct Report {
  private(set) var failures = 0
  private(set) var faults = 0
  private var calls = 0
  private var operations = 0
  private var callNames: Set<String> = []

  mutating func begin() {
    print("\(pad("operation", 62)) \(pad("calls", 7, right: true)) \(pad("faults", 7, right: true))")
  }

  mutating func add(_ operation: Operation, calls: [Call], faults: Int) {
    print("\(pad(operation.name, 62)) \(pad("\(calls.count)", 7, right: true)) \(pad("\(faults)", 7, right: true))")
    operations += 1
    self.calls += calls.count
    self.faults += faults
    callNames.formUnion(calls.map(\.name))
  }

  mutating func add(_ operation: Operation, descriptors: UInt) {
    print("\(pad(operation.name, 62)) needs \(descriptors) descriptors, and fails with EMFILE while fewer are free")
  }

  mutating func add(_ failures: [String], _ name: String) {
    for failure in failures { print("FAILED: \(name): \(failure)") }
    if !failures.isEmpty { self.failures += 1 }
  }

  mutating func add(_ failures: [String], of operation: Operation, _ fault: String) {
    for failure in failures { print("FAILED: \(operation.name), \(fault): \(failure)") }
    if !failures.isEmpty { self.failures += 1 }
  }

  func end() {
    print(
      "\(operations) operations, \(calls) calls of \(callNames.count) kinds, \(faults) faults, \(failures) failed")
  }

  private func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return right ? space + text : text + space
  }
}
