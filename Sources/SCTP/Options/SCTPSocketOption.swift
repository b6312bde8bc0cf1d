#if os(Linux)
internal import CSCTP

/// A socket option that can be read and set.
///
/// ```swift
/// try socket.setOption(.noDelay, to: true)
/// let size = try socket.option(.receiveBufferSize)
/// ```
///
/// Options that can only be read are of the type ``SCTPReadOnlyOption``: to set one does not compile.
public struct SCTPSocketOption<Value: Sendable>: Sendable {
  let read: @Sendable (CInt) throws(SCTPError) -> Value
  let write: @Sendable (CInt, Value) throws(SCTPError) -> Void
}

/// A socket option that can only be read.
public struct SCTPReadOnlyOption<Value: Sendable>: Sendable {
  let read: @Sendable (CInt) throws(SCTPError) -> Value
}

/// An option as the kernel knows it: its C name, level and number, and the C type of its value.
struct KernelOption<Raw: BitwiseCopyable & Sendable>: Sendable {
  let name: StaticString
  let level: CInt
  let number: CInt

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
    guard let field = Field(exactly: number) else {
      throw SCTPError(.invalidArgument, in: "setsockopt(\(name))", because: .outOfRange)
    }
    return field
  }
}

extension KernelOption where Raw == CInt {
  func value(on descriptor: CInt) throws(SCTPError) -> CInt {
    try value(on: descriptor, request: 0)
  }

  /// The option as a switch.
  var toggle: SCTPSocketOption<Bool> {
    SCTPSocketOption(
      read: { descriptor throws(SCTPError) in try value(on: descriptor) != 0 },
      write: { descriptor, on throws(SCTPError) in try set(on ? 1 : 0, on: descriptor) })
  }

  /// The option as a number.
  var number: SCTPSocketOption<Int> {
    SCTPSocketOption(
      read: { descriptor throws(SCTPError) in Int(try value(on: descriptor)) },
      write: { descriptor, number throws(SCTPError) in try set(field(number), on: descriptor) })
  }
}
#endif
