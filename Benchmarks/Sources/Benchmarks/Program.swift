import CWorkloads
import Foundation
import SCTP

@main enum Program {
  static func main() {
    do {
      try run(try Command(arguments: CommandLine.arguments.dropFirst()))
    } catch {
      let failure = error as? Failure ?? Failure(sentence: "\(error)")
      FileHandle.standardError.write(Data("Benchmarks: \(failure.sentence)\n".utf8))
      exit(failure.status)
    }
  }

  private static func run(_ command: Command) throws {
    if command.showsHelp { return write(Command.helpText) }
    let workloads = Catalogue.all.filter { command.selects($0.name) }
    if command.lists { return write(workloads.map(\.name).joined(separator: "\n")) }
    if !command.usesAllProcessors { try Failure.check("sched_setaffinity", workload_use_one_processor()) }
    switch command.check {
    case .allocations: return try checkAllocations(workloads)
    case .systemCalls: return try checkSystemCalls(CallCheck.all.filter { command.selects($0.name) })
    case nil: break
    }
    // A file that cannot be written is to be known before the measuring, not after it.
    for file in [command.save, command.svg, command.json, command.markdown] { try write("", to: file) }
    let outcomes = try command.joins.isEmpty ? measure(workloads, command) : join(workloads, command.joins)
    try write(Chart(outcomes).svg, to: command.svg)
    try write(JSON.text(outcomes), to: command.json)
    try write(Markdown.text(outcomes), to: command.markdown)
    try write(Saved(outcomes).text, to: command.save)
  }

  private static func measure(_ workloads: [Workload], _ command: Command) throws -> [Outcome] {
    write(Table.header)
    return try workloads.map { workload in
      var outcome = try workload.outcome(rounds: command.rounds)
      if command.countsInstructions { outcome.measurement.useInstructions() }
      write(Table.line(outcome))
      return outcome
    }
  }

  private static func join(_ workloads: [Workload], _ files: [String]) throws -> [Outcome] {
    let outcomes = try Saved(joining: files).outcomes(of: workloads)
    write(([Table.header] + outcomes.map(Table.line)).joined(separator: "\n"))
    return outcomes
  }

  /// Unlike times, counts are the same in every run, and so can be a test.
  private static func checkAllocations(_ workloads: [Workload]) throws {
    var results: [Bool] = []
    for workload in workloads {
      guard let limit = workload.goal.allocations else { continue }
      let outcome = try workload.outcome(rounds: 1)
      let isFrugal = workload.goal.isFrugal(outcome) ?? false
      results.append(isFrugal)
      let count = outcome.allocations.map { String(format: "%.2f", $0) } ?? "not counted"
      write(isFrugal, "\(workload.name): \(count) allocations, at most \(Int(limit))")
    }
    try conclude(results, "the allocations are not as the goals have it")
  }

  private static func checkSystemCalls(_ checks: [CallCheck]) throws {
    let thread = try CountedThread()
    let results = try checks.map { check in
      let tally = try check.measure(thread)
      let isWithin = tally.keeps(to: check.limit)
      let count = String(format: "%.3f", tally.callsOfEach)
      write(isWithin, "\(check.name): \(count) system calls, at most \(check.limit)")
      return isWithin
    }
    try conclude(results, "the system calls are not within their limits")
  }

  private static func write(_ hasPassed: Bool, _ line: String) {
    write("\(hasPassed ? "passed" : "FAILED")  \(line)")
  }

  private static func conclude(_ results: [Bool], _ complaint: String) throws {
    let failed = results.filter { !$0 }.count
    write("\(results.count - failed) passed, \(failed) failed")
    if failed > 0 || results.isEmpty { throw Failure(sentence: complaint) }
  }

  private static func write(_ text: String, to file: String?) throws {
    guard let file else { return }
    do {
      try text.write(toFile: file, atomically: false, encoding: .utf8)
    } catch {
      throw Failure(sentence: "'\(file)' cannot be written (\(error.localizedDescription))")
    }
  }

  private static func write(_ text: String) {
    FileHandle.standardOutput.write(Data("\(text)\n".utf8))
  }
}
