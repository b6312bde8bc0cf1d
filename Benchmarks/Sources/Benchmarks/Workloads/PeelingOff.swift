import CBenchmarks
import SCTP

/// Peels off associations, which are set up and aborted outside of the measured time.
enum PeelingOff {
  private static let count = 100

  static var workload: Workload {
    .latency("peelOff", Goal(ratioAtMost: 1.03, allocations: 2)) { try comparison(probes: false) }
  }

  /// Compares with a C program that probes for a free descriptor first, as the library does.
  static var probing: Workload {
    .latency("peelOff, C probes for a descriptor") { try comparison(probes: true) }
  }

  private static func comparison(probes: Bool) throws -> Comparison {
    let server = try SCTPSocket.listening()
    return Comparison(operations: count) {
      try peelOffInC(server, probes)
    } swift: {
      try peelOff(server)
    }
  }

  private static func peelOffInC(_ server: SCTPSocket, _ probes: Bool) throws -> Double {
    let descriptor = try server.descriptor
    let clients = try CSockets(count, connectedTo: try server.address)
    let associations = try server.associations().map(\.rawValue)
    var children = [CInt](repeating: -1, count: count)
    let time = try Stopwatch.time {
      try Failure.check(
        "sctp_peeloff", unsafe workload_peel_off(descriptor, associations, CInt(count), probes, &children))
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

  static var callCheck: CallCheck {
    CallCheck(name: "peelOff", limit: 4) { thread in
      var tally = try thread.tally()
      try thread.extend(&tally) { tally in
        let server = try SCTPSocket.listening()
        let address = try server.address
        for _ in 0...count {
          let client = try CSockets(1, connectedTo: address)
          let associations = try server.associations()
          var children: [SCTPOneToOneSocket] = []
          children.reserveCapacity(associations.count)
          try await tally.add(associations.count) {
            for association in associations { children.append(try server.peelOff(association: association)) }
          }
          for child in children { try child.abort() }
          withExtendedLifetime(client) {}
        }
      }
      return tally
    }
  }
}
