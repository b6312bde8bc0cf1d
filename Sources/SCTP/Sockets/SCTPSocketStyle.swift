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
    let type = try KernelOption<CInt>("SO_TYPE", SO_TYPE, level: SOL_SOCKET).value(on: number)
    guard DescriptorProbe.isSCTP(number) else {
      throw SCTPError(.protocolWrongTypeForSocket, in: "getsockopt(SO_PROTOCOL)", because: .notSCTP)
    }
    if DescriptorProbe.isOneToMany(number) {
      self = .oneToMany
    } else {
      self = type == csctp_SOCK_STREAM && DescriptorProbe.isListening(number) ? .listener : .oneToOne
    }
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
