import Testing

@testable import SCTP

@Suite struct Errors {
  @Test("The description states what failed and why") func descriptionText() {
    #expect("\(SCTPError(.invalidArgument, in: "bind"))" == "bind: Invalid argument (errno 22)")
    #expect(
      "\(SCTPError(.invalidArgument, in: "sendmsg", because: .emptyMessage))"
        == "sendmsg: Invalid argument (errno 22): SCTP carries no empty messages")
  }

  @Test("The description contains the address, the association, the stream, the reason and the limit")
  func completeDescription() {
    let unavailable = SCTPError(
      .addressNotAvailable, in: "bind", because: .addressUnavailable, address: "192.0.2.7:38412")
    #expect(
      "\(unavailable)"
        == "bind(192.0.2.7:38412): Cannot assign requested address (errno 99): this host does not have the address")
    let stream = SCTPError(
      .invalidArgument, in: "sendmsg", because: .streamOutOfRange, association: .init(rawValue: 5), stream: 12,
      limit: 10)
    let start = "sendmsg: Invalid argument (errno 22), association 5, stream 12: the association has too few outbound"
    #expect("\(stream)".hasPrefix(start))
    #expect("\(stream)".hasSuffix(" (limit 10)"))
  }

  @Test("The description is one line") func oneLine() {
    for reason in Self.reasons { #expect(!"\(reason)".contains("\n")) }
  }

  @Test("Errors are equal only if all of their parts are equal") func equality() {
    let error = SCTPError(.invalidArgument, in: "bind", because: .closed)
    #expect(error == SCTPError(.invalidArgument, in: "bind", because: .closed))
    #expect(error != SCTPError(.badFileDescriptor, in: "bind", because: .closed))
    #expect(error != SCTPError(.invalidArgument, in: "listen", because: .closed))
    #expect(error != SCTPError(.invalidArgument, in: "bind"))
    #expect(error != SCTPError(.invalidArgument, in: "bind", because: .closed, limit: 1))
    #expect(error != SCTPError(.invalidArgument, in: "bind", because: .closed, address: "127.0.0.1:1"))
  }

  private static let reasons: [SCTPError.Reason] = [
    .kernelWithoutSCTP, .closed, .createdBeforeFork, .timeout, .notOpen, .notSCTP, .wrongStyle, .oneToOne, .inUse,
    .partiallyReceived, .outOfDescriptors, .lostToDescriptors, .reservedAssociation, .unknownAssociation,
    .endedAssociation, .peeledOff, .foreignAssociation, .notConnected, .setupFailed, .emptyMessage, .streamOutOfRange,
    .sendBufferTooSmall, .fragmentationDisabled, .unknownFlags, .messageTooLong, .reassemblyLimitExceeded,
    .bufferTooSmall, .mixedReceiveForms, .truncatedControl, .missingInfo, .abortReasonUnsupported, .abortReasonTooLong,
    .tooManyAddresses, .notAnAddress, .notAnEndpoint, .unknownHost, .resolverBusy, .noAddresses, .differentPorts,
    .unsupportedAddressFamily, .addressUnavailable, .addressInUse, .alreadyBound, .minimumAboveMaximum, .unknownPath,
    .heartbeatsDisabled, .authenticationDisabled, .reconfigurationDisabled, .addressReconfigurationDisabled,
    .outOfRange, .shortOption,
  ]

  @Test("Every reason has a distinct text") func reasonTexts() {
    #expect(Set(Self.reasons).count == Self.reasons.count)
    #expect(Set(Self.reasons.map(\.description)).count == Self.reasons.count)
    #expect(Self.reasons.allSatisfy { $0.description.split(separator: " ").count > 2 })
  }

  @Test(
    "The text of a reason names the setting to change",
    arguments: [
      (SCTPError.Reason.authenticationDisabled, ["net.sctp.auth_enable", "authenticationSupported"]),
      (.reconfigurationDisabled, ["net.sctp.reconf_enable", "reconfigurationSupported", "allowedReconfigurations"]),
      (.addressReconfigurationDisabled, ["net.sctp.addip_enable"]),
      (.unsupportedAddressFamily, ["family: .ipv6", "family: .ipv4", "IPV6_V6ONLY"]),
      (.kernelWithoutSCTP, ["modprobe sctp", "/etc/modprobe.d"]),
    ])
  func remedies(_ reason: SCTPError.Reason, _ names: [String]) {
    for name in names { #expect("\(reason)".contains(name)) }
  }

  @Test("Association identifiers are ordered by their numbers") func order() {
    let identifiers = [7, 3, 5].map { SCTPAssociationID(rawValue: $0) }
    #expect(identifiers.sorted().map(\.rawValue) == [3, 5, 7])
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
