#if os(Linux)
extension SCTPEndpoint {
  /// Reads a socket option.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed, and the error of getsockopt(2).
  ///
  /// The corresponding C function is `getsockopt(2)`. See RFC 6458, section 8.
  public final func option<Value>(_ option: SCTPSocketOption<Value>) throws(SCTPError) -> Value {
    try gate.withDescriptor("getsockopt") { descriptor throws(SCTPError) in
      try attributingErrors(to: option.scope) { () throws(SCTPError) in try option.read(descriptor) }
    }
  }

  /// Reads a socket option that cannot be set.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed, and the error of getsockopt(2).
  ///
  /// The corresponding C function is `getsockopt(2)`. See RFC 6458, section 8.
  public final func option<Value>(_ option: SCTPReadOnlyOption<Value>) throws(SCTPError) -> Value {
    try gate.withDescriptor("getsockopt") { descriptor throws(SCTPError) in
      try attributingErrors(to: option.scope) { () throws(SCTPError) in try option.read(descriptor) }
    }
  }

  /// Sets a socket option.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed, EINVAL for a value outside the option's range, and
  ///   the error of setsockopt(2).
  ///
  /// The corresponding C function is `setsockopt(2)`. See RFC 6458, section 8.
  public final func setOption<Value>(_ option: SCTPSocketOption<Value>, to value: Value) throws(SCTPError) {
    try gate.withDescriptor("setsockopt") { descriptor throws(SCTPError) in
      try attributingErrors(to: option.scope) { () throws(SCTPError) in try option.write(descriptor, value) }
    }
  }

  /// Sets a socket option that cannot be read.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed, EINVAL for a value outside the option's range, and
  ///   the error of setsockopt(2).
  ///
  /// The corresponding C function is `setsockopt(2)`. See RFC 6458, section 8.
  public final func setOption<Value>(_ option: SCTPWriteOnlyOption<Value>, to value: Value) throws(SCTPError) {
    try gate.withDescriptor("setsockopt") { descriptor throws(SCTPError) in
      try attributingErrors(to: option.scope) { () throws(SCTPError) in try option.write(descriptor, value) }
    }
  }

  /// Runs `body`, and adds the association to its error.
  ///
  /// Adds none on a one-to-one socket, or if the identifier is a reserved value.
  func attributingErrors<Value>(
    to association: SCTPAssociationID, _ body: () throws(SCTPError) -> Value
  ) throws(SCTPError) -> Value {
    do throws(SCTPError) {
      return try body()
    } catch {
      throw style.attribute(error, to: association)
    }
  }
}
#endif
