import Foundation
import Testing

@testable import SCTP

/// Rounds of random operations on many sockets at once, while the process must not grow.
///
/// `Scripts/soak` runs it for a time. By default, it consists of one round.
@Suite(
  .requiresSCTP, .leavesNoDescriptor, .requiresSettableSysctl("net.sctp.intl_enable"),
  .settingSysctl("net.sctp.intl_enable", "1"),
  .timeLimit(.minutes(Int(SoakSettings.time.components.seconds) / 60 + 10 * slowness)))
struct Soak {
  /// The options that repeat the current round, or the whole run.
  private static let repetition = Locked("")
  private static let hasFailed = Flag()

  @Test(
    "Random operations on many sockets deliver every message, and the process does not grow",
    .compactMapIssues { issue in
      Soak.hasFailed.set()
      var issue = issue
      issue.comments.append("to repeat it: Scripts/soak \(Soak.repetition.withLock { $0 })")
      return issue
    })
  func rounds() async throws {
    let end = ContinuousClock.now + SoakSettings.time
    var samples: [ResourceSample] = []
    while !Self.hasFailed.isSet, samples.count < SoakSettings.rounds || ContinuousClock.now < end {
      let seed = SoakSettings.seed + UInt64(samples.count)
      Self.repetition.withLock { $0 = "--seed \(seed) --rounds 1" }
      do { try await Self.round(seed) } catch { Issue.record(error) }
      samples.append(try ResourceSample())
      print("soak: round \(samples.count), seed \(seed): \(samples[samples.count - 1])")
    }
    Self.repetition.withLock { $0 = "--seed \(SoakSettings.seed) --rounds \(samples.count)" }
    Self.checkFlatness(samples)
  }

  /// Lets several worlds and a shared socket work at once, and waits until all their resources are released.
  private static func round(_ seed: UInt64) async throws {
    var random = Seeded(seed)
    let before = Descriptors.open()
    let threads = try Threads.named("sctp-executor")
    let seeds = (0..<4).map { _ in random.next() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (seed, placement) in zip(seeds, [TaskPlacement.swiftExecutor, .oneThread, .fourThreads]) {
        group.addTask(executorPreference: try placement.executor()) {
          let world = try await ModelWorld(seed: seed, mayInterleave: true)
          for _ in 0..<300 { try await world.step() }
          try await world.finish()
        }
      }
      group.addTask { try await SharedSocket(seed: seeds[3]).exchange() }
      try await group.waitForAll()
    }
    try await until("the round releases its descriptors, threads and associations") {
      try Descriptors.opened(since: before).isEmpty && Threads.named("sctp-executor") == threads
        && associationsOfTheKernel() == 0
    }
  }

  /// The number of associations in the kernel, after a heading.
  private static func associationsOfTheKernel() throws -> Int {
    try String(contentsOfFile: "/proc/net/sctp/assocs", encoding: .utf8).split(separator: "\n").count - 1
  }

  private static func checkFlatness(_ samples: [ResourceSample]) {
    // Swift and Dispatch start the threads of their pools when they need them.
    let pool = ProcessInfo.processInfo.activeProcessorCount
    let quantities: [(String, KeyPath<ResourceSample, Int>, Flatness)] = [
      ("allocated memory", \.allocated, Flatness(tolerance: 1 << 20)),
      ("resident memory", \.memory, Flatness(tolerance: 8 << 20)),
      ("descriptors", \.descriptors, Flatness(tolerance: 0)),
      ("threads", \.threads, Flatness(tolerance: pool)),
    ]
    for (name, path, flatness) in quantities {
      let growth = flatness.growth(of: samples.map { $0[keyPath: path] })
      #expect(growth == nil, "the \(name) of the process grew by \(growth ?? 0)")
    }
  }
}
