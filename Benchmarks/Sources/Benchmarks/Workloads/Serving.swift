import CWorkloads
import SCTP

/// A one-to-many server sends back what its clients send by turns; the clients work outside of the measured time.
struct Serving {
  private static let count = 1_000

  private let crowd: Crowd
  private let payload = [UInt8](repeating: 7, count: 64)
  private let buffer = Buffer()

  private init(busy: Int, idle: Int = 0) throws {
    crowd = try Crowd(busy: busy, idle: idle)
  }

  static func associations(_ count: Int) -> Workload {
    .latency("one-to-many server, \(count) associations", .ratio(atMost: 1.05, allocations: 0)) {
      try Serving(busy: count).comparison
    }
  }

  /// The cost of a message with a thousand associations, as a multiple of that with ten.
  static var growth: Workload {
    Workload(name: "one-to-many server, from 10 to 1000 associations", goal: .swift(atMost: 1.10)) { rounds in
      try Growth(from: try Serving(busy: 10).comparison, to: try Serving(busy: 1_000).comparison).measure(
        rounds: rounds)
    }
  }

  /// The cost of a message of one association beside thousands that are idle, as a multiple of that without them.
  static var idleNeighbours: Workload {
    Workload(name: "one busy association beside 5000 idle ones", goal: .swift(atMost: 1.10)) { rounds in
      let alone = try Serving(busy: 1)
      let beside = try Serving(busy: 1, idle: 5_000)
      return try Growth(from: alone.comparison, to: beside.comparison).measure(rounds: rounds)
    }
  }

  private var comparison: Comparison {
    Comparison(operations: Self.count) {
      let descriptor = try crowd.server.descriptor
      return try time {
        try Failure.check(
          "serving",
          unsafe workload_serve(descriptor, buffer.bytes.baseAddress, buffer.bytes.count, CInt(Self.count)))
      }
    } swift: {
      try time { try serve() }
    }
  }

  private func time(_ body: () throws -> Void) throws -> Double {
    try Stopwatch.time(rounds: 1) {
      try crowd.ask(Self.count, payload)
    } _: {
      try body()
    } after: {
      try crowd.takeAnswers(Self.count)
    }
  }

  private func serve() throws {
    let memory = unsafe buffer.bytes
    for _ in 0..<Self.count {
      var span = unsafe OutputRawSpan(buffer: memory, initializedCount: 0)
      let info = try crowd.server.receive(into: &span)
      try crowd.server.send(span.bytes, on: info.association)
    }
  }
}
