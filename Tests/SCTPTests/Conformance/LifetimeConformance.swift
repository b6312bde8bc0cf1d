import SCTP
import Testing

extension OnTheKernel {
  /// The scenarios of limited lifetimes, which two programs contain.
  @Suite("test_timetolive and test_sctp_sendrecvmsg") struct LifetimeConformance {
    enum Program: String, CaseIterable, CustomTestStringConvertible {
      /// Sends by association, and subscribes to the deprecated event.
      case timetolive = "test_timetolive"
      /// Sends to an address, and subscribes to the current event.
      case sendrecvmsg = "test_sctp_sendrecvmsg"

      var testDescription: String { rawValue }

      /// The options of a message without a lifetime, which `sctp_sendmsg` spells as a lifetime of zero.
      var withoutLifetime: SCTPSendOptions {
        var options = ClosedWindow.options
        if self == .sendrecvmsg { options.reliability = .reliable }
        return options
      }

      func window(_ family: SCTPAddressFamily) throws -> ClosedWindow {
        try ClosedWindow(family, failures: self == .timetolive ? .sendFailedDeprecated : .sendFailed)
      }

      func send(_ payload: [UInt8], _ options: SCTPSendOptions, _ closed: ClosedWindow) throws {
        switch self {
        case .timetolive: try closed.client.send(payload, on: closed.pair.atClient, options: options)
        case .sendrecvmsg: try closed.client.send(payload, to: try closed.server.address, options: options)
        }
      }
    }

    @Test(
      "Send a message with timeout; sctp_sendmsg with ttl", arguments: Program.allCases, SCTPAddressFamily.allCases)
    func sendWithLifetime(_ program: Program, _ family: SCTPAddressFamily) throws {
      try expectArrival(of: ClosedWindow.lasting, ClosedWindow.lasting(patience), program, family)
    }

    @Test(
      "Send a message with no timeout; sctp_sendmsg with zero ttl",
      arguments: Program.allCases, SCTPAddressFamily.allCases)
    func sendWithoutLifetime(_ program: Program, _ family: SCTPAddressFamily) throws {
      try expectArrival(of: ClosedWindow.lasting, program.withoutLifetime, program, family)
    }

    @Test(
      "Send a fragmented message with timeout; sctp_sendmsg fragmented msg with ttl",
      arguments: Program.allCases, SCTPAddressFamily.allCases)
    func sendFragmentsWithLifetime(_ program: Program, _ family: SCTPAddressFamily) throws {
      try expectArrival(of: ClosedWindow.lateFragments, ClosedWindow.lasting(patience), program, family)
    }

    @Test(
      "Receive message with no timeout; sctp_recvmsg msg with zero ttl",
      arguments: Program.allCases, SCTPAddressFamily.allCases)
    func receiveWithoutLifetime(_ program: Program, _ family: SCTPAddressFamily) throws {
      try expectOnlyTheLastingMessage(program, family) { _ in }
    }

    @Test(
      "Receive SEND_FAILED for message with timeout; sctp_recvmsg SEND_FAILED for message with ttl",
      arguments: Program.allCases, SCTPAddressFamily.allCases)
    func failureOfAMessage(_ program: Program, _ family: SCTPAddressFamily) throws {
      try expectOnlyTheLastingMessage(program, family) { closed in
        try closed.expectFailure(of: ClosedWindow.late)
      }
    }

    @Test(
      "Receive SEND_FAILED for fragmented message with timeout; sctp_recvmsg SEND_FAILED for fragmented message with ttl",
      arguments: Program.allCases, SCTPAddressFamily.allCases)
    func failureOfFragments(_ program: Program, _ family: SCTPAddressFamily) throws {
      try expectOnlyTheLastingMessage(program, family) { closed in
        try closed.expectFailure(of: ClosedWindow.late)
        try closed.expectFailureOfFragments()
      }
    }

    @Test("a lifetime of zero ends at once, unlike a zero ttl", arguments: SCTPAddressFamily.allCases)
    func lifetimeOfZero(_ family: SCTPAddressFamily) throws {
      let program = Program.sendrecvmsg
      let closed = try program.window(family)
      try program.send(ClosedWindow.late, ClosedWindow.lasting(.zero), closed)
      try program.send(ClosedWindow.lasting, ClosedWindow.options, closed)
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.expectFailure(of: ClosedWindow.late)
      try closed.pair.closeGracefully()
    }

    private func expectArrival(
      of payload: [UInt8], _ options: SCTPSendOptions, _ program: Program, _ family: SCTPAddressFamily
    ) throws {
      let closed = try program.window(family)
      try program.send(payload, options, closed)
      try closed.expectOnly(payload)
      try closed.pair.closeGracefully()
    }

    /// Sends late messages and a lasting one, and checks that only the lasting one arrives, and then the failures.
    private func expectOnlyTheLastingMessage(
      _ program: Program, _ family: SCTPAddressFamily, failures: (ClosedWindow) throws -> Void
    ) throws {
      let closed = try program.window(family)
      try closed.sendLate { payload, options in
        let isLasting = payload == ClosedWindow.lasting
        try program.send(payload, isLasting ? program.withoutLifetime : options, closed)
      }
      try closed.expectOnly(ClosedWindow.lasting)
      try failures(closed)
      try closed.pair.closeGracefully()
    }
  }
}
