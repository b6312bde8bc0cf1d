import Foundation

/// What runs measured, by the names of the workloads, as they save it for one another.
struct Saved: Codable {
  private var measurements: [String: Measurement]

  init(_ outcomes: [Outcome]) {
    measurements = Dictionary(uniqueKeysWithValues: outcomes.map { ($0.name, $0.measurement) })
  }

  /// All that was saved to some files.
  init(joining files: [String]) throws {
    measurements = [:]
    for file in files { add(try Self.read(file)) }
  }

  /// Those of the workloads that were measured.
  func outcomes(of workloads: [Workload]) -> [Outcome] {
    workloads.compactMap { workload in
      measurements[workload.name].map { Outcome(name: workload.name, goal: workload.goal, measurement: $0) }
    }
  }

  var text: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }

  private mutating func add(_ other: Saved) {
    measurements.merge(other.measurements) { one, other in
      var sum = one
      sum.add(other)
      return sum
    }
  }

  private static func read(_ file: String) throws -> Saved {
    do {
      return try JSONDecoder().decode(Saved.self, from: try Data(contentsOf: URL(fileURLWithPath: file)))
    } catch {
      throw Failure(sentence: "'\(file)' is not what a run saved (\(error.localizedDescription))")
    }
  }
}
