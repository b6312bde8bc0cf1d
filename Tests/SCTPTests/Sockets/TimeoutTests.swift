import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Timeouts {
    static let short: [Duration] = [
      .zero, .milliseconds(5), .nanoseconds(1), Duration(attoseconds: 1), .seconds(-1), .seconds(Int64.min),
    ]
    static let endless: [Duration?] = [nil, .seconds(Int64.max), Duration(attoseconds: .max), .seconds(1 << 40)]

    @Test("A receive times out", arguments: short) func shortReceive(after timeout: Duration) throws {
      let pair = try Pair()
      expectFailure(.timedOut, in: "recvmsg") { _ = try pair.server.receive(timeout: timeout) }
      expectFailure(.timedOut, in: "recvmsg") { _ = try pair.server.part(100, timeout: timeout) }
      try pair.close()
    }

    @Test("A send times out", arguments: short) func shortSend(after timeout: Duration) throws {
      let connection = try Connection()
      try connection.accepted.setDeaf(true)
      _ = try connection.client.fill()
      expectFailure(.timedOut, in: "sendmsg") { try connection.client.send([1], timeout: timeout) }
      try connection.close()
    }

    @Test("An accept times out", arguments: short) func shortAccept(after timeout: Duration) throws {
      let listener = try SCTPListener.listening()
      expectFailure(.timedOut, in: "accept4") { _ = try listener.accept(timeout: timeout) }
      try listener.close()
    }

    @Test("A connect of a one-to-many socket times out and can be repeated", arguments: short)
    func shortConnect(after timeout: Duration) throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      let socket = try SCTPSocket()
      expectFailure(.timedOut, in: "sctp_connectx") { try socket.connect(to: [address], timeout: timeout) }
      // Given up, so the kernel does not go on trying.
      try until("the attempt is gone") { try socket.associations().isEmpty }
      expectFailure(.timedOut, in: "sctp_connectx") { try socket.connect(to: [address], timeout: timeout) }
      try socket.close()
      try server.close()
    }

    @Test("A connect of a one-to-one socket times out", arguments: short)
    func shortConnectOneToOne(after timeout: Duration) throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      let socket = try SCTPOneToOneSocket()
      expectFailure(.timedOut, in: "sctp_connectx") { try socket.connect(to: [address], timeout: timeout) }
      try socket.close()
      try server.close()
    }

    @Test("A timeout of zero returns a queued message") func queuedMessage() throws {
      let pair = try Pair()
      try pair.client.send([1], on: pair.atClient)
      try pair.client.send([2], on: pair.atClient)
      #expect(try pair.server.message().payload == [1])
      try until("the second has arrived") {
        do {
          return try pair.server.receive(timeout: .zero).message?.payload == [2]
        } catch let error as SCTPError where error.code == .timedOut {
          return false
        }
      }
      try pair.close()
    }

    @Test("A receive without a limit waits for a message", arguments: endless)
    func endlessReceive(_ timeout: Duration?) throws {
      let pair = try Pair()
      let received = Background { try pair.server.receive(timeout: timeout) }
      try received.untilItWaits()
      try pair.client.send([9], on: pair.atClient)
      #expect(try received.value().message?.payload == [9])
      try pair.close()
    }

    @Test("An accept without a limit waits for an association", arguments: endless)
    func endlessAccept(_ timeout: Duration?) throws {
      let listener = try SCTPListener.listening()
      let accepted = Background { try listener.accept(timeout: timeout) }
      try accepted.untilItWaits()
      let client = try SCTPOneToOneSocket()
      try client.connect(to: [listener.address], timeout: timeout)
      try accepted.value().close()
      try client.close()
      try listener.close()
    }

    @Test("A send without a limit waits for space", arguments: endless) func endlessSend(_ timeout: Duration?) throws {
      let connection = try Connection()
      try connection.accepted.setDeaf(true)
      let before = try connection.client.fill()
      let sent = Background { try connection.client.send([5], timeout: timeout) }
      try sent.untilItWaits()
      try connection.accepted.setDeaf(false)
      for _ in 0..<before { _ = try connection.accepted.message() }
      try sent.value()
      #expect(try connection.accepted.message().payload == [5])
      try connection.close()
    }
  }
}
