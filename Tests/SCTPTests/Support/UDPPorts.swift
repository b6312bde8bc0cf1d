import Foundation
import Testing

/// A UDP port that is free at the moment.
func freeUDPPort() throws -> UInt16 {
  let socket = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
  try #require(socket >= 0)
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  try unsafe withUnsafeMutablePointer(to: &address) { pointer in
    try unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
      try #require(unsafe bind(socket, pointer, length) == 0)
      try #require(unsafe getsockname(socket, pointer, &length) == 0)
    }
  }
  return UInt16(bigEndian: address.sin_port)
}
