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
    let workloads = Catalogue.all.filter { workload in
      command.filter.map { workload.name.contains($0) } ?? true
    }
    if command.lists { return write(workloads.map(\.name).joined(separator: "\n")) }
    if !command.usesAllProcessors { try Failure.check("sched_setaffinity", workload_use_one_processor()) }
    let outcomes = try measure(workloads, rounds: command.rounds)
    if let file = command.svg { try Chart(outcomes).svg.write(toFile: file, atomically: true, encoding: .utf8) }
    if let file = command.json { try JSON.text(outcomes).write(toFile: file, atomically: true, encoding: .utf8) }
  }

  private static func measure(_ workloads: [Workload], rounds: Int) throws -> [Outcome] {
    write(Table.header)
    return try workloads.map { workload in
      let outcome = try workload.outcome(rounds: rounds)
      write(Table.line(outcome))
      return outcome
    }
  }

  private static func write(_ text: String) {
    FileHandle.standardOutput.write(Data("\(text)\n".utf8))
  }
}
