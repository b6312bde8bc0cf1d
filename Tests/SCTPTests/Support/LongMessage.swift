import Testing

@testable import SCTP

/// An association on which a long message arrives window by window.
///
/// The server's kernel delivers the parts that it has, and accepts no more than a window until the server reads. It does
/// not announce a window that opens by less than the loopback's MTU of 64 KB; the client's kernel probes when its
/// retransmission timer expires. So the message is not complete before the server has read several times.
struct LongMessage {
  let pair: Pair
  /// Several times the window.
  let payload = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 / 7) }

  /// After `interval`, the client's kernel probes the window.
  init(
    server: SCTPSocket? = nil, _ family: SCTPAddressFamily = .ipv4, probingAfter interval: Duration = .milliseconds(100)
  ) throws {
    let server = try server ?? Self.server(family)
    pair = try Pair(server: server, family)
    try pair.client.setOption(.maximumFragmentSize(of: pair.atClient), to: 1_000)
    try pair.client.setRetransmissionTimeout(interval, maximum: interval, of: pair.atClient)
  }

  static func server(_ family: SCTPAddressFamily = .ipv4) throws -> SCTPSocket {
    let server = try SCTPSocket.listening(family)
    try server.setOption(.receiveBufferSize, to: 8_000)
    try server.setOption(.partialDeliveryPoint, to: 1)
    return server
  }

  /// Sends the message, and calls `receive()` on the server until it has gathered a part.
  func sendAndGatherAPart(_ location: SourceLocation = #_sourceLocation) throws {
    try pair.client.send(payload, on: pair.atClient)
    try until("a part is gathered", location) {
      #expect(throws: SCTPError(.timedOut, in: "recvmsg", because: .timeout), sourceLocation: location) {
        try pair.server.receive(timeout: .zero)
      }
      return pair.server.gate.withLock { $0.inbox.assembly.isReassembling }
    }
  }
}
