import Foundation

/// Something that is about to happen.
enum Event {
  /// Returns once `hasHappened` does so with true; throws if that takes too long.
  static func wait(orThrow sentence: String, until hasHappened: () throws -> Bool) throws {
    let end = ContinuousClock.now + .seconds(10)
    while try !hasHappened() {
      guard ContinuousClock.now < end else { throw Failure(sentence: sentence) }
      sched_yield()
    }
  }
}
