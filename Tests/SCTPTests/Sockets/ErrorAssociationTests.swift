import SCTP
import Testing

extension OnTheKernel {
  /// Errors that concern one association of a one-to-many socket name it.
  @Suite struct ErrorAssociations {
    private let nobody = SCTPAssociationID(rawValue: 1 << 30)

    @Test func ofCallsForOneAssociation() throws {
      let pair = try Pair()
      let calls: [() throws -> Void] = [
        { try pair.server.send([1], on: nobody) },
        { try pair.server.send([], on: nobody) },
        { try pair.server.shutdown(nobody) },
        { try pair.server.abort(nobody) },
        { _ = try pair.server.peelOff(association: nobody) },
        { _ = try pair.server.peerAddresses(of: nobody) },
        { _ = try pair.server.localAddresses(of: nobody) },
        { try pair.server.setSubscribed(true, to: .shutdown, association: nobody) },
        { try pair.server.setSubscribed(true, to: .associationChange, association: nobody) },
        { _ = try pair.server.subscribedEvents(of: nobody) },
      ]
      for call in calls { expectError(of: nobody, call) }
      try pair.close()
    }

    @Test func ofASendThatWaits() async throws {
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

    @Test func notOfCallsThatConcernTheSocket() throws {
      let socket = try SCTPSocket()
      expectError(of: nil) { try socket.send([1], on: .future) }
      try socket.close()
      expectError(of: nil) { try socket.send([1], on: nobody) }
      expectError(of: nil) { _ = try socket.peelOff(association: nobody) }
    }

    private func expectError(
      of association: SCTPAssociationID?, _ call: () throws -> Void, _ location: SourceLocation = #_sourceLocation
    ) {
      let error = #expect(throws: SCTPError.self, sourceLocation: location) { try call() }
      #expect(error?.association == association, sourceLocation: location)
    }
  }
}
