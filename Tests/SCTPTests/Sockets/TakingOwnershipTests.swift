import CSCTP
import Foundation
import SystemPackage
import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct TakingOwnership {
    @Test("Calls on an adopted pipe fail with ENOTSOCK") func pipeEnd() throws {
      let make = {
        let (readEnd, writeEnd) = try FileDescriptor.pipe()
        try writeEnd.close()
        return readEnd
      }
      try withEachKind(of: make) { socket in
        for call in socket.calls { expectFailure(.notSocket, .notSCTP, of: call) }
      }
    }

    @Test("Calls on an adopted file fail with ENOTSOCK") func regularFile() throws {
      let make = { try FileDescriptor.file() }
      try withEachKind(of: make) { socket in
        for call in socket.calls { expectFailure(.notSocket, .notSCTP, of: call) }
      }
    }

    @Test("Calls on an adopted TCP socket fail") func otherProtocol() throws {
      let make = { try FileDescriptor.tcpSocket() }
      try withEachKind(of: make) { socket in
        for call in socket.calls {
          let error = #expect(throws: SCTPError.self, performing: call)
          let expected: [Errno] = [.notSupportedOnSocket, .protocolNotAvailable, .socketNotConnected, .brokenPipe]
          #expect(error.map { expected.contains($0.code) } == true, "\(error.map { "\($0)" } ?? "")")
        }
      }
    }

    @Test("Calls on an adopted invalid descriptor fail with EBADF") func invalidDescriptor() throws {
      let sockets: [SCTPEndpoint] = [
        SCTPSocket(takingOwnershipOf: .init(rawValue: -1)), SCTPOneToOneSocket(takingOwnershipOf: .init(rawValue: -1)),
        SCTPListener(takingOwnershipOf: .init(rawValue: -1)),
      ]
      for socket in sockets {
        for call in socket.calls { expectFailure(.badFileDescriptor, .notOpen, of: call) }
        expectFailure(.badFileDescriptor, .notOpen, in: "close") { try socket.close() }
      }
    }

    @Test("Closing or releasing the object closes the adopted descriptor") func closedDescriptor() throws {
      let descriptor = try FileDescriptor.file()
      try SCTPSocket(takingOwnershipOf: descriptor).close()
      #expect(Descriptors.open()[Int(descriptor.rawValue)] == nil)
      let again = try FileDescriptor.file()
      _ = SCTPOneToOneSocket(takingOwnershipOf: again)
      #expect(Descriptors.open()[Int(again.rawValue)] == nil)
    }

    @Test("An adopted one-to-many socket receives messages with their information") func oneToMany() throws {
      let server = SCTPSocket(takingOwnershipOf: try descriptor(csctp_SOCK_SEQPACKET))
      try server.bind(to: .loopback(port: 0))
      try server.listen()
      let pair = try Pair(server: server)
      try pair.client.send([1], on: pair.atClient, options: .init(stream: 2))
      let message = try server.message()
      #expect(message.payload == [1])
      #expect(message.info.stream == 2)
      try pair.close()
    }

    @Test("An adopted one-to-many socket keeps its subscriptions") func oneToManyEvents() throws {
      let original = try descriptor(csctp_SOCK_SEQPACKET)
      try subscribe(original, SCTP_ASSOC_CHANGE)
      try subscribe(original, SCTP_SHUTDOWN_EVENT)
      let server = SCTPSocket(takingOwnershipOf: original)
      try server.bind(to: .loopback(port: 0))
      try server.listen()
      let pair = try Pair(server: server)
      try server.expectChange(.communicationUp)
      try pair.client.close()
      #expect(try server.notification().event == .shutdown)
      try server.expectChange(.shutdownComplete)
      try server.close()
    }

    @Test("An adopted listener accepts associations and keeps its subscriptions") func listeningSocket() throws {
      let original = try descriptor(csctp_SOCK_STREAM)
      try subscribe(original, SCTP_ASSOC_CHANGE)
      let listener = SCTPListener(takingOwnershipOf: original)
      try listener.bind(to: .loopback(port: 0))
      try listener.listen()
      let accepting = Background { try listener.accept() }
      try accepting.untilItWaits()
      let client = SCTPOneToOneSocket(takingOwnershipOf: try descriptor(csctp_SOCK_STREAM))
      try client.connect(to: [listener.address], timeout: patience)
      let accepted = try accepting.value()
      #expect(try accepted.notification().event == .associationChange)
      try client.send([1])
      #expect(try accepted.message().payload == [1])
      try client.shutdown()
      #expect(try accepted.notification().event == .associationChange)
      #expect(try accepted.receive(timeout: patience) == nil)
      for socket in [client, accepted, listener] as [SCTPEndpoint] { try socket.close() }
    }

    @Test("An accept on an adopted non-blocking listener fails with EAGAIN instead of waiting")
    func nonBlockingListener() throws {
      let listener = SCTPListener(takingOwnershipOf: try descriptor(csctp_SOCK_STREAM | csctp_SOCK_NONBLOCK))
      try listener.bind(to: .loopback(port: 0))
      try listener.listen()
      expectFailure(.resourceTemporarilyUnavailable) { _ = try listener.accept() }
      try listener.close()
    }

    @Test("An adopted connected socket knows its association") func connectedSocket() throws {
      let server = try SCTPSocket.listening()
      let adopted = SCTPOneToOneSocket(takingOwnershipOf: try connectedDescriptor(to: server.address))
      let atServer = try #require(server.associations().first)
      #expect(try !adopted.association.isReserved)
      try server.send([1], on: atServer)
      #expect(try adopted.message().payload == [1])
      try server.abort(association: atServer)
      for _ in 0..<2 {
        expectFailure(.connectionReset, .endedAssociation) { _ = try adopted.receive(timeout: patience) }
      }
      try adopted.close()
      try server.close()
    }

    @Test("The errors of a one-to-one socket that is adopted as one-to-many state its style") func otherStyle() throws {
      let server = try SCTPSocket.listening()
      let adopted = SCTPSocket(takingOwnershipOf: try connectedDescriptor(to: server.address))
      let atServer = try #require(server.associations().first)
      expectFailure(.invalidArgument, .oneToOne) { _ = try adopted.peelOff(association: .init(rawValue: 1 << 30)) }
      expectFailure(.notSupportedOnSocket, .wrongStyle) { _ = try adopted.associations() }
      try server.send([1], on: atServer)
      #expect(try adopted.message().payload == [1])
      try server.shutdown(association: atServer)
      expectFailure(.socketNotConnected, .oneToOne) { _ = try adopted.receive(timeout: patience) }
      try adopted.close()
      try server.close()
    }

    /// A connected one-to-one socket that the library has not made.
    private func connectedDescriptor(to address: SCTPAddress) throws -> FileDescriptor {
      let descriptor = try descriptor(csctp_SOCK_STREAM)
      var association: sctp_assoc_t = 0
      let packed = [address].packed
      try check("sctp_connectx") { unsafe csctp_connectx(descriptor.rawValue, packed, 1, &association) }
      return descriptor
    }

    /// An SCTP socket that the library has not made.
    private func descriptor(_ type: CInt) throws -> FileDescriptor {
      FileDescriptor(rawValue: try check("socket") { csctp_socket(AF_INET, type, csctp_SOCK_CLOEXEC) })
    }

    private func subscribe(_ descriptor: FileDescriptor, _ type: sctp_sn_type) throws {
      let option = KernelOption<sctp_event>("SCTP_EVENT", SCTP_EVENT)
      let event = sctp_event(se_assoc_id: SCTP_FUTURE_ASSOC, se_type: UInt16(type.rawValue), se_on: 1)
      try option.set(event, on: descriptor.rawValue)
    }

    private func withEachKind(of make: () throws -> FileDescriptor, _ body: (SCTPEndpoint) throws -> Void) throws {
      let sockets: [SCTPEndpoint] = try [
        SCTPSocket(takingOwnershipOf: make()), SCTPOneToOneSocket(takingOwnershipOf: make()),
        SCTPListener(takingOwnershipOf: make()),
      ]
      for socket in sockets {
        try body(socket)
        try socket.close()
      }
    }
  }
}

extension SCTPEndpoint {
  /// Calls that only an SCTP socket can do.
  fileprivate var calls: [() throws -> Void] {
    let common: [() throws -> Void] = [
      { _ = try self.option(.noDelay) }, { try self.setOption(.noDelay, to: true) },
      { try self.bind(adding: [.loopback(port: 0)]) },
    ]
    switch self {
    case let socket as SCTPSocket:
      return common + [
        { _ = try socket.associations() }, { try socket.connect(to: [.loopback(port: 7)]) },
        { _ = try socket.receive(timeout: .zero) }, { _ = try socket.localAddresses() },
        { try socket.setSubscribed(true, to: .shutdown) }, { try socket.setSubscribed(true, to: .associationChange) },
        { try socket.send([1], on: .init(rawValue: 7)) },
        { _ = try socket.peelOff(association: .init(rawValue: 7)) },
      ]
    case let socket as SCTPOneToOneSocket:
      return common + [
        { _ = try socket.status() }, { try socket.connect(to: [.loopback(port: 7)]) },
        { _ = try socket.receive(timeout: .zero) }, { _ = try socket.peerAddresses() },
        { try socket.setSubscribed(true, to: .shutdown) },
      ]
    case let listener as SCTPListener:
      return common + [{ _ = try listener.localAddresses() }, { try listener.setSubscribed(true, to: .shutdown) }]
    default: return common
    }
  }
}
