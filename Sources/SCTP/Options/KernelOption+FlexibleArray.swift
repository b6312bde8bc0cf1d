#if os(Linux)
internal import CSCTP

// Options whose C structure ends in a flexible array.

extension KernelOption {
  /// Sets the option to a structure that is followed by the elements of its array.
  func set<Element: BitwiseCopyable>(
    _ header: Raw, followedBy elements: [Element], on descriptor: CInt
  ) throws(SCTPError) {
    var bytes = unsafe Swift.withUnsafeBytes(of: header) { unsafe Array($0) }
    unsafe elements.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    let length: socklen_t = try field(bytes.count)
    let result = retryingInterrupts { unsafe csctp_setsockopt(descriptor, level, number, bytes, length) }
    if result < 0 { throw failure("setsockopt", Errno(negated: result), header, descriptor) }
  }

  /// Returns the structure, and the number of elements of its array that `count` returns.
  func value<Element: BitwiseCopyable>(
    _ header: Raw, of _: Element.Type, capacity: Int, on descriptor: CInt, count: (Raw) -> Int
  ) throws(SCTPError) -> (Raw, [Element]) {
    var bytes = unsafe Swift.withUnsafeBytes(of: header) { unsafe Array($0) }
    bytes += [UInt8](repeating: 0, count: capacity * MemoryLayout<Element>.stride)
    var length = socklen_t(bytes.count)
    let result = retryingInterrupts { unsafe csctp_getsockopt(descriptor, level, number, &bytes, &length) }
    if result < 0 { throw failure("getsockopt", Errno(negated: result), header, descriptor) }
    let span = unsafe bytes.span.bytes.extracting(..<Swift.min(Int(length), bytes.count))
    guard let header = span.load(Raw.self) else {
      throw SCTPError(.invalidArgument, in: "getsockopt(\(name))", because: .shortOption)
    }
    return (header, Array(span.elements(of: Element.self, after: Raw.self).prefix(count(header))))
  }
}
#endif
