import CBenchmarks
import Foundation
import SCTP

/// Measures the memory of idle peeled-off associations.
enum Idling {
  /// Measures the heap memory of an association, which is only a descriptor in C.
  static var heap: Workload {
    Workload(name: "heap of an idle peeled-off association", goal: Goal(swiftAtMost: 1_024)) { _ in
      let count = 1_000
      let server = try SCTPSocket.listening()
      let clients = try CSockets(count, connectedTo: try server.address)
      let associations = try server.associations()
      var children: [SCTPOneToOneSocket] = []
      children.reserveCapacity(count)
      let before = allocation_counter_bytes_in_use()
      for association in associations { children.append(try server.peelOff(association: association)) }
      let after = allocation_counter_bytes_in_use()
      withExtendedLifetime((clients, children)) {}
      return Measurement(unit: "bytes", c: [0], swift: [Double(after - before) / Double(count)])
    }
  }

  /// Measures the resident memory of a task that waits for an association, and of such a thread in C.
  ///
  /// Swift comes first. The threads then reuse some of its memory, so that the comparison favors C slightly.
  static var memory: Workload {
    Workload(name: "memory of a task (C: a thread) that waits for an idle association", goal: Goal()) { _ in
      let count = 10_000
      let connections = try PeeledOffConnections(count)
      allocation_counter_settle_heap()
      let start = try residentBytes()
      let servers = try PeeledOffServers(connections.peeledOff, burst: 1, .tasksOnSwiftExecutor)
      let swift = try residentBytes() - start
      servers.cancelTasks()
      let startInC = try residentBytes()
      let joinServersInC = try ServingPeeledOff.Baseline.c.start(connections.peeledOff, burst: 1, work: 0)
      let c = try residentBytes() - startInC
      for client in connections.clients { try client.abort() }
      joinServersInC()
      return Measurement(unit: "bytes", c: [Double(c) / Double(count)], swift: [Double(swift) / Double(count)])
    }
  }

  /// The memory of the process that is in RAM.
  ///
  /// `VmRSS` would lack the pages that a thread has used only recently, because Linux adds them later.
  private static func residentBytes() throws -> Int {
    let file = "/proc/self/smaps_rollup"
    let text = try String(contentsOfFile: file, encoding: .ascii)
    let words = text.split(separator: "\n").first { $0.hasPrefix("Rss:") }?.split(separator: " ")
    guard let words, words.count == 3, words[2] == "kB", let kibibytes = Int(words[1]) else {
      throw Failure("\(file) does not contain the resident memory")
    }
    return kibibytes * 1_024
  }
}
