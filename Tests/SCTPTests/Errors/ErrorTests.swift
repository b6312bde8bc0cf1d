import Testing

@testable import SCTP

@Suite struct Errors {
  @Test("The description states what failed and why") func descriptionText() {
    #expect("\(SCTPError(.invalidArgument, in: "bind"))" == "bind: Invalid argument (errno 22)")
    #expect(
      "\(SCTPError(.invalidArgument, in: "sendmsg", because: .emptyMessage))"
        == "sendmsg: Invalid argument (errno 22): SCTP carries no empty messages")
  }

  @Test("Errors are equal only if all of their parts are equal") func equality() {
    let error = SCTPError(.invalidArgument, in: "bind", because: .closed)
    #expect(error == SCTPError(.invalidArgument, in: "bind", because: .closed))
    #expect(error != SCTPError(.badFileDescriptor, in: "bind", because: .closed))
    #expect(error != SCTPError(.invalidArgument, in: "listen", because: .closed))
    #expect(error != SCTPError(.invalidArgument, in: "bind"))
  }

  @Test("Every reason has a distinct text") func reasonTexts() {
    let reasons: [SCTPError.Reason] = [
      .kernelWithoutSCTP, .closed, .notSCTP, .oneToOne, .reservedAssociation, .unknownAssociation, .endedAssociation,
      .peeledOff, .foreignAssociation, .outOfDescriptors, .lostToDescriptors, .notConnected, .noAnswer, .emptyMessage,
      .sendBufferTooSmall, .unknownFlags, .messageTooLong, .bufferTooSmall, .otherForm, .truncatedControl, .missingInfo,
      .abortReason, .notAnAddress, .notAnEndpoint, .unknownHost, .resolverBusy, .noAddresses, .outOfRange, .shortOption,
    ]
    #expect(Set(reasons).count == reasons.count)
    #expect(Set(reasons.map(\.description)).count == reasons.count)
    #expect(reasons.allSatisfy { $0.description.split(separator: " ").count > 2 })
  }

  @Test("A failed system call throws its errno") func failedCall() throws {
    expectFailure(.noMemory, in: "socket") { try check("socket") { CInt(-12) } }
    #expect(try check("socket") { CInt(7) } == 7)
    #expect(try check("socket") { 0 } == 0)
  }

  @Test("A system call that a signal interrupts is retried") func interruptedCall() throws {
    var results: [CInt] = [-4, -4, -4, 3]
    #expect(try check("accept4") { results.removeFirst() } == 3)
    results = [-4, -11]
    expectFailure(.resourceTemporarilyUnavailable) { try check("accept4") { results.removeFirst() } }
    #expect(results.isEmpty)
  }
}
