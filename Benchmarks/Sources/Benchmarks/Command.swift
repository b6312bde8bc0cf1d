import ArgumentParser
import CBenchmarks
import Foundation

@main struct Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks",
    abstract: "Compares the same work in C and in Swift.",
    discussion: """
      Alternates between C and Swift, and prints the median of the ratios of all pairs and their quartiles. A missed goal \
      does not change the exit status, because other processes on the host change the times.

      --allocations and --system-calls are tests: the exit status is 1 if a count exceeds its limit or cannot be \
      determined. Counting system calls requires root.
      """)

  /// An action other than measuring.
  enum Action: EnumerableFlag {
    case list
    case allocations
    case systemCalls

    static func help(for action: Action) -> ArgumentHelp? {
      switch action {
      case .list: "Print the names of the workloads."
      case .allocations: "Count the allocations of each operation in Swift."
      case .systemCalls: "Count the system calls of each operation in Swift."
      }
    }
  }

  @Flag var action: Action?

  @Option(
    help: ArgumentHelp("Select the workloads whose names match a regular expression.", valueName: "regex"),
    transform: { try Regex($0) })
  var filter: Regex<AnyRegexOutput>?

  @Option(help: ArgumentHelp("The number of measurements of each workload on each side.", valueName: "n"))
  var pairs = 7

  @Flag(
    help: """
      Use all processors. By default, all threads share one, so that the figures show the work and not the wake-up of \
      another processor.
      """)
  var allProcessors = false

  @Flag(help: "Report instructions, in a virtual machine whose clock advances by one nanosecond for each instruction.")
  var instructions = false

  @Option(
    help: ArgumentHelp(
      "Read the measurements of an earlier run instead of measuring. Repeat the option to combine several runs.",
      valueName: "file"))
  var join: [String] = []

  @OptionGroup(title: "Files to write")
  var files: ReportFiles

  static func main() {
    do {
      try parse().run()
    } catch {
      guard !exitCode(for: error).isSuccess else { exit(withError: error) }
      let isUsageError = exitCode(for: error) == .validationFailure
      let advice = isUsageError ? " (see --help)" : ""
      FileHandle.standardError.write(Data("Benchmarks: \(message(for: error))\(advice)\n".utf8))
      Foundation.exit(isUsageError ? 2 : 1)
    }
  }

  func validate() throws {
    guard pairs > 0 else { throw ValidationError("--pairs must be at least 1") }
  }

  func run() throws {
    if !allProcessors { try Failure.check("sched_setaffinity", workload_use_one_processor()) }
    let workloads = Catalogue.workloads.filter { selects($0.name) }
    switch action {
    case .list: Self.write(workloads.map(\.name).joined(separator: "\n"))
    case .allocations: try checkAllocations(workloads)
    case .systemCalls: try checkSystemCalls(Catalogue.callChecks.filter { selects($0.name) })
    case nil:
      try files.create()
      try files.write(try join.isEmpty ? measure(workloads) : joined(workloads))
    }
  }

  private func selects(_ name: String) -> Bool {
    filter.map { name.contains($0) } ?? true
  }

  private func measure(_ workloads: [Workload]) throws -> [Outcome] {
    Self.write(Table.header)
    return try workloads.map { workload in
      var outcome = try workload.outcome(rounds: pairs)
      if instructions { outcome.measurement.useInstructions() }
      Self.write(Table.line(outcome))
      return outcome
    }
  }

  private func joined(_ workloads: [Workload]) throws -> [Outcome] {
    let measurements = try ReportFiles.measurements(joining: join)
    let outcomes = workloads.compactMap { workload in
      measurements[workload.name].map { Outcome(workload: workload, measurement: $0) }
    }
    Self.write(([Table.header] + outcomes.map(Table.line)).joined(separator: "\n"))
    return outcomes
  }

  private func checkAllocations(_ workloads: [Workload]) throws {
    let limited = workloads.filter { $0.goal.allocations != nil }
    try check(limited, complaint: "the allocations do not meet the goals") { workload in
      let outcome = try workload.outcome(rounds: 1)
      let count = outcome.allocations.map { String(format: "%.2f", $0) } ?? "uncounted"
      let limit = workload.goal.allocations ?? 0
      return (outcome.meetsAllocationGoal ?? false, "\(workload.name): \(count) allocations, at most \(limit)")
    }
  }

  private func checkSystemCalls(_ checks: [CallCheck]) throws {
    let thread = try CountedThread()
    try check(checks, complaint: "the system calls exceed their limits") { check in
      let tally = try check.measure(thread)
      let count = String(format: "%.3f", tally.callsPerOperation)
      let limit = String(format: "%g", check.limit)
      return (tally.isWithin(check.limit), "\(check.name): \(count) system calls, at most \(limit)")
    }
  }

  private func check<Item>(
    _ items: [Item], complaint: String, _ result: (Item) throws -> (passes: Bool, text: String)
  ) throws {
    var failures = 0
    for item in items {
      let (passes, text) = try result(item)
      Self.write("\(passes ? "passed" : "FAILED")  \(text)")
      failures += passes ? 0 : 1
    }
    Self.write("\(items.count - failures) passed, \(failures) failed")
    if items.isEmpty { throw Failure("the filter selects nothing to count") }
    if failures > 0 { throw Failure(complaint) }
  }

  /// Writes a line without buffering, also to a pipe.
  private static func write(_ text: String) {
    FileHandle.standardOutput.write(Data("\(text)\n".utf8))
  }
}
