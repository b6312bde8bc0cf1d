import AllocationCounter
import SCTP

/// What the process's heap holds for each peeled-off association that has nothing to do; in C that is nothing but the
/// descriptor.
enum Idling {
  private static let count = 1_000

  static var workload: Workload {
    Workload(name: "heap of an idle peeled-off association", goal: .swift(atMost: 1_024)) { _ in
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
