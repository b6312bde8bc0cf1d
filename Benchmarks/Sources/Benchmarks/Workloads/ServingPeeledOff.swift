import CBenchmarks
import SCTP

/// Servers of peeled-off associations answer a client in C, which uses all associations in one thread.
///
/// A server has a thread in C, and a thread or a task in Swift. They exist and wait before a measurement.
struct ServingPeeledOff {
  private let associations: Int
  private let size: Int
  private let rounds: Int
  /// The number of messages on each association in a round, of which the server sends the last back.
  private let burst: Int

  /// Measures servers that send every message back.
  ///
  /// In a round, the client sends a message on each association and then receives all echoes.
  static func echo(_ associations: Int, _ form: PeeledOffServers.Form, _ addition: String, _ goal: Goal) -> Workload {
    let work = ServingPeeledOff(associations: associations, size: 64, rounds: max(30, 2_000 / associations), burst: 1)
    let count = "\(associations) association\(associations == 1 ? "" : "s")"
    return work.workload("echo 64 B, \(count), \(addition)", form, goal)
  }

  /// Measures a server that receives messages as fast as the client can send them.
  static func oneWay(_ size: Int, _ form: PeeledOffServers.Form, _ addition: String, _ goal: Goal) -> Workload {
    let work = ServingPeeledOff(associations: 1, size: size, rounds: 1, burst: size < 32_768 ? 5_000 : 500)
    return work.workload("one-way \(size < 1_024 ? "\(size) B" : "\(size / 1_024) KiB"), \(addition)", form, goal)
  }

  private func workload(_ name: String, _ form: PeeledOffServers.Form, _ goal: Goal) -> Workload {
    Workload(name: name, goal: goal) { rounds in
      let sides = try Sides(self, form)
      let measurement = try sides.servers.explainFailure { try sides.comparison.latency(rounds: rounds) }
      try sides.end()
      return measurement
    }
  }

  /// The servers of both sides, which do not share associations because all of them wait at the same time.
  private struct Sides {
    private let connectionsInC: PeeledOffConnections
    private let serversInC: CServers
    private let connections: PeeledOffConnections
    let servers: PeeledOffServers
    let comparison: Comparison

    init(_ work: ServingPeeledOff, _ form: PeeledOffServers.Form) throws {
      connectionsInC = try PeeledOffConnections(work.associations)
      serversInC = try CServers(connectionsInC.peeledOff, burst: work.burst)
      connections = try PeeledOffConnections(work.associations)
      servers = try PeeledOffServers(connections.peeledOff, burst: work.burst, form)
      comparison = try work.comparison(connectionsInC, connections)
    }

    func end() throws {
      try connectionsInC.closeClients()
      serversInC.join()
      try connections.closeClients()
      try servers.join()
    }
  }

  private func comparison(_ inC: PeeledOffConnections, _ inSwift: PeeledOffConnections) throws -> Comparison {
    let clientsInC = try inC.clients.map { try $0.descriptor }
    let clients = try inSwift.clients.map { try $0.descriptor }
    return Comparison(operations: rounds * burst * associations) {
      try drive(clientsInC)
    } swift: {
      try drive(clients)
    }
  }

  private func drive(_ clients: [CInt]) throws -> Double {
    let payload = [UInt8](repeating: 7, count: size)
    return try Stopwatch.time {
      try Failure.check(
        "the client",
        unsafe workload_drive(clients, CInt(clients.count), payload, size, CInt(rounds), CInt(burst)))
    }
  }
}

/// The rows of each form of server.
extension ServingPeeledOff {
  static var threads: [Workload] {
    rows(.threads, "threads", Goal(ratioAtMost: 1.05), longMessages: Goal(ratioAtMost: 1.05))
  }

  static var tasks: [Workload] {
    rows(.tasksOnTaskExecutor, "async", Goal(ratioAtMost: 1.10), longMessages: Goal(ratioAtMost: 1.06))
  }

  static var tasksOnSwiftExecutor: [Workload] {
    rows(
      .tasksOnSwiftExecutor, "async, Swift's executor", Goal(ratioAtMost: 1.20), longMessages: Goal(ratioAtMost: 1.08))
  }

  private static func rows(
    _ form: PeeledOffServers.Form, _ addition: String, _ goal: Goal, longMessages: Goal
  ) -> [Workload] {
    [
      echo(1, form, addition, goal), echo(200, form, addition, goal),
      oneWay(64, form, addition, goal), oneWay(1_024, form, addition, goal),
      oneWay(32_768, form, addition, longMessages),
    ]
  }
}
