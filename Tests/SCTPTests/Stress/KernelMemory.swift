import Testing

@testable import SCTP

extension SCTPEndpoint {
  /// The kernel memory that the socket's unread messages and notifications occupy, in bytes.
  func queuedMemory() throws -> Int {
    try withFileDescriptor { try #require(DescriptorProbe.queuedMemory(of: $0.rawValue), "SO_MEMINFO is not readable") }
  }
}
