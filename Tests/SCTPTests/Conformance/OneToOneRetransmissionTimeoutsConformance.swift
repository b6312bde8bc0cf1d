import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_rtoinfo") struct OneToOneRetransmissionTimeoutsConformance {
    private static let timeouts = SCTPRetransmissionTimeouts(
      initial: .milliseconds(60), maximum: .milliseconds(100), minimum: .milliseconds(40))

    @Test("getsockopt() SCTP_RTOINFO - SUCCESS") func get() throws {
      let socket = try SCTPOneToOneSocket()
      let timeouts = try socket.option(.retransmissionTimeouts())
      #expect(timeouts.minimum > .zero)
      #expect(timeouts.minimum <= timeouts.initial)
      #expect(timeouts.initial <= timeouts.maximum)
      try socket.close()
    }

    @Test("setsockopt() SCTP_RTOINFO - SUCCESS") func set() throws {
      let socket = try SCTPOneToOneSocket()
      let before = try socket.option(.retransmissionTimeouts())
      try socket.setOption(.retransmissionTimeouts(), to: Self.timeouts)
      #expect(try socket.option(.retransmissionTimeouts()) != before)
      try socket.close()
    }

    @Test("setsockopt()/getsockopt SCTP_RTOINFO compare - SUCCESS") func compare() throws {
      let socket = try SCTPOneToOneSocket()
      try socket.setOption(.retransmissionTimeouts(), to: Self.timeouts)
      #expect(try socket.option(.retransmissionTimeouts()) == Self.timeouts)
      try socket.close()
    }
  }
}
