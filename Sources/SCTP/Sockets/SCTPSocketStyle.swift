#if os(Linux)
internal import CSCTP

/// The style of an SCTP socket.
///
/// The enumeration will not gain cases, so a `switch` over it needs no default case. See RFC 6458, sections 3 and 4.
public enum SCTPSocketStyle: Hashable, Sendable, CaseIterable {
  /// Many associations on one descriptor: ``SCTPSocket``.
  case oneToMany
  /// One association on one descriptor, connected, accepted or peeled off: ``SCTPOneToOneSocket``.
  case oneToOne
  /// A one-to-one socket that listens: ``SCTPListener``.
  case listener

  /// Determines the style of a descriptor, for example of a descriptor from another process.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EBADF and the reason ``SCTPError/Reason/notOpen`` if the descriptor is not open;
  ///   - ENOTSOCK and the reason ``SCTPError/Reason/notSCTP`` if the descriptor is not a socket;
  ///   - EPROTOTYPE and the reason ``SCTPError/Reason/notSCTP`` if the descriptor is a socket of another
  ///     protocol.
  ///
  /// The corresponding C options are `SO_PROTOCOL`, `SO_TYPE`, `SO_ACCEPTCONN` and `SCTP_RTOINFO`.
  public init(of descriptor: FileDescriptor) throws(SCTPError) {
    let number = descriptor.rawValue
    let type = try Self.value("SO_TYPE", SO_TYPE, number)
    guard try Self.value("SO_PROTOCOL", SO_PROTOCOL, number) == CInt(IPPROTO_SCTP) else {
      throw SCTPError(.protocolWrongTypeForSocket, in: "getsockopt(SO_PROTOCOL)", because: .notSCTP)
    }
    let result = DescriptorProbe.resultForImpossibleAssociation(number)
    guard result >= 0 || result == -EINVAL else {
      throw SCTPError(Errno(negated: result), in: "getsockopt(SCTP_RTOINFO)")
    }
    if result < 0 {
      self = .oneToMany
    } else if type == csctp_SOCK_STREAM, try Self.value("SO_ACCEPTCONN", SO_ACCEPTCONN, number) != 0 {
      self = .listener
    } else {
      self = .oneToOne
    }
  }

  private static func value(_ name: String, _ option: CInt, _ descriptor: CInt) throws(SCTPError) -> CInt {
    try KernelOption<CInt>(name, option, level: SOL_SOCKET).value(on: descriptor)
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
