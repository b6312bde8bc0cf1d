import Testing

@testable import SCTP

extension OnTheKernel {
  /// The causes of EINVAL, each with its reason.
  ///
  /// The associations stay unchanged.
  @Suite struct PeelOffInvalid {
    @Test("A reserved identifier is rejected with EINVAL", arguments: [0, 1, 2, -1, -2, Int32.min])
    func reservedIdentifier(_ number: Int32) throws {
      let pair = try Pair()
      expectFailure(.invalidArgument, .reservedAssociation, in: "sctp_peeloff") {
        try pair.server.peelOff(association: .init(rawValue: number))
      }
      try pair.expectWhole()
      try pair.close()
    }

    @Test("A reserved identifier is rejected without a system call") func noSystemCall() throws {
      let server = try SCTPSocket.listening()
      var calls = 0
      for reserved in [SCTPAssociationID.future, .current, .all] {
        expectFailure(.invalidArgument, .reservedAssociation, in: "sctp_peeloff") {
          try server.peelOff(reserved, []) { _, _, _ in
            calls += 1
            return -1
          }
        }
      }
      #expect(calls == 0)
      try server.close()
    }

    @Test("An unused identifier is rejected as unknown") func unknownIdentifier() throws {
      let pair = try Pair()
      expectFailure(.invalidArgument, .unknownAssociation, in: "sctp_peeloff") {
        try pair.server.peelOff(association: .init(rawValue: .max))
      }
      try pair.expectWhole()
      try pair.close()
    }

    @Test("An association of another socket is rejected as foreign") func otherSocket() throws {
      let (pair, other) = (try Pair(), try Pair())
      expectFailure(.invalidArgument, .foreignAssociation, in: "sctp_peeloff") {
        try pair.server.peelOff(association: other.atServer)
      }
      try pair.expectWhole()
      try other.expectWhole()
      try pair.close()
      try other.close()
    }

    @Test("An association that another socket peeled off is rejected as foreign") func otherChild() throws {
      let (pair, other) = (try Pair(), try Pair())
      let child = try other.server.peelOff(association: other.atServer)
      expectFailure(.invalidArgument, .foreignAssociation, in: "sctp_peeloff") {
        try pair.server.peelOff(association: other.atServer)
      }
      try other.expectWhole(on: child)
      try child.close()
      try pair.close()
      try other.close()
    }

    @Test("An association that was shut down is rejected as unknown") func endedAssociation() throws {
      let pair = try Pair()
      try pair.server.setSubscribed(true, to: .associationChange, of: pair.atServer)
      try pair.client.shutdown(association: pair.atClient)
      try pair.server.event(SCTPAssociationChange.self) {
        $0.state == .shutdownComplete && $0.association == pair.atServer
      }
      expectFailure(.invalidArgument, .unknownAssociation, in: "sctp_peeloff") {
        try pair.server.peelOff(association: pair.atServer)
      }
      try pair.close()
    }

    @Test("An association that was aborted is rejected as unknown") func abortedAssociation() throws {
      let pair = try Pair()
      try pair.server.setSubscribed(true, to: .associationChange, of: pair.atServer)
      try pair.client.abort(association: pair.atClient)
      try pair.server.event(SCTPAssociationChange.self) {
        $0.state == .communicationLost && $0.association == pair.atServer
      }
      expectFailure(.invalidArgument, .unknownAssociation, in: "sctp_peeloff") {
        try pair.server.peelOff(association: pair.atServer)
      }
      try pair.close()
    }

    @Test("The queued messages of an ended association stay on the parent") func queuedMessages() throws {
      let pair = try Pair()
      try pair.deliver([1], [2])
      try pair.client.close()
      try until("the association has ended") { try pair.server.associations().isEmpty }
      expectFailure(.invalidArgument, .unknownAssociation, in: "sctp_peeloff") {
        try pair.server.peelOff(association: pair.atServer)
      }
      #expect(try pair.server.message().payload == [1])
      #expect(try pair.server.message().payload == [2])
      try pair.server.close()
    }

    @Test("An association cannot be peeled off twice") func peelOffTwice() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      expectFailure(.invalidArgument, .peeledOff, in: "sctp_peeloff") {
        try pair.server.peelOff(association: pair.atServer)
      }
      try pair.expectWhole(on: child)
      try child.close()
      expectFailure(.invalidArgument, .peeledOff, in: "sctp_peeloff") {
        try pair.server.peelOff(association: pair.atServer)
      }
      try pair.close()
    }

    @Test("A peeled-off descriptor has no association to peel off") func peeledOffDescriptor() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let posing = try child.posingAsOneToMany()
      expectFailure(.invalidArgument, .oneToOne, in: "sctp_peeloff") { try posing.peelOff(association: pair.atServer) }
      try posing.close()
      try pair.expectWhole(on: child)
      try child.close()
      try pair.close()
    }

    @Test("A connected or an accepted descriptor has no association to peel off") func oneToOneDescriptors() throws {
      let connection = try Connection()
      for socket in [connection.client, connection.accepted] {
        let association = try socket.association
        let posing = try socket.posingAsOneToMany()
        expectFailure(.invalidArgument, .oneToOne, in: "sctp_peeloff") { try posing.peelOff(association: association) }
        try posing.close()
      }
      try connection.client.send([1])
      #expect(try connection.accepted.message().payload == [1])
      try connection.close()
    }

    @Test("The descriptor of a listener has no association to peel off") func listenerDescriptor() throws {
      let listener = try SCTPListener.listening()
      let posing = try listener.posingAsOneToMany()
      expectFailure(.invalidArgument, .oneToOne, in: "sctp_peeloff") {
        try posing.peelOff(association: .init(rawValue: 3))
      }
      try posing.close()
      try listener.close()
    }
  }
}
