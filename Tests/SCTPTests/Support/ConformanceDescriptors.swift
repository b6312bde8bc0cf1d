import CSCTP
import Foundation
import SCTP
import Testing

// Descriptors for `init(takingOwnershipOf:)`: what no socket of this package is made of, but a caller may bring.

extension FileDescriptor {
  /// The number of no descriptor.
  static var invalid: FileDescriptor { FileDescriptor(rawValue: -1) }

  /// A descriptor that is open but no socket.
  static func file(_ location: SourceLocation = #_sourceLocation) throws -> FileDescriptor {
    try opened(unsafe Foundation.open("/dev/null", O_RDWR | O_CLOEXEC), location)
  }

  /// A socket of another protocol.
  static func tcpSocket(_ location: SourceLocation = #_sourceLocation) throws -> FileDescriptor {
    try opened(socket(AF_INET, csctp_SOCK_STREAM | csctp_SOCK_CLOEXEC, 0), location)
  }

  /// A second descriptor of a socket, for an object of another kind.
  static func second(
    of socket: SCTPEndpoint, _ location: SourceLocation = #_sourceLocation
  ) throws -> FileDescriptor {
    try socket.withFileDescriptor { try opened(Foundation.dup($0.rawValue), location) }
  }

  private static func opened(_ number: CInt, _ location: SourceLocation) throws -> FileDescriptor {
    try #require(number >= 0, "no descriptor: errno \(errno)", sourceLocation: location)
    return FileDescriptor(rawValue: number)
  }
}

/// One direction of a socket or both, as shutdown(2) knows them.
enum Direction {
  case receiving, both
}

/// Ends a direction of a one-to-one socket, which the library's `shutdown()` does not do: it ends sending alone.
func end(
  _ direction: Direction, of socket: SCTPOneToOneSocket, _ location: SourceLocation = #_sourceLocation
) throws {
  let how = direction == .receiving ? SHUT_RD : SHUT_RDWR
  let result = try socket.withFileDescriptor { shutdown($0.rawValue, CInt(how)) }
  try #require(result == 0, "shutdown(2): errno \(errno)", sourceLocation: location)
}
