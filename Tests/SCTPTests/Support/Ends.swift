import SCTP
import Testing

extension Pair {
  /// Creates an association whose client is subscribed to its changes.
  static func withSubscribedClient() throws -> Pair {
    let pair = try Pair()
    try pair.client.setSubscribed(true, to: .associationChange, association: pair.atClient)
    return pair
  }

  /// Receives at the subscribed client until the association ends, and returns the messages and changes.
  func arrivalsAtClient(_ location: SourceLocation = #_sourceLocation) throws -> Arrivals {
    var arrivals = Arrivals()
    while !arrivals.hasEnd { try arrivals.add(client.receive(timeout: patience)) }
    return arrivals
  }

  /// Reads the server's notifications until the association has come to this state.
  func untilServerSees(
    _ state: SCTPAssociationChange.State, _ location: SourceLocation = #_sourceLocation
  ) throws {
    while true {
      guard case .associationChange(let change) = try server.notification(location) else { continue }
      if change.state == state, change.association == atServer { return }
    }
  }
}
