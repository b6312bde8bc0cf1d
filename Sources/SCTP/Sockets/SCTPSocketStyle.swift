#if os(Linux)
internal import CSCTP

/// The style of an SCTP socket.
///
/// The enumeration will not gain further cases, so a `switch` over it needs no default. See RFC 6458, sections 3 and 4.
public enum SCTPSocketStyle: Hashable, Sendable, CaseIterable {
  /// Many associations on one descriptor: ``SCTPSocket``.
  case oneToMany
  /// One association on one descriptor, connected, accepted or peeled off: ``SCTPOneToOneSocket``.
  case oneToOne
  /// A one-to-one socket that listens: ``SCTPListener``.
  case listener

  /// Determines the style of a descriptor, for example of one that another process passed on.
  ///
  /// The kernel does not distinguish a peeled-off socket whose association has ended from a one-to-many socket. For
  /// such a descriptor, the style is ``oneToMany``.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EBADF and the reason ``SCTPError/Reason/notOpen`` if the descriptor is not open;
  ///   - ENOTSOCK and the reason ``SCTPError/Reason/notSCTP`` if it is not a socket;
  ///   - EPROTOTYPE and the reason ``SCTPError/Reason/notSCTP`` if it is a socket of another protocol.
  ///
  /// The corresponding C options are `SO_PROTOCOL`, `SO_TYPE`, `SO_ACCEPTCONN` and `SCTP_STATUS`.
  public init(of descriptor: FileDescriptor) throws(SCTPError) {
    let number = descriptor.rawValue
    guard try Self.value("SO_PROTOCOL", SO_PROTOCOL, on: number) == CInt(IPPROTO_SCTP) else {
      throw SCTPError(.protocolWrongTypeForSocket, in: "getsockopt(SO_PROTOCOL)", because: .notSCTP)
    }
    if try Self.value("SO_TYPE", SO_TYPE, on: number) == csctp_SOCK_STREAM {
      self = try Self.value("SO_ACCEPTCONN", SO_ACCEPTCONN, on: number) != 0 ? .listener : .oneToOne
    } else {
      // A peeled-off socket reports SOCK_SEQPACKET, but returns the status of its association for every identifier.
      self = SCTPStatus.exists(of: .future, on: number) ? .oneToOne : .oneToMany
    }
  }

  private static func value(
    _ name: StaticString, _ number: CInt, on descriptor: CInt
  ) throws(SCTPError) -> CInt {
    try KernelOption<CInt>(name, number, level: SOL_SOCKET).value(on: descriptor)
  }
}

extension SCTPSocketStyle: CustomStringConvertible {
  /// The name of the style.
  public var description: String {
    switch self {
    case .oneToMany: "one-to-many"
    case .oneToOne: "one-to-one"
    case .listener: "listening one-to-one"
    }
  }
}
#endif
