import CSCTP
import Testing

@testable import SCTP

extension OnTheKernel {
  /// Parts of messages whose associations end without a notification.
  ///
  /// The kernel withholds the notification if the peer shuts down in the middle of a message. Here it sends none, because
  /// nothing is subscribed to it.
  @Suite struct AbandonedParts {
    @Test("The parts of a message are discarded when its association has ended") func endedAssociation() throws {
      let long = try LongMessage()
      let other = try Pair(server: long.pair.server)
      try long.sendAndGatherAPart()
      try long.pair.endWithoutNotification()
      try until("the parts are discarded") {
        expectFailure(.timedOut) { try long.pair.server.receive(timeout: .zero) }
        return long.pair.server.gate.withLock { $0.inbox.assembly.isEmpty }
      }
      try other.client.send([1], on: other.atClient)
      #expect(try long.pair.server.message().payload == [1])
      try other.client.close()
      try long.pair.close()
    }

    @Test("Abandoned parts are discarded before another message exceeds the limit") func reassemblyLimit() throws {
      let long = try LongMessage()
      let other = try LongMessage(server: long.pair.server)
      try long.sendAndGatherAPart()
      try long.pair.endWithoutNotification()
      long.pair.server.maximumReassemblySize = other.payload.count * 2
      try other.pair.client.send(other.payload, on: other.pair.atClient)
      #expect(try long.pair.server.message().payload == other.payload)
      try other.pair.client.close()
      try long.pair.close()
    }

    @Test("The queued rest of a message is received although its association has ended and the limit is near")
    func queuedRest() throws {
      let pair = try Pair(server: .withLargeBuffers())
      let payload = [UInt8](repeating: 7, count: 100_000) + [1]
      pair.server.maximumReassemblySize = 70_000
      try pair.client.setOption(.sendBufferSize, to: 1_000_000)
      try pair.client.send(payload, on: pair.atClient)
      try pair.client.shutdown(association: pair.atClient)
      try until("the association has ended") { try pair.server.associations().isEmpty }
      #expect(try pair.server.message().payload == payload)
      try pair.close()
    }

    @Test("The queued rest of a message is received on a one-to-one socket whose association has ended")
    func queuedRestOneToOne() throws {
      let pair = try Pair(server: .withLargeBuffers())
      let child = try pair.server.peelOff(association: pair.atServer)
      let payload = [UInt8](repeating: 7, count: 100_000) + [1]
      child.maximumReassemblySize = 70_000
      try pair.client.setOption(.sendBufferSize, to: 1_000_000)
      try pair.client.send(payload, on: pair.atClient)
      try pair.client.shutdown(association: pair.atClient)
      try until("the association has ended") { (try? child.status()) == nil }
      #expect(try child.message().payload == payload)
      #expect(try child.receive(timeout: patience) == nil)
      try child.close()
      try pair.close()
    }

    @Test("A waiting receive fails with ENOTCONN when the only association has ended") func waitingReceive() throws {
      let long = try LongMessage()
      try long.sendAndGatherAPart()
      let receiver = Background { try long.pair.server.receive() }
      try receiver.untilItWaits()
      try long.pair.server.listen(backlog: 0)
      try long.pair.endWithoutNotification()
      receiver.expectFailure(.socketNotConnected, .notConnected)
      try long.pair.close()
    }

    @Test("A waiting receive on a peeled-off socket fails when its association has ended")
    func peeledOffSocket() throws {
      let long = try LongMessage()
      try long.sendAndGatherAPart()
      let child = try long.pair.server.peelOff(association: long.pair.atServer)
      try child.setReports(false, of: .current)
      let receiver = Background { try child.receive() }
      try receiver.untilItWaits()
      try long.pair.client.abort(association: long.pair.atClient)
      #expect(throws: SCTPError.self) { try receiver.value() }
      try child.close()
      try long.pair.close()
    }
  }
}

extension SCTPSocket {
  /// Returns a listening socket whose receive buffer holds a long message.
  fileprivate static func withLargeBuffers() throws -> SCTPSocket {
    let socket = try SCTPSocket.listening()
    try socket.setOption(.receiveBufferSize, to: 1_000_000)
    return socket
  }
}

extension Pair {
  /// Ends the association so that the server's kernel reports neither the end nor the aborted delivery.
  fileprivate func endWithoutNotification() throws {
    try server.setReports(false, of: atServer)
    let others = try server.associations().count - 1
    try client.abort(association: atClient)
    try until("the association ends") { try server.associations().count == others }
  }
}

extension SCTPEndpoint {
  /// Changes the kernel's reports behind the library's back.
  fileprivate func setReports(_ on: Bool, of association: SCTPAssociationID) throws {
    try withFileDescriptor {
      try EventSubscription.set(on, .needed, of: association, on: $0.rawValue)
    }
  }
}
