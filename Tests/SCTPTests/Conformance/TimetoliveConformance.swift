import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_timetolive") struct TimetoliveConformance {
    @Test("Send a message with timeout", arguments: SCTPAddressFamily.allCases)
    func sendWithTimeout(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try send(ClosedWindow.lasting, ClosedWindow.lasting(patience), closed)
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.pair.closeGracefully()
    }

    @Test("Send a message with no timeout", arguments: SCTPAddressFamily.allCases)
    func sendWithoutTimeout(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try send(ClosedWindow.lasting, ClosedWindow.options, closed)
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.pair.closeGracefully()
    }

    @Test("Send a fragmented message with timeout", arguments: SCTPAddressFamily.allCases)
    func sendFragmentsWithTimeout(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try send(ClosedWindow.lateFragments, ClosedWindow.lasting(patience), closed)
      try closed.expectOnly(ClosedWindow.lateFragments)
      try closed.pair.closeGracefully()
    }

    @Test("Receive message with no timeout", arguments: SCTPAddressFamily.allCases)
    func receiveWithoutTimeout(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try closed.sendLate { try send($0, $1, closed) }
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.pair.closeGracefully()
    }

    @Test("Receive SEND_FAILED for message with timeout", arguments: SCTPAddressFamily.allCases)
    func failureOfAMessage(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try closed.sendLate { try send($0, $1, closed) }
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.expectFailure(of: ClosedWindow.late)
      try closed.pair.closeGracefully()
    }

    @Test("Receive SEND_FAILED for fragmented message with timeout", arguments: SCTPAddressFamily.allCases)
    func failureOfFragments(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try closed.sendLate { try send($0, $1, closed) }
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.expectFailure(of: ClosedWindow.late)
      try closed.expectFailureOfFragments()
      try closed.pair.closeGracefully()
    }

    private func window(_ family: SCTPAddressFamily) throws -> ClosedWindow {
      try ClosedWindow(family, failures: .sendFailedDeprecated)
    }

    private func send(_ payload: [UInt8], _ options: SCTPSendOptions, _ closed: ClosedWindow) throws {
      try closed.client.send(payload, on: closed.pair.atClient, options: options)
    }
  }
}
