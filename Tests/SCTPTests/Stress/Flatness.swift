import Foundation
import Testing

@testable import SCTP

/// What a process uses, sampled when all its sockets are closed.
struct ResourceSample: CustomStringConvertible {
  /// The allocated bytes, or nearly nothing under a sanitizer, which has an allocator of its own.
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

/// The bytes that the process has allocated and not freed, as malloc_info(3) reports them.
private func allocatedMemory() throws -> Int {
  typealias Function = @convention(c) (CInt, UnsafeMutableRawPointer) -> CInt
  let address = unsafe try #require(unsafe dlsym(nil, "malloc_info"))
  var buffer: UnsafeMutablePointer<CChar>?
  var length = 0
  let stream = unsafe try #require(unsafe open_memstream(&buffer, &length))
  _ = unsafe unsafeBitCast(address, to: Function.self)(0, UnsafeMutableRawPointer(stream))
  unsafe fclose(stream)
  defer { unsafe free(buffer) }
  let report = unsafe String(cString: try #require(unsafe buffer))
  let system = try #require(size(of: "<system type=\"current\"", in: report))
  let fast = try #require(size(of: "<total type=\"fast\"", in: report))
  let rest = try #require(size(of: "<total type=\"rest\"", in: report))
  let mapped = try #require(size(of: "<total type=\"mmap\"", in: report))
  return system - fast - rest + mapped
}

/// Returns the size in the last element with this beginning, such as `<total type="rest" count="3" size="4711"/>`.
///
/// The elements after the last heap are about the process.
private func size(of element: String, in report: String) -> Int? {
  let line = report.split(separator: "\n").last { $0.contains(element) }
  return line?.split(separator: "size=\"").last.flatMap { Int($0.prefix { $0.isNumber }) }
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
