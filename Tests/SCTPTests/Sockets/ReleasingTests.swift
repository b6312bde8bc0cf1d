import CSCTP
import Foundation
import SystemPackage
import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct Releasing {
    @Test("A released one-to-many socket continues under another owner") func oneToMany() throws {
      let pair = try Pair()
      let descriptor = try pair.server.releaseDescriptor()
      expectFailure(.badFileDescriptor, .closed) { try pair.server.associations() }
      let owner = SCTPSocket(takingOwnershipOf: descriptor)
      try Pair(server: owner, client: pair.client, atServer: pair.atServer, atClient: pair.atClient).expectWhole()
      try owner.close()
      try pair.client.close()
    }

    @Test("A released one-to-one socket continues under another owner", arguments: [true, false])
    func oneToOne(_ isPeeledOff: Bool) throws {
      let connection = isPeeledOff ? nil : try Connection()
      let pair = isPeeledOff ? try Pair() : nil
      let child = try pair.map { try $0.server.peelOff(association: $0.atServer) }
      let released = try #require(child ?? connection?.accepted)
      let owner = SCTPOneToOneSocket(takingOwnershipOf: try released.releaseDescriptor())
      try pair?.expectWhole(on: owner)
      try connection?.client.send([1])
      if connection != nil { #expect(try owner.message().payload == [1]) }
      try owner.close()
      try pair?.close()
      try connection?.client.close()
    }

    @Test("A released listener continues under another owner, and blocks again") func listener() throws {
      let listener = try SCTPListener.listening()
      let descriptor = try listener.releaseDescriptor()
      #expect(csctp_get_status_flags(descriptor.rawValue) & csctp_O_NONBLOCK == 0)
      let owner = SCTPListener(takingOwnershipOf: descriptor)
      let client = try owner.newClient()
      let accepted = try owner.accepted()
      for socket in [client, accepted, owner] as [SCTPEndpoint] { try socket.close() }
    }

    @Test(
      "A released descriptor delivers no notification that the caller did not subscribe to", arguments: [true, false])
    func withoutSubscription(_ isPeeledOff: Bool) throws {
      let pair = try Pair()
      let child = isPeeledOff ? try pair.server.peelOff(association: pair.atServer) : nil
      let descriptor = try (child ?? pair.server as SCTPEndpoint).releaseDescriptor()
      try pair.client.shutdownAndWait(association: pair.atClient, timeout: patience)
      var isNotification = false
      var buffer = [UInt8](repeating: 0, count: 64)
      let result = unsafe csctp_peek(descriptor.rawValue, &buffer, buffer.count, &isNotification)
      #expect(result == -Int(EAGAIN))
      #expect(!isNotification)
      try descriptor.close()
      try pair.client.close()
    }

    @Test("A released descriptor delivers the notifications that the caller subscribed to", arguments: [true, false])
    func withSubscription(_ isPeeledOff: Bool) throws {
      let pair = try Pair()
      try pair.server.setSubscribed(true, to: .associationChange, of: .all)
      let child = isPeeledOff ? try pair.server.peelOff(association: pair.atServer) : nil
      let descriptor = try (child ?? pair.server as SCTPEndpoint).releaseDescriptor()
      try pair.client.shutdownAndWait(association: pair.atClient, timeout: patience)
      var isNotification = false
      var buffer = [UInt8](repeating: 0, count: 64)
      let result = unsafe csctp_peek(descriptor.rawValue, &buffer, buffer.count, &isNotification)
      #expect(result > 0 && isNotification)
      #expect(NeededEvent(unsafe buffer.span.bytes)?.association == pair.atServer)
      try descriptor.close()
      try pair.client.close()
    }

    @Test("A socket on which a thread waits cannot be released") func waitingThread() throws {
      let pair = try Pair()
      let receiving = Background { try pair.server.receive() }
      try receiving.untilItWaits()
      expectFailure(.resourceBusy, .inUse, in: "releaseDescriptor") { try pair.server.releaseDescriptor() }
      try pair.client.send([1], on: pair.atClient)
      #expect(try receiving.value().message?.payload == [1])
      try pair.close()
    }

    @Test("A socket on which a task waits cannot be released") func waitingTask() async throws {
      let pair = try Pair()
      let receiving = Task { try await pair.server.receive() }
      try await pair.server.untilTasksWait()
      expectFailure(.resourceBusy, .inUse, in: "releaseDescriptor") { try pair.server.releaseDescriptor() }
      try await pair.client.send([1], on: pair.atClient)
      #expect(try await receiving.value.message?.payload == [1])
      let descriptor = try pair.server.releaseDescriptor()
      try descriptor.close()
      try pair.client.close()
    }

    @Test("A socket with a part of a message cannot be released") func partOfMessage() throws {
      let long = try LongMessage()
      try long.sendAndGatherAPart()
      expectFailure(.resourceBusy, .partiallyReceived, in: "releaseDescriptor") {
        try long.pair.server.releaseDescriptor()
      }
      #expect(try long.pair.server.message().payload == long.payload)
      try long.pair.close()
    }

    @Test("The end of a released object does not close the descriptor") func endOfObject() throws {
      var socket: SCTPSocket? = try SCTPSocket.bound()
      let descriptor = try #require(try socket?.releaseDescriptor())
      socket = nil
      #expect(csctp_get_status_flags(descriptor.rawValue) >= 0)
      try descriptor.close()
    }
  }

  @Suite struct Styles {
    @Test("The style of a descriptor is determined") func styles() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let connection = try Connection()
      let listener = try SCTPListener.listening()
      let expected: [(SCTPEndpoint, SCTPSocketStyle)] = [
        (pair.server, .oneToMany), (pair.client, .oneToMany), (child, .oneToOne), (connection.client, .oneToOne),
        (connection.accepted, .oneToOne), (listener, .listener),
      ]
      for (socket, style) in expected {
        #expect(try socket.withFileDescriptor { try SCTPSocketStyle(of: $0) } == style)
      }
      for (socket, _) in expected { try socket.close() }
    }

    @Test("A descriptor that is no SCTP socket has no style") func noStyle() throws {
      let file = try FileDescriptor.open(FilePath("/dev/null"), .readOnly)
      expectFailure(.notSocket, .notSCTP) { try SCTPSocketStyle(of: file) }
      try file.close()
      let stream = FileDescriptor(rawValue: socket(AF_INET, csctp_SOCK_STREAM, 0))
      expectFailure(.protocolWrongTypeForSocket, .notSCTP) { try SCTPSocketStyle(of: stream) }
      try stream.close()
      expectFailure(.badFileDescriptor, .notOpen) { try SCTPSocketStyle(of: stream) }
    }

    @Test("An adopted descriptor becomes close-on-exec") func closeOnExec() throws {
      let original = try SCTPSocket(flags: [])
      let adopted = SCTPSocket(takingOwnershipOf: try original.releaseDescriptor())
      let flags = try adopted.withFileDescriptor { fcntl($0.rawValue, F_GETFD) }
      #expect(flags & FD_CLOEXEC != 0)
      try adopted.close()
    }

    @Test("A socket prints its kind, address, descriptor and state") func description() throws {
      let server = try SCTPSocket.bound()
      let number = try server.withFileDescriptor { $0.rawValue }
      #expect("\(server)" == "one-to-many socket on \(try server.address), descriptor \(number), open")
      #expect("\(server.received)" == "received of \(server)")
      try server.close()
      #expect("\(server)" == "one-to-many socket, closed")
      let listener = try SCTPListener()
      #expect("\(listener)".hasPrefix("listener, not bound, descriptor "))
      try listener.close()
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let peer = try #require(try child.peerAddresses().first)
      #expect("\(child)".contains(", association \(pair.atServer) with \(peer), descriptor "))
      try child.close()
      try pair.close()
      #expect("\(SCTPSocketStyle.listener)" == "listening one-to-one")
      #expect("\([.nonBlocking, .closeOnExec] as SCTPSocketFlags)" == "[non-blocking, close-on-exec]")
    }
  }
}
