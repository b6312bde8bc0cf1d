import CBenchmarks
import Foundation
import SCTP

/// Echoes the messages of many clients on a one-to-many socket; the clients work outside of the measured time.
struct Serving {
  private static let count = 1_000

  private let crowd: Crowd
  private let payload = [UInt8](repeating: 7, count: 64)
  private let buffer = Buffer()

  private init(busy: Int, idle: Int = 0) throws {
    crowd = try Crowd(busy: busy, idle: idle)
  }

  static func associations(_ count: Int) -> Workload {
    .latency("one-to-many server, \(count) associations", Goal(ratioAtMost: 1.05, allocations: 0)) {
      try Serving(busy: count).comparison
    }
  }

  /// Measures the cost of a message with 1000 associations as a multiple of its cost with ten.
  static var growth: Workload {
    Workload(name: "one-to-many server, from 10 to 1000 associations", goal: Goal(swiftAtMost: 1.10)) { rounds in
      let few = try Serving(busy: 10)
      let many = try Serving(busy: 1_000)
      return try many.comparison.growth(from: few.comparison, rounds: rounds)
    }
  }

  /// Measures the cost of a message beside thousands of idle associations as a multiple of its cost without them.
  static var idleNeighbors: Workload {
    Workload(name: "one busy association beside 5000 idle ones", goal: Goal(swiftAtMost: 1.10)) { rounds in
      let alone = try Serving(busy: 1)
      let beside = try Serving(busy: 1, idle: 5_000)
      return try beside.comparison.growth(from: alone.comparison, rounds: rounds)
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
      try crowd.sendRequests(Self.count, payload)
    } _: {
      try body()
    } after: {
      try crowd.receiveAnswers(Self.count)
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

/// A one-to-many server with many clients in C.
private final class Crowd {
  let server: SCTPSocket
  private let busy: CSockets
  private let idle: [CSockets]
  private let buffer = Buffer()

  init(busy: Int, idle: Int = 0) throws {
    let server = try SendBufferPolicy.perAssociation { try SCTPSocket.listening() }
    self.server = server
    self.busy = try CSockets(busy, connectedTo: try server.address)
    // In steps, because the notifications of all associations at once would exceed the receive buffer.
    self.idle = try stride(from: 0, to: idle, by: 500).map { start in
      defer { while (try? server.receive(timeout: .zero)) != nil {} }
      return try CSockets(min(500, idle - start), connectedTo: try server.address)
    }
  }

  /// Sends `count` messages, alternating between the busy clients.
  func sendRequests(_ count: Int, _ payload: [UInt8]) throws {
    for index in 0..<count { try CSockets.send(payload, count: 1, by: client(index)) }
  }

  func receiveAnswers(_ count: Int) throws {
    for index in 0..<count { try buffer.receive(1, from: client(index)) }
  }

  private func client(_ index: Int) -> CInt { busy.descriptors[index % busy.descriptors.count] }
}

/// How the kernel divides the send buffer of a socket among its associations.
private enum SendBufferPolicy {
  private static let file = "/proc/sys/net/sctp/sndbuf_policy"

  /// Creates a socket on which each association has its own send buffer, if the process may change the policy.
  ///
  /// Otherwise the associations share one buffer, and the kernel visits all of them whenever a message has been sent: the
  /// cost of a message would grow with their number.
  static func perAssociation<Socket>(_ makeSocket: () throws -> Socket) throws -> Socket {
    guard let before = try? String(contentsOfFile: file, encoding: .ascii), set("1\n") else { return try makeSocket() }
    defer { _ = set(before) }
    return try makeSocket()
  }

  private static func set(_ policy: String) -> Bool {
    guard let handle = FileHandle(forWritingAtPath: file) else { return false }
    return (try? handle.write(contentsOf: Data(policy.utf8))) != nil
  }
}
