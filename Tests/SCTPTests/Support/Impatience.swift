import SCTP

extension SCTPSocket {
  /// Makes the socket repeat what gets no answer after 100 ms.
  func setImpatient() throws {
    let soon = Duration.milliseconds(100)
    try setOption(.retransmissionTimeouts(), to: SCTPRetransmissionTimeouts(initial: soon, minimum: soon))
  }
}
