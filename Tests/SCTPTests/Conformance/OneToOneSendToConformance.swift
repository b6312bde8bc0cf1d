import SCTP
import Testing

extension OnTheKernel {
  // A one-to-one socket sends to no address; a one-to-many object that has the descriptor of one does.
  @Suite("test_1_to_1_sendto") struct OneToOneSendToConformance {
    @Test("sendto() from client to server - SUCCESS") func fromClient() throws {
      let connection = try Connection()
      let sender = try connection.client.posingAsOneToMany()
      try sender.send(.hello, to: try connection.listener.address)
      #expect(try connection.accepted.message().payload == .hello)
      try sender.close()
      try connection.close()
    }

    @Test("sendto() from accept socket to client - SUCCESS") func fromAccepted() throws {
      let connection = try Connection()
      let sender = try connection.accepted.posingAsOneToMany()
      try sender.send(.hello, to: try #require(try connection.accepted.peerAddresses().first))
      #expect(try connection.client.message().payload == .hello)
      try sender.close()
      try connection.close()
    }

    @Test("sendto() from unconnected client to server - SUCCESS") func unconnected() throws {
      let listener = try SCTPListener.listening()
      let sender = try SCTPSocket.unconnectedOneToOne()
      try sender.send(.hello, to: try listener.address)
      let accepted = try listener.accepted()
      #expect(try accepted.message().payload == .hello)
      try sender.close()
      try accepted.close()
      try listener.close()
    }

    @Test("sendto() partial data from a buffer - SUCCESS") func partOfBuffer() throws {
      let connection = try Connection()
      let sender = try connection.client.posingAsOneToMany()
      let hello: [UInt8] = .hello
      try sender.send(unsafe hello.span.bytes.extracting(first: 5), to: try connection.listener.address)
      #expect(try connection.accepted.message().payload == Array("hello".utf8))
      try sender.close()
      try connection.close()
    }
  }
}
