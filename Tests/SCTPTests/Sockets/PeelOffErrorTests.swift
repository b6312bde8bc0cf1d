import SCTP
import Testing

extension OnTheKernel {
  /// The errors of sctp_peeloff(3), and the one of a socket of another protocol.
  @Suite struct PeelOffErrors {
    @Test("A peel-off from a closed socket fails with EBADF") func closedSocket() throws {
      let pair = try Pair()
      try pair.server.close()
      expectFailure(.badFileDescriptor, .closed, in: "sctp_peeloff") {
        try pair.server.peelOff(association: pair.atServer)
      }
      try pair.client.close()
    }

    @Test("A peel-off from an invalid descriptor fails with EBADF", arguments: [-1, CInt.max])
    func invalidDescriptor(_ number: CInt) {
      let socket = SCTPSocket(takingOwnershipOf: FileDescriptor(rawValue: number))
      expectFailure(.badFileDescriptor, .notOpen, in: "sctp_peeloff") {
        try socket.peelOff(association: .init(rawValue: 3))
      }
    }

    @Test("A peel-off from a file or a pipe fails with ENOTSOCK", arguments: ForeignDescriptor.files)
    func notSocket(_ stranger: ForeignDescriptor) throws {
      let socket = SCTPSocket(takingOwnershipOf: try stranger.descriptor())
      expectFailure(.notSocket, .notSCTP, in: "sctp_peeloff") { try socket.peelOff(association: .init(rawValue: 3)) }
      try socket.close()
    }

    @Test("A peel-off from a socket of another protocol fails with EOPNOTSUPP", arguments: ForeignDescriptor.sockets)
    func otherProtocol(_ stranger: ForeignDescriptor) throws {
      let socket = SCTPSocket(takingOwnershipOf: try stranger.descriptor())
      expectFailure(.notSupportedOnSocket, .notSCTP, in: "sctp_peeloff") {
        try socket.peelOff(association: .init(rawValue: 3))
      }
      try socket.close()
    }

    @Test("The text of an error states the call, the errno and the reason") func errorText() throws {
      let pair = try Pair()
      let error = try #require(throws: SCTPError.self) { try pair.server.peelOff(association: .future) }
      #expect(error.description.hasPrefix("sctp_peeloff: Invalid argument (errno 22): "))
      #expect(error.description.hasSuffix(try #require(error.reason).description))
      try pair.close()
    }
  }
}
