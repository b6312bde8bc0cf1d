import CSCTP
import Testing

@testable import SCTP

extension OnTheKernel {
  /// A failed `connect` leaves no association, whatever the error.
  @Suite struct ConnectFailures {
    @Test("Without a free descriptor, a connect fails with EMFILE and leaves no association")
    func noDescriptor() async {
      await #expect(processExitsWith: .success) {
        let server = try SCTPSocket.deaf()
        let client = try SCTPSocket()
        let address = try server.address
        try DescriptorShortage.prepare()
        try expectOutOfDescriptors { try client.connect(to: [address], timeout: patience) }
        #expect(try client.associations().isEmpty)
        try server.setDeaf(false)
        try await client.connect(to: [address], timeout: patience)
      }
    }

    @Test("Without a free descriptor, a one-to-one socket leaves no association") func noDescriptorOneToOne() async {
      await #expect(processExitsWith: .success) {
        let server = try SCTPSocket.deaf()
        let client = try SCTPOneToOneSocket()
        let address = try server.address
        try DescriptorShortage.prepare()
        try expectOutOfDescriptors { try client.connect(to: [address], timeout: patience) }
        try client.expectNoAssociationLeft()
      }
    }

    @Test("A connect that times out leaves no association") func timeLimit() throws {
      let server = try SCTPSocket.deaf()
      let client = try SCTPSocket()
      expectFailure(.timedOut) { try client.connect(to: [server.address], timeout: .zero) }
      #expect(try client.associations().isEmpty)
      let single = try SCTPOneToOneSocket()
      expectFailure(.timedOut) { try single.connect(to: [server.address], timeout: .zero) }
      try single.expectNoAssociationLeft()
      for socket in [server, client] { try socket.close() }
      try single.close()
    }

    @Test("A canceled connect leaves no association") func canceledTask() async throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      let client = try SCTPOneToOneSocket()
      let connecting = Task { try await client.connect(to: [address]) }
      try await client.untilTasksWait()
      connecting.cancel()
      await expectFailure(.canceled) { try await connecting.value }
      try client.expectNoAssociationLeft()
      try client.close()
      try server.close()
    }

    /// The library does not retry a call that fails with EINTR, which the kernel returns only from calls that wait.
    @Test("A connect that the kernel interrupts fails with EINTR and is not retried") func interruptedCall() throws {
      let client = try SCTPSocket()
      expectFailure(.interrupted, in: "sctp_connectx") {
        try client.gate.withDescriptor("sctp_connectx") { descriptor throws(SCTPError) in
          try client.beginConnecting(descriptor, to: [.loopback(port: 9)]) { _, _, _ in -EINTR }
        }
      }
      try client.close()
    }

    @Test("A peer that accepts and aborts ends a waiting connect with ECONNRESET") func acceptedAndAborted() throws {
      let listener = try SCTPListener.listening()
      let client = try SCTPOneToOneSocket()
      try client.gate.withDescriptor("sctp_connectx") { descriptor throws(SCTPError) in
        _ = try client.beginAssociation(descriptor, to: try listener.localAddresses())
        try listener.accept(timeout: patience).abort()
        expectFailure(.connectionReset, .endedAssociation, in: "sctp_connectx") {
          try client.waitUntilUp(descriptor, until: Deadline(after: patience))
        }
      }
      try client.close()
      try listener.close()
    }
  }
}

/// Checks that a call fails with EMFILE while no descriptor is free.
private func expectOutOfDescriptors(
  _ location: SourceLocation = #_sourceLocation, _ call: () throws -> SCTPAssociationID
) throws {
  let shortage = DescriptorShortage()
  try #require(DescriptorShortage.isReal, sourceLocation: location)
  expectFailure(.tooManyOpenFiles, nil, in: nil, location, of: call)
  _ = consume shortage
}

extension SCTPOneToOneSocket {
  /// Checks that the association that `connect` began no longer exists.
  fileprivate func expectNoAssociationLeft(_ location: SourceLocation = #_sourceLocation) throws {
    let association = try #require(gate.withLock { $0.inbox.association }, sourceLocation: location)
    #expect(!AssociationList.existsInNamespace(association), sourceLocation: location)
  }
}
