import Foundation
import Testing

@testable import SCTP

/// What a process uses, sampled when all its sockets are closed.
struct ResourceSample: CustomStringConvertible {
  /// The allocated bytes.
  let allocated: Int
  let memory: Int
  let descriptors: Int
  let threads: Int

  init() throws {
    releaseFreeMemory()
    allocated = try allocatedMemory()
    memory = try residentMemory()
    descriptors = Descriptors.open().count
    threads = try Threads.count
  }

  var description: String {
    "\(allocated >> 10) KiB allocated, \(memory >> 10) KiB resident, \(descriptors) descriptors, \(threads) threads"
  }
}

/// Returns free memory to the kernel, so that the resident memory is what the process uses.
private func releaseFreeMemory() {
  typealias Function = @convention(c) (Int) -> CInt
  guard let address = unsafe dlsym(nil, "malloc_trim") else { return }
  _ = unsafe unsafeBitCast(address, to: Function.self)(0)
}

/// The criterion for a quantity that must not grow.
///
/// The first sixth of the samples belongs to the warm-up. Of the others, a quantity grows if even the smallest sample of
/// the last third exceeds the largest of the first third. A quantity that only fluctuates passes, and one that grows
/// steadily fails once its growth during a third of the samples exceeds its fluctuation and the tolerance.
struct Flatness {
  /// The smallest number of samples that allows a judgment.
  static let fewest = 12
  let tolerance: Int

  /// Returns the growth, or nil if the samples are flat.
  func growth(of samples: [Int]) -> Int? {
    let steady = samples.dropFirst(samples.count / 6)
    let third = steady.count / 3
    guard samples.count >= Self.fewest, let early = steady.prefix(third).max(), let late = steady.suffix(third).min()
    else { return nil }
    return late - early > tolerance ? late - early : nil
  }
}
