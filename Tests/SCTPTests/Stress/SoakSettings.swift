import Foundation

/// The settings of the soak test, which `Scripts/soak` sets.
enum SoakSettings {
  /// The time after which no round starts; by default, zero.
  static let time = Duration.seconds(number("SCTP_SOAK_SECONDS") ?? 0)
  /// The smallest number of rounds.
  static let rounds = number("SCTP_SOAK_ROUNDS") ?? 1
  static let seed = UInt64(number("SCTP_SOAK_SEED") ?? 1)

  private static func number(_ variable: String) -> Int? {
    guard let text = ProcessInfo.processInfo.environment[variable] else { return nil }
    guard let number = Int(text), number >= 0 else { fatalError("\(variable) must be a number, not '\(text)'") }
    return number
  }
}
