import SCTP
import SystemPackage
import Testing

extension OnTheKernel {
  /// Calls that the style of an adopted descriptor does not support fail with the reason.
  @Suite struct AdoptedStyles {
    private typealias Call = () throws -> Void

    @Test("A one-to-many socket that is adopted as a listener accepts no association") func manyAsListener() throws {
      let server = try SCTPSocket.listening()
      let listener = SCTPListener(takingOwnershipOf: try server.duplicate())
      try listener.listen()
      #expect(throws: SCTPError(.notSupportedOnSocket, in: "accept4", because: .wrongStyle)) {
        try listener.accept(timeout: patience)
      }
      try listener.close()
      try server.close()
    }

    @Test("A connected or peeled-off socket that is adopted as a listener does not listen or accept")
    func oneAsListener() throws {
      let connection = try Connection()
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      for socket in [connection.client, connection.accepted, child] {
        let listener = SCTPListener(takingOwnershipOf: try socket.duplicate())
        let calls: [Call] = [{ try listener.listen() }, { _ = try listener.accept(timeout: patience) }]
        for call in calls {
          let error = #expect(throws: SCTPError.self, performing: call)
          #expect(error?.reason == .wrongStyle)
        }
        try listener.close()
      }
      try connection.close()
      try child.close()
      try pair.close()
    }

    @Test("A one-to-many socket that is adopted as a one-to-one socket does not have a single association")
    func manyAsOne() throws {
      let pair = try Pair()
      let adopted = SCTPOneToOneSocket(takingOwnershipOf: try pair.client.duplicate())
      let invalid: [Call] = [
        { _ = try adopted.status() }, { _ = try adopted.association }, { _ = try adopted.peerAddresses() },
        { _ = try adopted.statistics() },
      ]
      for call in invalid { expectFailure(.invalidArgument, .wrongStyle, of: call) }
      let broken: [Call] = [{ try adopted.send([1]) }, { try adopted.shutdown() }]
      for call in broken { expectFailure(.brokenPipe, .wrongStyle, in: "sendmsg", of: call) }
      #expect(try pair.client.associations() == [pair.atClient])
      try adopted.close()
      try pair.close()
    }

    @Test("A one-to-one socket that is adopted as a one-to-many socket has no list of associations")
    func oneAsMany() throws {
      let connection = try Connection()
      let adopted = try connection.client.posingAsOneToMany()
      let association = try connection.client.association
      expectFailure(.notSupportedOnSocket, .wrongStyle) { _ = try adopted.associations() }
      expectFailure(.invalidArgument, .oneToOne) { _ = try adopted.peelOff(association: association) }
      expectFailure(.invalidArgument, .wrongStyle) { try adopted.shutdown(association: association) }
      expectFailure(.invalidArgument, .wrongStyle) { try adopted.abort(association: association) }
      #expect(try connection.accepted.status().state == .established)
      try adopted.close()
      try connection.close()
    }

    @Test("Without an association, a peeled-off socket has nothing to peel off either") func endedChild() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      try pair.close()
      try child.untilClosed()
      let adopted = try child.posingAsOneToMany()
      expectFailure(.invalidArgument, .oneToOne) { _ = try adopted.peelOff(association: pair.atServer) }
      try adopted.close()
      try child.close()
    }

    @Test("Calls on a descriptor that was never open fail with the reason", arguments: [-1, CInt.max])
    func neverOpen(_ number: CInt) {
      let descriptor = FileDescriptor(rawValue: number)
      let socket = SCTPSocket(takingOwnershipOf: descriptor)
      let single = SCTPOneToOneSocket(takingOwnershipOf: descriptor)
      let listener = SCTPListener(takingOwnershipOf: descriptor)
      let calls: [Call] = [
        { try socket.bind(to: .loopback(port: 0)) }, { try socket.listen() }, { _ = try socket.localAddresses() },
        { try socket.send([1], to: .loopback(port: 7)) }, { _ = try socket.receive(timeout: .zero) },
        { try socket.connect(to: [.loopback(port: 7)]) }, { _ = try socket.option(.noDelay) },
        { try single.send([1]) }, { _ = try single.status() }, { try single.shutdown() },
        { try listener.listen() }, { _ = try listener.accept(timeout: .zero) },
        { try socket.close() }, { try single.close() }, { try listener.close() },
      ]
      for call in calls { expectFailure(.badFileDescriptor, .notOpen, of: call) }
    }

    @Test("Calls on a socket of another protocol fail with the reason") func otherProtocol() throws {
      let socket = SCTPSocket(takingOwnershipOf: try .tcpSocket())
      let calls: [Call] = [
        { _ = try socket.option(.noDelay) }, { try socket.setOption(.noDelay, to: true) },
        { try socket.bind(adding: [.loopback(port: 0)]) }, { _ = try socket.localAddresses() },
        { _ = try socket.associations() }, { _ = try socket.peelOff(association: .init(rawValue: 7)) },
        { try socket.setSubscribed(true, to: .shutdown) }, { try socket.connect(to: [.loopback(port: 7)]) },
      ]
      for call in calls {
        let error = #expect(throws: SCTPError.self, performing: call)
        #expect(error?.reason == .notSCTP, "\(error.map { "\($0)" } ?? "")")
      }
      try socket.close()
    }
  }
}
