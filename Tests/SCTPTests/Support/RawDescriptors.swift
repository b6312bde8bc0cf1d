import CSCTP
import Foundation
import SCTP
import Testing

/// What fcntl(2) says of a descriptor.
struct DescriptorFlags: Hashable {
  /// The descriptor's own flags, as F_GETFD reads them.
  let descriptor: CInt
  /// The open file's flags, as F_GETFL reads them.
  let status: CInt

  init(of endpoint: SCTPEndpoint) throws {
    self = try endpoint.withFileDescriptor {
      DescriptorFlags(descriptor: fcntl($0.rawValue, F_GETFD), status: fcntl($0.rawValue, F_GETFL))
    }
  }

  private init(descriptor: CInt, status: CInt) {
    self.descriptor = descriptor
    self.status = status
  }

  var isCloseOnExec: Bool { descriptor & FD_CLOEXEC != 0 }
  var isNonBlocking: Bool { status & O_NONBLOCK != 0 }
}

/// What is no SCTP socket, to be taken over as if it were one.
enum Stranger: CaseIterable {
  case file, pipeEnd, tcp, udp, local

  static var sockets: [Stranger] { [.tcp, .udp, .local] }
  static var files: [Stranger] { [.file, .pipeEnd] }

  /// A new descriptor, for a socket object to own.
  func descriptor(_ location: SourceLocation = #_sourceLocation) throws -> FileDescriptor {
    let number =
      switch self {
      case .file: unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
      case .pipeEnd: readEndOfPipe()
      case .tcp: socket(AF_INET, csctp_SOCK_STREAM | csctp_SOCK_CLOEXEC, CInt(IPPROTO_TCP))
      case .udp: socket(AF_INET, CInt(SOCK_DGRAM.rawValue) | csctp_SOCK_CLOEXEC, CInt(IPPROTO_UDP))
      case .local: socket(AF_UNIX, csctp_SOCK_SEQPACKET | csctp_SOCK_CLOEXEC, 0)
      }
    try #require(number >= 0, "no descriptor: errno \(errno)", sourceLocation: location)
    return FileDescriptor(rawValue: number)
  }

  private func readEndOfPipe() -> CInt {
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return -1 }
    close(ends[1])
    return ends[0]
  }
}

extension FileDescriptor {
  /// The number of no descriptor.
  static var invalid: FileDescriptor { FileDescriptor(rawValue: -1) }

  /// A descriptor that is open but no socket.
  static func file(_ location: SourceLocation = #_sourceLocation) throws -> FileDescriptor {
    try Stranger.file.descriptor(location)
  }

  /// A socket of another protocol.
  static func tcpSocket(_ location: SourceLocation = #_sourceLocation) throws -> FileDescriptor {
    try Stranger.tcp.descriptor(location)
  }
}

extension SCTPEndpoint {
  /// A second descriptor of the same socket, for another object to own.
  func duplicate() throws -> FileDescriptor {
    let number = try withFileDescriptor { fcntl($0.rawValue, F_DUPFD_CLOEXEC, 0) }
    try #require(number >= 0)
    return FileDescriptor(rawValue: number)
  }

  /// The socket as if it were of the one-to-many style.
  func posingAsOneToMany() throws -> SCTPSocket {
    SCTPSocket(takingOwnershipOf: try duplicate())
  }
}
