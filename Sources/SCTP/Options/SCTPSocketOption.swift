#if os(Linux)
internal import CSCTP

/// A socket option that can be read and set.
///
/// ```swift
/// try socket.setOption(.noDelay, to: true)
/// let size = try socket.option(.receiveBufferSize)
/// ```
///
/// An option with a scope is a function of it. The scope is one association, or `.future` (the default), `.current` or
/// `.all` of a one-to-many socket's; a one-to-one socket has one association, and its kernel ignores the scope.
/// Which of the reserved scopes reading and setting know is the kernel's: another one throws EINVAL.
/// On a one-to-many socket, an error that concerns one association carries it in ``SCTPError/association``.
///
/// Options that can only be read are of the type ``SCTPReadOnlyOption``, those that can only be set of the type
/// ``SCTPWriteOnlyOption``: the wrong direction does not compile.
public struct SCTPSocketOption<Value: Sendable>: Sendable {
  var scope = SCTPAssociationID.future
  let read: @Sendable (CInt) throws(SCTPError) -> Value
  let write: @Sendable (CInt, Value) throws(SCTPError) -> Void
}

/// A socket option that can only be read.
public struct SCTPReadOnlyOption<Value: Sendable>: Sendable {
  var scope = SCTPAssociationID.future
  let read: @Sendable (CInt) throws(SCTPError) -> Value
}

/// A socket option that can only be set.
public struct SCTPWriteOnlyOption<Value: Sendable>: Sendable {
  var scope = SCTPAssociationID.future
  let write: @Sendable (CInt, Value) throws(SCTPError) -> Void
}

extension SCTPSocketOption where Value: BitwiseCopyable {
  /// An option that the library does not know, as the kernel's number and the layout of its value.
  ///
  /// Nothing checks that the layout of `Value` is the layout that the kernel expects for that number.
  ///
  /// - Parameters:
  ///   - level: The level, such as 132 (`SOL_SCTP`).
  ///   - number: The option's number.
  ///   - request: The fields that the kernel reads before it writes, such as the identifier of an association.
  /// - Returns: The option.
  @unsafe public static func unsafeOption(level: Int32, number: Int32, request: Value) -> Self {
    KernelOption<Value>("unsafe", number, level: level).option(request: request) {
      $0
    } _: {
      $0
    }
  }
}
#endif
