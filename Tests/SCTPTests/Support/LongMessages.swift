import Testing

@testable import SCTP

/// An association on which a long message arrives window by window.
///
/// The server's kernel hands out what it has of a message, and takes no more than a window before the server reads.
/// It does not tell the peer of a window that opens by less than the loopback's MTU of 64 KB; the peer's kernel asks again
/// when its retransmission timer ends. So the message cannot be there before the server has read several times.
struct LongMessage {
  let pair: Pair
  /// Several times the window.
  let payload = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 / 7) }

  init(server: SCTPSocket? = nil, _ family: SCTPAddressFamily = .ipv4) throws {
    let server = try server ?? Self.server(family)
    pair = try Pair(server: server, family)
    try pair.client.setOption(.maximumFragmentSize(of: pair.atClient), to: 1_000)
    try pair.client.setOption(
      .retransmissionTimeouts(of: pair.atClient),
      to: SCTPRetransmissionTimeouts(
        initial: .milliseconds(100), maximum: .milliseconds(100), minimum: .milliseconds(100)))
  }

  static func server(_ family: SCTPAddressFamily = .ipv4) throws -> SCTPSocket {
    let server = try SCTPSocket.listening(family)
    try server.setOption(.receiveBufferSize, to: 8_000)
    try server.setOption(.partialDeliveryPoint, to: 1)
    return server
  }

  /// Sends the message, and lets the server gather a part of it by `receive()`.
  func sendAndGatherAPart(_ location: SourceLocation = #_sourceLocation) throws {
    try pair.client.send(payload, on: pair.atClient)
    try until("a part is gathered", location) {
      #expect(throws: SCTPError(.timedOut, in: "recvmsg", because: .timeout), sourceLocation: location) {
        try pair.server.receive(timeout: .zero)
      }
      return pair.server.gate.withLock { $0.inbox.assembly.isGathering }
    }
  }
}
