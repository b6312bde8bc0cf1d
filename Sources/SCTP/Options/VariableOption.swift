#if os(Linux)
internal import CSCTP

/// An option whose C structure ends in a flexible array.
struct VariableOption: Sendable {
  let name: String
  let number: CInt
  let scope: SCTPAssociationID

  init(_ name: String, _ number: CInt, of scope: SCTPAssociationID = .future) {
    self.name = name
    self.number = number
    self.scope = scope
  }

  /// Sets the option to a structure that is followed by the elements of its array.
  func set<Header, Element: BitwiseCopyable>(
    _ header: Header, followedBy elements: [Element], on descriptor: CInt
  ) throws(SCTPError) {
    var bytes = unsafe Swift.withUnsafeBytes(of: header) { unsafe Array($0) }
    unsafe elements.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    let length: socklen_t = try field(bytes.count)
    let result = retryingInterrupts { unsafe csctp_setsockopt(descriptor, SOL_SCTP, number, bytes, length) }
    if result < 0 { throw failure("setsockopt", Errno(negated: result), header, descriptor) }
  }

  /// Returns the structure, and the number of elements of its array that `count` returns.
  func value<Header, Element: BitwiseCopyable>(
    _ header: Header, of _: Element.Type, capacity: Int, on descriptor: CInt, count: (Header) -> Int
  ) throws(SCTPError) -> (Header, [Element]) {
    var bytes = unsafe Swift.withUnsafeBytes(of: header) { unsafe Array($0) }
    bytes += [UInt8](repeating: 0, count: capacity * MemoryLayout<Element>.stride)
    var length = socklen_t(bytes.count)
    let result = retryingInterrupts { unsafe csctp_getsockopt(descriptor, SOL_SCTP, number, &bytes, &length) }
    if result < 0 { throw failure("getsockopt", Errno(negated: result), header, descriptor) }
    let span = unsafe bytes.span.bytes.extracting(..<Swift.min(Int(length), bytes.count))
    guard let header = span.load(Header.self) else {
      throw SCTPError(.invalidArgument, in: "getsockopt(\(name))", because: .shortOption)
    }
    return (header, Array(span.elements(of: Element.self, after: Header.self).prefix(count(header))))
  }

  private func failure(_ call: String, _ code: Errno, _ header: Any, _ descriptor: CInt) -> SCTPError {
    let failure = OptionFailure(
      code: code, level: SOL_SCTP, number: number, association: scope, value: header, descriptor: descriptor)
    return SCTPError(code, in: "\(call)(\(name))", because: failure.reason)
  }

  /// Returns `number` in the type of a field; throws EINVAL if it does not fit.
  func field<Field: FixedWidthInteger>(_ number: some BinaryInteger) throws(SCTPError) -> Field {
    guard let field = Field(exactly: number) else {
      throw SCTPError(.invalidArgument, in: "setsockopt(\(name))", because: .outOfRange)
    }
    return field
  }
}
#endif
