import CSCTP
import SCTP
import Testing

extension OnTheKernel {
  /// The longest reason of an abort; the IP packet that carries the reason has at most 65,535 bytes.
  @Suite struct AbortReasons {
    private static let longest = 65_492

    @Test("The error states the length of the longest abort reason") func errorText() throws {
      #expect(csctp_longest_abort_reason == Self.longest)
      let pair = try Pair()
      let error = #expect(throws: SCTPError.self) {
        try pair.client.abort(association: pair.atClient, reason: payload(Self.longest + 1))
      }
      #expect(error?.limit == Self.longest)
      try pair.close()
    }

    @Test("The longest abort reason arrives at the peer", arguments: [SCTPAddressFamily.ipv4, .ipv6])
    func longestReason(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      pair.server.expectNothing()
      try pair.server.setSubscribed(true, to: .associationChange, of: .all)
      try pair.client.abort(association: pair.atClient, reason: payload(Self.longest))
      #expect(try pair.server.event(SCTPAssociationChange.self).abortReason == payload(Self.longest))
      try pair.close()
    }

    @Test(
      "A longer abort reason fails with EMSGSIZE, and the association stays up",
      arguments: [longest + 1, 65_500, 65_524, 70_000, 1_000_000])
    func longerReason(_ length: Int) throws {
      let pair = try Pair()
      expectFailure(.messageTooLong, .abortReasonTooLong, in: "sendmsg") {
        try pair.client.abort(association: pair.atClient, reason: payload(length))
      }
      let error = #expect(throws: SCTPError.self) {
        try pair.client.abort(association: pair.atClient, reason: payload(length))
      }
      #expect(error?.association == pair.atClient)
      #expect(try pair.client.status(of: pair.atClient).state == .established)
      try pair.client.send([1], on: pair.atClient)
      #expect(try pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("A peeled-off socket stays usable after an abort with a reason that is too long") func peeledOff() throws {
      let pair = try Pair()
      let child = try pair.client.peelOff(association: pair.atClient)
      expectFailure(.messageTooLong, .abortReasonTooLong, in: "sendmsg") {
        try child.abort(reason: payload(Self.longest + 1))
      }
      try child.send([1])
      #expect(try pair.server.message().payload == [1])
      try pair.server.setSubscribed(true, to: .associationChange, of: .all)
      try child.abort(reason: payload(Self.longest))
      #expect(try pair.server.event(SCTPAssociationChange.self).abortReason == payload(Self.longest))
      try pair.close()
    }
  }
}
