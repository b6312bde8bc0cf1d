import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_events") struct OneToOneEventsConformance {
    private static let events: SCTPEventSet = [.associationChange, .shutdown, .authentication]

    /// A connection whose sockets asked for the events before it was made; the client sent a message on stream 1.
    private static func connection() throws -> Connection {
      let listener = try SCTPListener.listening()
      let client = try SCTPOneToOneSocket()
      try listener.setSubscribed(true, to: events)
      try client.setSubscribed(true, to: events)
      try client.connect(to: [try listener.address], timeout: patience)
      let accepted = try listener.accepted()
      try client.send(.hello, options: .init(stream: 1, payloadProtocol: .init(rawValue: 4711)))
      try listener.close()
      return Connection(client: client, accepted: accepted)
    }

    @Test("COMM_UP notification on client socket - SUCCESS") func upAtClient() throws {
      let connection = try Self.connection()
      let change = try connection.client.expectChange(.communicationUp)
      #expect(try change.association == connection.client.association)
      try connection.close()
    }

    @Test("COMM_UP notification on server socket - SUCCESS") func upAtServer() throws {
      let connection = try Self.connection()
      let change = try connection.accepted.expectChange(.communicationUp)
      #expect(try change.association == connection.accepted.association)
      try connection.close()
    }

    @Test("AUTH_NO_AUTH notification on server socket - SUCCESS") func noAuthentication() throws {
      let connection = try Self.connection()
      try connection.accepted.expectChange(.communicationUp)
      guard case .authentication(let event) = try connection.accepted.notification() else {
        Issue.record("another notification")
        return
      }
      #expect(event.indication == .noAuthentication)
      #expect(try event.association == connection.accepted.association)
      try connection.close()
    }

    @Test("Data message on server socket - SUCCESS") func data() throws {
      let connection = try Self.connection()
      _ = try connection.accepted.notification()
      _ = try connection.accepted.notification()
      let message = try connection.accepted.message()
      #expect(message.payload == .hello)
      #expect(message.info.stream == 1)
      #expect(message.info.payloadProtocol.rawValue == 4711)
      #expect(message.info.isEndOfMessage)
      try connection.close()
    }

    @Test("SHUTDOWN notification on accepted socket - SUCCESS") func shutdown() throws {
      let connection = try Self.connection()
      let association = try connection.accepted.association
      _ = try connection.accepted.notification()
      _ = try connection.accepted.notification()
      _ = try connection.accepted.message()
      try connection.client.close()
      guard case .shutdown(let event) = try connection.accepted.notification() else {
        Issue.record("another notification")
        return
      }
      #expect(event.association == association)
      try connection.accepted.close()
    }
  }
}
