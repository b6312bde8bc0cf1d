#if os(Linux)
internal import CSCTP

extension SCTPSocketOption where Value: BitwiseCopyable {
  /// An option that the library does not know, as the kernel's number and the layout of its value.
  ///
  /// Nothing checks that `Value` is what the kernel expects under that number.
  ///
  /// - Parameters:
  ///   - level: The level, such as 132 (`SOL_SCTP`).
  ///   - number: The option's number.
  ///   - request: What the kernel reads before it writes, such as an association's identifier.
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
