import Foundation
import SCTP
import Testing

extension SCTPEndpoint {
  /// Makes the socket lose every packet that comes for it, or no longer.
  ///
  /// So its peers get no answer, without a change to the network.
  func setDeaf(_ isDeaf: Bool) throws {
    try withFileDescriptor { descriptor in
      // A filter of one instruction, "return 0": no byte of any packet passes.
      var instruction: UInt64 = 0x06
      let result = unsafe withUnsafePointer(to: &instruction) {
        var program = unsafe FilterProgram(count: 1, instructions: $0)
        let option = isDeaf ? SO_ATTACH_FILTER : SO_DETACH_FILTER
        return unsafe setsockopt(
          descriptor.rawValue, SOL_SOCKET, option, &program, socklen_t(MemoryLayout<FilterProgram>.size))
      }
      try #require(result == 0)
    }
  }
}

/// As `struct sock_fprog`.
@unsafe private struct FilterProgram {
  let count: UInt16
  let instructions: UnsafePointer<UInt64>
}

extension SCTPSocket {
  /// A listening socket that never answers.
  static func deaf() throws -> SCTPSocket {
    let socket = try SCTPSocket.listening()
    try socket.setDeaf(true)
    return socket
  }
}
