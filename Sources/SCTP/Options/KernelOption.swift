#if os(Linux)
internal import CSCTP

/// An option as the kernel knows it: its C name, level and number, and the C type of its value.
struct KernelOption<Raw: BitwiseCopyable & Sendable>: Sendable {
  let name: StaticString
  let level: CInt
  let number: CInt

  init(_ name: StaticString, _ number: CInt, level: CInt = SOL_SCTP) {
    self.name = name
    self.level = level
    self.number = number
  }

  /// The option's value on `descriptor`; `request` is what the kernel reads before it writes.
  func value(on descriptor: CInt, request: Raw) throws(SCTPError) -> Raw {
    var value = request
    var length = socklen_t(MemoryLayout<Raw>.size)
    try check("getsockopt(\(name))") { unsafe csctp_getsockopt(descriptor, level, number, &value, &length) }
    guard length == MemoryLayout<Raw>.size else {
      throw SCTPError(.invalidArgument, in: "getsockopt(\(name))", because: .shortOption)
    }
    return value
  }

  func set(_ value: Raw, on descriptor: CInt) throws(SCTPError) {
    try check("setsockopt(\(name))") {
      unsafe withUnsafeBytes(of: value) {
        unsafe csctp_setsockopt(descriptor, level, number, $0.baseAddress, socklen_t($0.count))
      }
    }
  }

  /// `number` in the type of a field, or EINVAL if it does not fit there: the kernel would see another number.
  func field<Field: FixedWidthInteger>(_ number: some BinaryInteger) throws(SCTPError) -> Field {
    guard let field = Field(exactly: number) else { throw error(.outOfRange) }
    return field
  }

  func error(_ reason: SCTPError.Reason) -> SCTPError {
    SCTPError(.invalidArgument, in: "setsockopt(\(name))", because: reason)
  }
}

extension KernelOption {
  /// The option as a value that is read of a C value and made into one.
  func option<Value>(
    request: Raw, _ decode: @escaping @Sendable (Raw) throws(SCTPError) -> Value,
    _ encode: @escaping @Sendable (Value) throws(SCTPError) -> Raw
  ) -> SCTPSocketOption<Value> {
    SCTPSocketOption(
      read: { descriptor throws(SCTPError) in try decode(value(on: descriptor, request: request)) },
      write: { descriptor, value throws(SCTPError) in try set(encode(value), on: descriptor) })
  }

  /// The option as a value that can only be read.
  func readOnly<Value>(
    request: Raw, _ decode: @escaping @Sendable (Raw) throws(SCTPError) -> Value
  ) -> SCTPReadOnlyOption<Value> {
    SCTPReadOnlyOption { descriptor throws(SCTPError) in try decode(value(on: descriptor, request: request)) }
  }

  /// The option as a value that can only be set.
  func writeOnly<Value>(
    _ encode: @escaping @Sendable (Value) throws(SCTPError) -> Raw
  ) -> SCTPWriteOnlyOption<Value> {
    SCTPWriteOnlyOption { descriptor, value throws(SCTPError) in try set(encode(value), on: descriptor) }
  }
}

extension KernelOption where Raw: FixedWidthInteger {
  func value(on descriptor: CInt) throws(SCTPError) -> Raw {
    try value(on: descriptor, request: 0)
  }

  /// The option as a switch.
  var toggle: SCTPSocketOption<Bool> {
    option(request: 0) {
      $0 != 0
    } _: {
      $0 ? 1 : 0
    }
  }

  /// The option as a number.
  var integer: SCTPSocketOption<Int> {
    option(request: 0) {
      Int($0)
    } _: { number throws(SCTPError) in
      try field(number)
    }
  }
}

extension KernelOption where Raw == sctp_assoc_value {
  /// The option as a number with a scope.
  func integer(of association: SCTPAssociationID) -> SCTPSocketOption<UInt32> {
    mapped(of: association) {
      $0
    } _: {
      $0
    }
  }

  /// The option as a switch with a scope.
  func toggle(of association: SCTPAssociationID) -> SCTPSocketOption<Bool> {
    mapped(of: association) {
      $0 != 0
    } _: {
      $0 ? 1 : 0
    }
  }

  /// The option as a value with a scope that the kernel keeps as a number.
  func mapped<Value>(
    of association: SCTPAssociationID, _ decode: @escaping @Sendable (UInt32) -> Value,
    _ encode: @escaping @Sendable (Value) -> UInt32
  ) -> SCTPSocketOption<Value> {
    let request = sctp_assoc_value(assoc_id: association.rawValue, assoc_value: 0)
    return option(request: request) {
      decode($0.assoc_value)
    } _: { value in
      sctp_assoc_value(assoc_id: association.rawValue, assoc_value: encode(value))
    }
  }
}
#endif
