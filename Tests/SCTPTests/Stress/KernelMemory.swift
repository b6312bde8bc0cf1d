import Foundation
import Testing

@testable import SCTP

extension SCTPEndpoint {
  /// The kernel memory that the socket's unread messages and notifications occupy, in bytes.
  func queuedMemory() throws -> Int {
    try withFileDescriptor { try #require(DescriptorProbe.queuedMemory(of: $0.rawValue), "SO_MEMINFO is not readable") }
  }
}

/// The memory of this process that is in use, in bytes.
func residentMemory() throws -> Int {
  // In pages: first the size of the address space, then the size of its resident part.
  let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
  return try #require(fields.dropFirst().first.flatMap { Int($0) }) * sysconf(CInt(_SC_PAGESIZE))
}
