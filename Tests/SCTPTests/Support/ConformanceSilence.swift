import Foundation
import SCTP
import Testing

extension SCTPSocket {
  /// Makes the socket lose whatever packet comes, so that nobody gets an answer from it, or no longer.
  func setSilent(_ isSilent: Bool) throws {
    // A filter of one instruction, "return 0": no byte of any packet passes.
    try unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 1) { instructions in
      unsafe instructions.initialize(repeating: 0x06)
      let program = PacketFilter(count: 1, instructions: UInt(bitPattern: instructions.baseAddress))
      let number = isSilent ? SO_ATTACH_FILTER : SO_DETACH_FILTER
      try setOption(unsafe .unsafeOption(level: SOL_SOCKET, number: number, request: program), to: program)
    }
  }

  /// Makes the socket repeat what gets no answer after 100 ms.
  func setImpatient() throws {
    let soon = Duration.milliseconds(100)
    try setOption(.retransmissionTimeouts(), to: SCTPRetransmissionTimeouts(initial: soon, minimum: soon))
  }
}

/// As `struct sock_fprog`.
private struct PacketFilter: BitwiseCopyable, Sendable {
  let count: UInt16
  let instructions: UInt
}
