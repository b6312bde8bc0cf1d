import SCTP
import Testing

extension OnTheKernel {
  @Suite struct NonBlocking {
    @Test("A receive fails with EAGAIN instead of waiting") func receiving() throws {
      let socket = try SCTPSocket.listening(flags: .nonBlocking)
      expectFailure(.resourceTemporarilyUnavailable, in: "recvmsg") { _ = try socket.receive() }
      expectFailure(.resourceTemporarilyUnavailable, in: "recvmsg") { _ = try socket.receive(timeout: patience) }
      expectFailure(.resourceTemporarilyUnavailable, in: "recvmsg") { _ = try socket.part(100) }
      try socket.close()
    }

    @Test("An accept fails with EAGAIN instead of waiting") func accepting() throws {
      let listener = try SCTPListener.listening(flags: .nonBlocking)
      expectFailure(.resourceTemporarilyUnavailable, in: "accept4") { _ = try listener.accept(timeout: patience) }
      try listener.close()
    }

    @Test("A send fails with EAGAIN instead of waiting for space") func sending() throws {
      let listener = try SCTPListener.listening()
      let client = try SCTPOneToOneSocket()
      try client.connect(to: [listener.address], timeout: patience)
      let accepted = try listener.accept(timeout: patience, flags: .nonBlocking)
      var sent = 0
      expectFailure(.resourceTemporarilyUnavailable, in: "sendmsg") {
        while true {
          try accepted.send(.init(repeating: 1, count: 1_000), timeout: patience)
          sent += 1
        }
      }
      #expect(sent > 0)
      for _ in 0..<sent { #expect(try client.message().payload.count == 1_000) }
      try accepted.close()
      try client.close()
      try listener.close()
    }

    @Test("A connect returns before a notification reports the new association") func connecting() throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket(flags: .nonBlocking)
      try client.setSubscribed(true, to: .associationChange)
      let association = try client.connect(to: [server.address])
      #expect(try client.associations() == [association])
      var change: SCTPAssociationChange?
      try until("the association is up") {
        guard case .notification(.associationChange(let one))? = try? client.receive() else { return false }
        change = one
        return true
      }
      #expect(change?.state == .communicationUp)
      #expect(change?.association == association)
      try client.close()
      try server.close()
    }

    @Test("A connect of a one-to-one socket returns before the association is established")
    func connectingOneToOne() throws {
      let server = try SCTPSocket.deaf()
      let socket = try SCTPOneToOneSocket(flags: .nonBlocking)
      let association = try socket.connect(to: [server.address])
      #expect(!association.isReserved)
      // Until it is up, the kernel does not call it the socket's.
      expectFailure(.invalidArgument, .notConnected) { _ = try socket.association }
      try server.setDeaf(false)
      try until("the association is up") { (try? socket.association) == association }
      try socket.close()
      try server.close()
    }

    @Test("A message is received once it has arrived") func laterMessage() throws {
      let server = try SCTPSocket.listening(flags: .nonBlocking)
      let pair = try Pair(server: server)
      try pair.client.send([3], on: pair.atClient)
      var payload: [UInt8]?
      try until("the message arrives") {
        do {
          payload = try server.receive().message?.payload
          return true
        } catch let error as SCTPError where error.code == .resourceTemporarilyUnavailable {
          return false
        }
      }
      #expect(payload == [3])
      try pair.close()
    }
  }
}
