import SCTP
import Testing

extension OnTheKernel {
  /// An event belongs to the subscription of the time when it happened, not of that when it is received.
  @Suite struct LateSubscription {
    @Test("Subscribing does not show earlier events") func lateSubscribe() throws {
      let pair = try Pair()
      try pair.server.setSubscribed(true, to: .associationChange, of: .all)
      try pair.client.send([1], on: pair.atClient)
      #expect(try pair.server.message().payload == [1])
      try pair.client.shutdown(association: pair.atClient)
      try pair.server.expectChange(.shutdownComplete)
      try pair.close()
    }

    @Test("Unsubscribing does not hide earlier events") func lateUnsubscribe() throws {
      let server = try SCTPSocket.listening()
      try server.setSubscribed(true, to: .associationChange)
      let pair = try Pair(server: server)
      try server.setSubscribed(false, to: .associationChange, of: .all)
      try pair.client.send([1], on: pair.atClient)
      try server.expectChange(.communicationUp)
      #expect(try server.message().payload == [1])
      try pair.client.shutdown(association: pair.atClient)
      try until("the association ends") { try server.associations().isEmpty }
      expectFailure(.timedOut) { try server.receive(timeout: .zero) }
      try pair.close()
    }

    @Test("Subscribing does not show earlier events on a peeled-off socket") func peeledOffSocket() throws {
      let pair = try Pair()
      try pair.server.setSubscribed(true, to: .associationChange, of: .all)
      let child = try pair.server.peelOff(association: pair.atServer)
      try pair.client.send([1], on: pair.atClient)
      #expect(try child.message().payload == [1])
      try pair.client.shutdown(association: pair.atClient)
      try child.expectChange(.shutdownComplete)
      try child.close()
      try pair.close()
    }
  }
}
