import ArgumentParser
import Foundation

/// The files that a run writes.
struct ReportFiles: ParsableArguments {
  @Option(help: ArgumentHelp("The figures as a list of JSON objects.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("A chart of the ratios.", valueName: "file"))
  var svg: String?

  @Option(help: ArgumentHelp("The table in Markdown.", valueName: "file"))
  var markdown: String?

  @Option(help: ArgumentHelp("The measurements for a later run with --join.", valueName: "file"))
  var save: String?

  /// Creates the files before the measurements, so that a file that cannot be written fails the run immediately.
  func create() throws {
    for file in [json, svg, markdown, save] { try Self.write("", to: file) }
  }

  func write(_ outcomes: [Outcome]) throws {
    try Self.write(try Self.figures(outcomes), to: json)
    try Self.write(Chart(outcomes).svg, to: svg)
    try Self.write(Table.markdown(outcomes), to: markdown)
    try Self.write(try Self.measurements(outcomes), to: save)
  }

  /// Returns the measurements in several files that earlier runs saved, by the names of the workloads.
  static func measurements(joining files: [String]) throws -> [String: Measurement] {
    try files.reduce(into: [:]) { all, file in
      all.merge(try measurements(in: file)) { $0.joined(with: $1) }
    }
  }

  private static func measurements(in file: String) throws -> [String: Measurement] {
    do {
      return try JSONDecoder().decode(
        [String: Measurement].self, from: try Data(contentsOf: URL(fileURLWithPath: file)))
    } catch {
      throw Failure("'\(file)' was not saved by a run (\(error.localizedDescription))")
    }
  }

  private static func measurements(_ outcomes: [Outcome]) throws -> String {
    let measurements = Dictionary(uniqueKeysWithValues: outcomes.map { ($0.name, $0.measurement) })
    return String(decoding: try JSONEncoder().encode(measurements), as: UTF8.self)
  }

  private static func figures(_ outcomes: [Outcome]) throws -> String {
    let objects: [[String: Any]] = outcomes.map { outcome in
      [
        "name": outcome.name, "c": outcome.c, "swift": outcome.swift, "unit": outcome.unit,
        "ratio": outcome.ratio?.median ?? NSNull(), "allocations": outcome.allocations ?? NSNull(),
      ]
    }
    let data = try JSONSerialization.data(withJSONObject: objects, options: [.prettyPrinted, .sortedKeys])
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static func write(_ text: String, to file: String?) throws {
    guard let file else { return }
    do {
      try text.write(toFile: file, atomically: false, encoding: .utf8)
    } catch {
      throw Failure("'\(file)' cannot be written (\(error.localizedDescription))")
    }
  }
}
