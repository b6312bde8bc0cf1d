#if os(Linux)
internal import CSCTP

/// A socket option, which can be read and set.
///
/// ```swift
/// try socket.setOption(.noDelay, to: true)
/// let size = try socket.option(.receiveBufferSize)
/// ```
///
/// Many options have a scope, which is the parameter `of:`. On a one-to-many socket, the scope is one association,
/// `.future` (the default), `.current` or `.all`. Each option supports some of the three reserved scopes, and fails
/// with EINVAL for the others. On a one-to-one socket, the kernel ignores the scope: the option applies to the
/// association of the socket, or to its future association if it has none. On a listener, the option applies to the
/// associations that the listener will accept.
///
/// On a one-to-many socket, if an option of one association fails, ``SCTPError/association`` contains the association.
///
/// Sockets have methods for state that cannot be set and for requests to the kernel, such as `status()` and
/// `addStreams(inbound:outbound:)`.
public struct SCTPSocketOption<Value: Sendable>: Sendable {
  let name: String
  let scope: SCTPAssociationID
  let read: @Sendable (CInt) throws(SCTPError) -> Value
  let write: @Sendable (CInt, Value) throws(SCTPError) -> Void

  init(
    name: String, scope: SCTPAssociationID = .future,
    read: @escaping @Sendable (CInt) throws(SCTPError) -> Value,
    write: @escaping @Sendable (CInt, Value) throws(SCTPError) -> Void
  ) {
    self.name = name
    self.scope = scope
    self.read = read
    self.write = write
  }
}

extension SCTPSocketOption: CustomStringConvertible {
  /// The C name of the option, and its scope if that is not `.future`, such as `SCTP_RTOINFO of association 5`.
  public var description: String {
    switch scope {
    case .future: name
    case .current: "\(name) of the current associations"
    case .all: "\(name) of all associations"
    case let association: "\(name) of association \(association)"
    }
  }
}

extension SCTPSocketOption where Value: BitwiseCopyable {
  /// Returns an option that the library does not know.
  ///
  /// The call is unsafe because nothing checks that `Value` has the layout that the kernel expects.
  ///
  /// - Parameters:
  ///   - level: The level, such as 132 (`SOL_SCTP`).
  ///   - number: The number of the option.
  ///   - request: The value that is passed to getsockopt(2), such as a structure that contains the identifier of an
  ///     association.
  /// - Returns: The option.
  @unsafe public static func unsafeOption(level: Int32, number: Int32, request: Value) -> Self {
    KernelOption<Value>("option \(number) of level \(level)", number, level: level).option(request: request) {
      $0
    } _: {
      $0
    }
  }
}
#endif
