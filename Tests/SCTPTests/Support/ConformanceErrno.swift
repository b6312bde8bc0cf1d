import Foundation
import SCTP
import Testing

/// Checks that a call fails with this error number, and with this reason or with none.
func expectErrno<Result>(
  _ code: Errno, because reason: SCTPError.Reason? = nil, _ location: SourceLocation = #_sourceLocation,
  of call: () throws -> Result
) {
  let error = #expect(throws: SCTPError.self, sourceLocation: location) { _ = try call() }
  guard let error else { return }
  #expect(error.code == code, sourceLocation: location)
  #expect(error.reason == reason, sourceLocation: location)
}

extension FileDescriptor {
  /// A number that no descriptor has.
  static var none: FileDescriptor { FileDescriptor(rawValue: -1) }

  /// A descriptor that is no socket, for a socket object to own.
  static func noSocket() throws -> FileDescriptor {
    let number = openNoSocket()
    try #require(number >= 0)
    return FileDescriptor(rawValue: number)
  }

  /// A second descriptor of a socket, for an object of another kind to own.
  static func second(of endpoint: SCTPEndpoint) throws -> FileDescriptor {
    let number = try endpoint.withFileDescriptor { fcntl($0.rawValue, F_DUPFD_CLOEXEC, 0) }
    try #require(number >= 0)
    return FileDescriptor(rawValue: number)
  }
}

// `FileDescriptor` has an `open` of its own.
private func openNoSocket() -> CInt { unsafe open("/dev/null", O_RDWR | O_CLOEXEC) }
