import CWorkloads
import SCTP

/// Branches associations off a one-to-many socket; they are set up and ended outside of the measured time.
enum PeelingOff {
  private static let count = 100

  static var workload: Workload {
    .latency("peelOff", .ratio(atMost: 1.03, allocations: 2)) { try comparison(looks: false) }
  }

  /// The same against a C program that looks for a free descriptor first, as the library does.
  static var looking: Workload {
    .latency("peelOff, C looks for a descriptor too", .none) { try comparison(looks: true) }
  }

  private static func comparison(looks: Bool) throws -> Comparison {
    let server = try SCTPSocket.listening()
    return Comparison(operations: count) {
      try peelOffInC(server, looks)
    } swift: {
      try peelOff(server)
    }
  }

  private static func peelOffInC(_ server: SCTPSocket, _ looks: Bool) throws -> Double {
    let descriptor = try server.descriptor
    let clients = try CSockets(count, connectedTo: try server.address)
    let associations = try server.associations().map(\.rawValue)
    var children = [CInt](repeating: -1, count: count)
    let time = try Stopwatch.time {
      try Failure.check(
        "sctp_peeloff", unsafe workload_peel_off(descriptor, associations, CInt(count), looks, &children))
    }
    for child in children { try Failure.check("close", workload_abort(child)) }
    withExtendedLifetime(clients) {}
    return time
  }

  private static func peelOff(_ server: SCTPSocket) throws -> Double {
    let clients = try CSockets(count, connectedTo: try server.address)
    let associations = try server.associations()
    var children: [SCTPOneToOneSocket] = []
    children.reserveCapacity(count)
    let time = try Stopwatch.time {
      for association in associations { children.append(try server.peelOff(association: association)) }
    }
    for child in children { try child.abort() }
    withExtendedLifetime(clients) {}
    return time
  }
}
