import SCTP
import Testing

extension OnTheKernel {
  /// Errors that concern one association of a one-to-many socket identify it.
  @Suite struct ErrorAssociations {
    private let unknown = SCTPAssociationID(rawValue: 1 << 30)

    @Test("The error of a call for one association identifies it") func oneAssociation() throws {
      let pair = try Pair()
      let calls: [() throws -> Void] = [
        { try pair.server.send([1], on: unknown) },
        { try pair.server.send([], on: unknown) },
        { try pair.server.shutdown(association: unknown) },
        { try pair.server.abort(association: unknown) },
        { _ = try pair.server.peelOff(association: unknown) },
        { _ = try pair.server.peerAddresses(of: unknown) },
        { _ = try pair.server.localAddresses(of: unknown) },
        { try pair.server.setSubscribed(true, to: .shutdown, of: unknown) },
        { try pair.server.setSubscribed(true, to: .associationChange, of: unknown) },
        { _ = try pair.server.subscribedEvents(of: unknown) },
      ]
      for call in calls { expectError(of: unknown, call) }
      try pair.close()
    }

    @Test("The error of a send that times out identifies its association") func waitingSend() async throws {
      let pair = try Pair()
      _ = try pair.server.fill(pair.atServer)
      inThread {
        expectError(of: pair.atServer) { try pair.server.send([1], on: pair.atServer, timeout: .milliseconds(1)) }
      }
      let sending = Task { try await pair.server.send([1], on: pair.atServer, timeout: .milliseconds(1)) }
      let error = await sending.result
      #expect(throws: SCTPError(.timedOut, in: "sendmsg", because: .timeout, association: pair.atServer)) {
        try error.get()
      }
      try pair.close()
    }

    @Test("An error that concerns the whole socket identifies no association") func wholeSocket() throws {
      let socket = try SCTPSocket()
      expectError(of: nil) { try socket.send([1], on: .future) }
      try socket.close()
      expectError(of: nil) { try socket.send([1], on: unknown) }
      expectError(of: nil) { _ = try socket.peelOff(association: unknown) }
    }

    private func expectError(
      of association: SCTPAssociationID?, _ call: () throws -> Void, _ location: SourceLocation = #_sourceLocation
    ) {
      let error = #expect(throws: SCTPError.self, sourceLocation: location) { try call() }
      #expect(error?.association == association, sourceLocation: location)
    }
  }
}
