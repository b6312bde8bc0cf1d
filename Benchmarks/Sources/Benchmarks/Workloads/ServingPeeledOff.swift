import CBenchmarks
import SCTP

/// Servers of peeled-off associations answer a client in C, which uses all associations in one thread.
///
/// A server has a thread in C, and a thread or a task in Swift. They exist and wait before a measurement.
/// Other servers can take the place of those in C.
struct ServingPeeledOff {
  private let associations: Int
  private let size: Int
  private let rounds: Int
  /// The number of messages on each association in a round, of which the server sends the last back.
  private let burst: Int
  /// How often a server sums up the bytes of each message.
  private var work = 0

  /// The servers that the library is compared with.
  enum Baseline {
    case c
    /// Threads in C that share one processor.
    case cOnOneProcessor
    /// Threads or tasks in Swift that use a library in C.
    case cLibrary(CLibraryServers.Form)

    /// Starts the servers, and returns a function that ends them or waits for their end.
    func start(_ sockets: [SCTPOneToOneSocket], burst: Int, work: Int) throws -> () -> Void {
      var serving = workload_serving()
      serving.burst = CInt(burst)
      serving.work = CInt(work)
      switch self {
      case .c: break
      case .cOnOneProcessor: serving.on_one_processor = true
      case .cLibrary(let form): return try CLibraryServers(sockets, burst: burst, work: work, form).end
      }
      return try CServers(sockets, serving).join
    }
  }

  /// Measures servers that send every message back.
  ///
  /// In a round, the client sends a message on each association and then receives all echoes.
  static func echo(
    _ associations: Int, _ form: PeeledOffServers.Form, _ addition: String, _ goal: Goal = Goal(),
    against baseline: Baseline = .c
  ) -> Workload {
    let work = ServingPeeledOff(associations: associations, size: 64, rounds: max(30, 2_000 / associations), burst: 1)
    let count = "\(associations) association\(associations == 1 ? "" : "s")"
    return work.workload("echo 64 B, \(count), \(addition)", form, goal, baseline)
  }

  /// Measures a server that receives messages as fast as the client can send them.
  static func oneWay(
    _ size: Int, _ form: PeeledOffServers.Form, _ addition: String, _ goal: Goal = Goal(),
    against baseline: Baseline = .c
  ) -> Workload {
    let work = ServingPeeledOff(associations: 1, size: size, rounds: 1, burst: size < 32_768 ? 5_000 : 500)
    let length = size < 1_024 ? "\(size) B" : "\(size / 1_024) KiB"
    return work.workload("one-way \(length), \(addition)", form, goal, baseline)
  }

  private func workload(
    _ name: String, _ form: PeeledOffServers.Form, _ goal: Goal, _ baseline: Baseline
  ) -> Workload {
    Workload(name: name, goal: goal) { rounds in
      let sides = try Sides(self, form, baseline)
      let measurement = try sides.servers.explainFailure { try sides.comparison.latency(rounds: rounds) }
      try sides.end()
      return measurement
    }
  }

  /// The servers of both sides, which do not share associations because all of them wait at the same time.
  private struct Sides {
    private let baselineConnections: PeeledOffConnections
    private let endBaseline: () -> Void
    private let connections: PeeledOffConnections
    let servers: PeeledOffServers
    let comparison: Comparison

    init(_ work: ServingPeeledOff, _ form: PeeledOffServers.Form, _ baseline: Baseline) throws {
      baselineConnections = try PeeledOffConnections(work.associations)
      endBaseline = try baseline.start(baselineConnections.peeledOff, burst: work.burst, work: work.work)
      connections = try PeeledOffConnections(work.associations)
      servers = try PeeledOffServers(connections.peeledOff, burst: work.burst, work: work.work, form)
      comparison = try work.comparison(baselineConnections, connections)
    }

    func end() throws {
      try baselineConnections.closeClients()
      endBaseline()
      try connections.closeClients()
      try servers.join()
    }
  }

  private func comparison(_ baseline: PeeledOffConnections, _ library: PeeledOffConnections) throws -> Comparison {
    let baselineClients = try baseline.clients.map { try $0.descriptor }
    let clients = try library.clients.map { try $0.descriptor }
    return Comparison(operations: rounds * burst * associations) {
      try drive(baselineClients)
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

extension ServingPeeledOff {
  /// Measures the cost of an echo with two threads of the executor as a multiple of its cost with one.
  ///
  /// The servers work longer than the client. The threads in C run on all processors, and on one. Without
  /// `--all-processors`, a second thread changes nothing.
  static var growth: Workload {
    Workload(name: "echo 64 B with work, 200 associations, async, from 1 to 2 threads", goal: Goal()) { rounds in
      let work = ServingPeeledOff(associations: 200, size: 64, rounds: 10, burst: 1, work: 500)
      let one = try Sides(work, .tasks { try SCTPTaskExecutor(threadCount: 1) }, .cOnOneProcessor)
      let two = try Sides(work, .tasks { try SCTPTaskExecutor(threadCount: 2) }, .c)
      let measurement = try two.servers.explainFailure {
        try two.comparison.growth(from: one.comparison, rounds: rounds)
      }
      try one.end()
      try two.end()
      return measurement
    }
  }
}

/// The rows of each form of server.
extension ServingPeeledOff {
  static var threads: [Workload] {
    let addition = "threads, C library with arrays"
    return rows(.threads, "threads", Goal(ratioAtMost: 1.05), longMessages: Goal(ratioAtMost: 1.05)) + [
      echo(200, .threads, addition, against: .cLibrary(.threads)),
      oneWay(64, .threads, addition, against: .cLibrary(.threads)),
      oneWay(1_024, .threads, addition, against: .cLibrary(.threads)),
    ]
  }

  static var tasks: [Workload] {
    rows(.tasksOnTaskExecutor, "async", Goal(ratioAtMost: 1.10), longMessages: Goal(ratioAtMost: 1.06))
      + againstCLibrary(.tasksOnTaskExecutor, "async", onReactor: true)
  }

  static var tasksOnSwiftExecutor: [Workload] {
    rows(
      .tasksOnSwiftExecutor, "async, Swift's executor", Goal(ratioAtMost: 1.20), longMessages: Goal(ratioAtMost: 1.08))
      + againstCLibrary(.tasksOnSwiftExecutor, "async, Swift's executor", onReactor: false)
  }

  private static func againstCLibrary(
    _ form: PeeledOffServers.Form, _ name: String, onReactor: Bool
  ) -> [Workload] {
    [1, 200].map { associations in
      echo(associations, form, "\(name), tasks over the C library", against: .cLibrary(.tasks(onReactor: onReactor)))
    }
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
