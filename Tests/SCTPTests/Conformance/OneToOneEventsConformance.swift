import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_events") struct OneToOneEventsConformance {
    private static let events: SCTPEventSet = [.associationChange, .shutdown, .authentication]

    /// A connection whose sockets asked for the events before it was made; the client sent a message on stream 1.
    private static func connection() throws -> Accepted {
      let listener = try SCTPListener.listening()
      let client = try SCTPOneToOneSocket()
      try listener.setSubscribed(true, to: events)
      try client.setSubscribed(true, to: events)
      try client.connect(to: [try listener.address], timeout: patience)
      let accepted = try listener.accepted()
      try client.send(.hello, options: .init(stream: 1, payloadProtocol: .init(rawValue: 4711)))
      return Accepted(listener: listener, client: client, accepted: accepted)
    }

    @Test("COMM_UP notification on client socket - SUCCESS") func upAtClient() throws {
      let all = try Self.connection()
      let change = try all.client.notification().change
      #expect(change?.state == .communicationUp)
      #expect(try change?.association == all.client.association)
      try all.close()
    }

    @Test("COMM_UP notification on server socket - SUCCESS") func upAtServer() throws {
      let all = try Self.connection()
      let change = try all.accepted.notification().change
      #expect(change?.state == .communicationUp)
      #expect(try change?.association == all.accepted.association)
      try all.close()
    }

    @Test("AUTH_NO_AUTH notification on server socket - SUCCESS") func noAuthentication() throws {
      let all = try Self.connection()
      #expect(try all.accepted.notification().change?.state == .communicationUp)
      guard case .authentication(let event) = try all.accepted.notification() else {
        Issue.record("another notification")
        return
      }
      #expect(event.indication == .noAuthentication)
      #expect(try event.association == all.accepted.association)
      try all.close()
    }

    @Test("Data message on server socket - SUCCESS") func data() throws {
      let all = try Self.connection()
      _ = try all.accepted.notification()
      _ = try all.accepted.notification()
      let message = try all.accepted.message()
      #expect(message.payload == .hello)
      #expect(message.info.stream == 1)
      #expect(message.info.payloadProtocol.rawValue == 4711)
      #expect(message.info.isEndOfMessage)
      try all.close()
    }

    @Test("SHUTDOWN notification on accepted socket - SUCCESS") func shutdown() throws {
      let all = try Self.connection()
      let association = try all.accepted.association
      _ = try all.accepted.notification()
      _ = try all.accepted.notification()
      _ = try all.accepted.message()
      try all.client.close()
      guard case .shutdown(let event) = try all.accepted.notification() else {
        Issue.record("another notification")
        return
      }
      #expect(event.association == association)
      try all.accepted.close()
      try all.listener.close()
    }
  }
}
