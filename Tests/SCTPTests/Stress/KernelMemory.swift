import Foundation
import SCTP
import Testing

extension SCTPEndpoint {
  /// The kernel memory that the socket's unread messages and notifications occupy, in bytes.
  func queuedMemory() throws -> Int {
    // As `SO_MEMINFO` fills it, from `SK_MEMINFO_RMEM_ALLOC` on.
    var figures = [UInt32](repeating: 0, count: 9)
    let result = try withFileDescriptor { descriptor in
      var length = socklen_t(figures.count * MemoryLayout<UInt32>.size)
      return unsafe getsockopt(descriptor.rawValue, SOL_SOCKET, SO_MEMINFO, &figures, &length)
    }
    try #require(result == 0, "getsockopt(SO_MEMINFO): errno \(errno)")
    return Int(figures[0])
  }
}

/// The memory of this process that is in use, in bytes.
func residentMemory() throws -> Int {
  // In pages: first the size of the address space, then the size of its resident part.
  let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
  return try #require(fields.dropFirst().first.flatMap { Int($0) }) * sysconf(CInt(_SC_PAGESIZE))
}
