import Glibc
import Interposer

/// Runs each operation without a fault, and then once with each fault.
@main
struct Faults {
  private var report = Report()
  private let filter: String?

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    var faults = Faults(filter: arguments.first)
    try faults.run()
    exit(faults.report.failures == 0 && faults.report.faults > 0 ? 0 : 1)
  }

  private init(filter: String?) { self.filter = filter }

  private mutating func run() throws {
    report.begin()
    let selected = Operations.all.filter { operation in filter.map { operation.name.contains($0) } ?? true }
    // A child of fork(2) has only one thread, so this process must not have more yet.
    for operation in selected where operation.traits.contains(.needsNewProcess) {
      run(operation, by: Runner.runInNewProcess)
    }
    let runner = try Runner()
    for operation in selected where !operation.traits.contains(.needsNewProcess) { run(operation, by: runner.run) }
    runWithLimits(selected, runner)
    report.end()
  }

  /// Runs the operations that need descriptors without them, and those that need much memory without it.
  private mutating func runWithLimits(_ operations: [Operation], _ runner: Runner) {
    var needsDescriptors = false
    for operation in operations where operation.canLackDescriptors {
      unsafe interposer_set_case("\(operation.name), few descriptors")
      let (count, failures) = runner.findDescriptorsNeeded(by: operation)
      report.add(failures, of: operation, "few descriptors")
      if count > 0 { report.add(operation, descriptors: count) }
      needsDescriptors = needsDescriptors || count > 0
    }
    guard filter == nil else { return }
    if !needsDescriptors { report.add(["no operation has failed"], "few descriptors") }
    unsafe interposer_set_case("little memory")
    report.add(runner.exhaustMemory(), "little memory")
  }

  private mutating func run(_ operation: Operation, by run: (Operation, Fault?) -> Runner.Result) {
    unsafe interposer_set_case("\(operation.name), no fault")
    var calls: [Call] = []
    for attempt in 0..<3 {
      let result = run(operation, nil)
      // The first run may create what the process needs once, and a run may wait for the network.
      if attempt > 0 { report.add(result.failures, of: operation, "no fault") }
      let found = result.calls.map { Call($0) }
      if attempt <= 1 || found.count < calls.count { calls = found }
    }
    var faults = 0
    for fault in allFaults(of: calls, operation) where operation.expectedOutcome(of: fault) != .cannotOccur {
      unsafe interposer_set_case("\(operation.name), \(fault)")
      report.add(run(operation, fault).failures, of: operation, "\(fault)")
      faults += 1
    }
    report.add(operation, calls: calls, faults: faults)
  }

  /// Returns every error of every call, in the order of the calls.
  private mutating func allFaults(of calls: [Call], _ operation: Operation) -> [Fault] {
    var counts: [Call: UInt32] = [:]
    var faults: [Fault] = []
    for call in calls {
      counts[call, default: 0] += 1
      let occurrence = counts[call, default: 0]
      if call.isInBackground, occurrence > 1 { continue }
      guard let row = FaultTable.row(for: call.name) else {
        report.add(["the table of faults has no row for this call"], of: operation, call.name)
        continue
      }
      faults += row.errors.map { Fault(call: call, occurrence: occurrence, error: $0) }
    }
    return faults
  }
}
