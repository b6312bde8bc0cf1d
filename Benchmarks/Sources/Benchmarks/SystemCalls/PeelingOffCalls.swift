import CWorkloads
import SCTP

/// Branches associations off, which are set up and ended outside of the count.
enum PeelingOffCalls {
  private static let count = 100

  static var check: CallCheck {
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
