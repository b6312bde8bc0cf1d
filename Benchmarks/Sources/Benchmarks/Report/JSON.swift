import Foundation

/// The figures for programs: a list of objects.
enum JSON {
  private struct Entry: Encodable {
    let name: String
    let swift: Double
    let c: Double
    let unit: String
    let ratio: Double?
    let allocations: Double?

    init(_ outcome: Outcome) {
      name = outcome.name
      swift = outcome.swift
      c = outcome.c
      unit = outcome.unit
      ratio = outcome.ratio?.median
      allocations = outcome.allocations
    }

    // Written out, so that what is missing is null.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(swift, forKey: .swift)
      try container.encode(c, forKey: .c)
      try container.encode(unit, forKey: .unit)
      try container.encode(ratio, forKey: .ratio)
      try container.encode(allocations, forKey: .allocations)
    }

    private enum CodingKeys: CodingKey {
      case name, swift, c, unit, ratio, allocations
    }
  }

  static func text(_ outcomes: [Outcome]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(outcomes.map(Entry.init)), as: UTF8.self) + "\n"
  }
}
