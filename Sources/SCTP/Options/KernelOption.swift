#if os(Linux)
internal import CSCTP

/// An option in its C form: its name, level and number, the C type of its value, and its scope.
struct KernelOption<Raw: Sendable>: Sendable {
  let name: String
  let level: CInt
  let number: CInt
  let scope: SCTPAssociationID

  init(_ name: String, _ number: CInt, level: CInt = SOL_SCTP, of scope: SCTPAssociationID = .future) {
    self.name = name
    self.level = level
    self.number = number
    self.scope = scope
  }

  /// Returns the error of a failed call, with its reason.
  @inline(never)
  func failure(_ call: String, _ code: Errno, _ value: Raw, _ descriptor: CInt) -> SCTPError {
    let failure = OptionFailure(
      code: code, level: level, number: number, association: scope, value: value, descriptor: descriptor)
    return SCTPError(code, in: "\(call)(\(name))", because: failure.reason)
  }

  /// Returns `number` in the type of a field; throws EINVAL if it does not fit.
  func field<Field: FixedWidthInteger>(_ number: some BinaryInteger) throws(SCTPError) -> Field {
    guard let field = Field(exactly: number) else { throw error(.outOfRange) }
    return field
  }

  func error(_ reason: SCTPError.Reason) -> SCTPError {
    SCTPError(.invalidArgument, in: "setsockopt(\(name))", because: reason)
  }
}

extension KernelOption where Raw: BitwiseCopyable {
  /// Returns the value of the option; `request` contains the fields that the kernel reads before it writes.
  func value(on descriptor: CInt, request: Raw) throws(SCTPError) -> Raw {
    var value = request
    var length = socklen_t(MemoryLayout<Raw>.size)
    let result = retryingInterrupts { unsafe csctp_getsockopt(descriptor, level, number, &value, &length) }
    if result < 0 { throw failure("getsockopt", Errno(negated: result), request, descriptor) }
    guard length == MemoryLayout<Raw>.size else {
      throw SCTPError(.invalidArgument, in: "getsockopt(\(name))", because: .shortOption)
    }
    return value
  }

  func set(_ value: Raw, on descriptor: CInt) throws(SCTPError) {
    let result = retryingInterrupts {
      unsafe withUnsafeBytes(of: value) {
        unsafe csctp_setsockopt(descriptor, level, number, $0.baseAddress, socklen_t($0.count))
      }
    }
    if result < 0 { throw failure("setsockopt", Errno(negated: result), value, descriptor) }
  }

  /// Returns the public option, with the conversions from and to the C value.
  func option<Value>(
    request: Raw, _ decode: @escaping @Sendable (Raw) throws(SCTPError) -> Value,
    _ encode: @escaping @Sendable (Value) throws(SCTPError) -> Raw
  ) -> SCTPSocketOption<Value> {
    SCTPSocketOption(
      name: name, scope: scope,
      read: { descriptor throws(SCTPError) in try decode(value(on: descriptor, request: request)) },
      write: { descriptor, value throws(SCTPError) in try set(encode(value), on: descriptor) })
  }

  /// Returns a query of a value that cannot be set.
  func query<Value>(
    request: Raw, _ decode: @escaping @Sendable (Raw) throws(SCTPError) -> Value
  ) -> KernelCall<Value> {
    KernelCall(of: scope) { descriptor throws(SCTPError) in try decode(value(on: descriptor, request: request)) }
  }

  /// Returns a request with a value that cannot be read.
  func request(_ value: Raw) -> KernelCall<Void> {
    KernelCall(of: scope) { descriptor throws(SCTPError) in try set(value, on: descriptor) }
  }
}

extension KernelOption where Raw: FixedWidthInteger & BitwiseCopyable {
  func value(on descriptor: CInt) throws(SCTPError) -> Raw {
    try value(on: descriptor, request: 0)
  }

  /// The public option with a Boolean value.
  var toggle: SCTPSocketOption<Bool> {
    option(request: 0) {
      $0 != 0
    } _: {
      $0 ? 1 : 0
    }
  }

  /// The public option with an integer value.
  var integer: SCTPSocketOption<Int> {
    option(request: 0) {
      Int($0)
    } _: { number throws(SCTPError) in
      try field(number)
    }
  }
}

extension KernelOption where Raw == sctp_assoc_value {
  /// The public option with a scope and an integer value.
  var scopedInteger: SCTPSocketOption<UInt32> {
    scopedValue {
      $0
    } _: {
      $0
    }
  }

  /// The public option with a scope and a Boolean value.
  var scopedToggle: SCTPSocketOption<Bool> {
    scopedValue {
      $0 != 0
    } _: {
      $0 ? 1 : 0
    }
  }

  /// Returns the public option with a scope, whose C value is a number.
  func scopedValue<Value>(
    _ decode: @escaping @Sendable (UInt32) -> Value, _ encode: @escaping @Sendable (Value) -> UInt32
  ) -> SCTPSocketOption<Value> {
    let id = scope.rawValue
    return option(request: sctp_assoc_value(assoc_id: id, assoc_value: 0)) {
      decode($0.assoc_value)
    } _: { value in
      sctp_assoc_value(assoc_id: id, assoc_value: encode(value))
    }
  }
}
#endif
