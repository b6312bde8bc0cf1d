import CBenchmarks
import SCTP

/// Measures the heap memory of idle peeled-off associations, each of which is only a descriptor in C.
enum Idling {
  private static let count = 1_000

  static var workload: Workload {
    Workload(name: "heap of an idle peeled-off association", goal: Goal(swiftAtMost: 1_024)) { _ in
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
}
