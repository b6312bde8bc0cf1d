import Foundation

/// The settings of the stress tests.
///
/// By default, every stress test runs in a short form with a fixed seed. To run a longer form, set environment variables,
/// which `Scripts/test` passes to the tests:
///
/// - `SCTP_STRESS_ROUNDS`: the factor by which the test is longer, 1 by default.
/// - `SCTP_STRESS_SEED`: the seed of the random numbers, 1 by default.
///
/// For example:
///
///     SCTP_STRESS_ROUNDS=50 Scripts/test --filter TwentySenders --timeout 3600
enum StressSettings {
  static let rounds = number("SCTP_STRESS_ROUNDS")
  static let seed = UInt64(number("SCTP_STRESS_SEED"))

  private static func number(_ variable: String) -> Int {
    guard let text = ProcessInfo.processInfo.environment[variable] else { return 1 }
    guard let number = Int(text), number > 0 else { fatalError("\(variable) must be a positive number, not '\(text)'") }
    return number
  }
}
