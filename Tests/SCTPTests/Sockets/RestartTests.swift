import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct Restart {
    @Test("A peer that connects again from its address restarts the association") func samePeer() throws {
      let pair = try Pair()
      pair.server.expectNothing()
      try pair.server.setSubscribed(true, to: .associationChange, of: .all)
      let address = try pair.client.address
      let again = try pair.replaceClientUnnoticed(at: address)
      let association = try again.connect(to: [pair.server.address], timeout: patience)
      guard case .associationChange(let change) = try pair.server.notification() else {
        Issue.record("another notification")
        return
      }
      #expect(change.state == .restart)
      #expect(change.association == pair.atServer)
      #expect(try pair.server.associations() == [pair.atServer])
      try again.send([1], on: association)
      #expect(try pair.server.message().payload == [1])
      try pair.server.send([2], on: pair.atServer)
      #expect(try again.message().payload == [2])
      try again.close()
      try pair.server.close()
    }
  }
}

extension Pair {
  /// Ends the client in such a way that the server does not hear of it, and makes another with the same address.
  fileprivate func replaceClientUnnoticed(at address: SCTPAddress) throws -> SCTPSocket {
    try server.setDeaf(true)
    try client.abort(association: atClient)
    try client.close()
    try server.setDeaf(false)
    let again = try SCTPSocket()
    try again.setOption(.noDelay, to: true)
    try again.bind(to: address)
    return again
  }
}
