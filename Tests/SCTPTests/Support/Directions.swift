import Foundation
import SCTP
import Testing

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
