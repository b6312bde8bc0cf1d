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

/// What a file or a socket of another kind is, to be taken over as if it were an SCTP socket.
enum Stranger: CaseIterable {
  case file, pipeEnd, tcp, udp, local

  static var sockets: [Stranger] { [.tcp, .udp, .local] }
  static var files: [Stranger] { [.file, .pipeEnd] }

  /// A new descriptor, for a socket object to own.
  func descriptor() throws -> FileDescriptor {
    let number =
      switch self {
      case .file: unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
      case .pipeEnd: readEndOfPipe()
      case .tcp: socket(AF_INET, CInt(SOCK_STREAM.rawValue), CInt(IPPROTO_TCP))
      case .udp: socket(AF_INET, CInt(SOCK_DGRAM.rawValue), CInt(IPPROTO_UDP))
      case .local: socket(AF_UNIX, CInt(SOCK_SEQPACKET.rawValue), 0)
      }
    try #require(number >= 0)
    return FileDescriptor(rawValue: number)
  }

  private func readEndOfPipe() -> CInt {
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return -1 }
    close(ends[1])
    return ends[0]
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
