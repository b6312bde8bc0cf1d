import CWorkloads
import SCTP

/// Branches associations off, which are set up and ended outside of the count.
enum PeelingOffCalls {
  private static let count = 100

  static var check: CallCheck { check("peelOff", limit: 4) { _ in } }

  /// If the caller is subscribed to association changes, the library does not subscribe itself.
  static var subscribed: CallCheck {
    check("peelOff, subscribed to association changes", limit: 3) { server in
      try server.setSubscribed(true, to: .associationChange)
    }
  }

  private static func check(
    _ name: String, limit: Int, prepare: @escaping @Sendable (SCTPSocket) throws -> Void
  ) -> CallCheck {
    CallCheck(name: name, limit: limit) { thread in
      var tally = try thread.tally()
      try thread.extend(&tally) { tally in
        let server = try SCTPSocket.listening()
        try prepare(server)
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
