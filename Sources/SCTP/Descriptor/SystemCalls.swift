#if os(Linux)
internal import CSCTP

/// Runs a system call that returns a negative error number on failure, and retries it while signals interrupt it.
func retryingInterrupts<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -Result(EINTR) { return result }
  }
}

/// Runs a system call that returns a negative error number on failure, and throws the failure as an error of
/// `operation`.
///
/// Retries the call while signals interrupt it.
@discardableResult
func check<Result: SignedInteger>(
  _ operation: @autoclosure () -> String, _ call: () -> Result
) throws(SCTPError) -> Result {
  try checked(retryingInterrupts(call), operation())
}

/// Returns the result of a system call, or throws it as an error of `operation` if it is a negative error number.
@discardableResult
func checked<Result: SignedInteger>(
  _ result: Result, _ operation: @autoclosure () -> String
) throws(SCTPError) -> Result {
  guard result < 0 else { return result }
  let code = Errno(negated: result)
  throw SCTPError(code, in: operation(), because: SCTPError.Reason(anySocket: code))
}

extension Errno {
  /// Creates the error from a negative error number.
  init(negated result: some SignedInteger) {
    self.init(rawValue: CInt(-result))
  }
}

extension SCTPError.Reason {
  /// Creates the reason that an error number implies, whichever call failed; nil if it implies none.
  init?(anySocket code: Errno) {
    switch code {
    case .socketTypeNotSupported, .protocolNotSupported: self = .kernelWithoutSCTP
    case .notSocket: self = .notSCTP
    // The gate rejects calls on a closed socket object, so the descriptor itself is not open.
    case .badFileDescriptor: self = .notOpen
    case .addressInUse: self = .addressInUse
    default: return nil
    }
  }
}

/// Closes a descriptor without waiting for unsent messages, whatever its `SO_LINGER` time is.
///
/// If the time is zero, closing still aborts the association.
func closeWithoutLingering(_ descriptor: CInt) -> CInt {
  var linger = CSCTP.linger()
  var length = socklen_t(MemoryLayout<CSCTP.linger>.size)
  let result = unsafe csctp_getsockopt(descriptor, SOL_SOCKET, CSCTP.SO_LINGER, &linger, &length)
  if result >= 0, linger.l_onoff != 0, linger.l_linger > 0 {
    linger.l_onoff = 0
    _ = unsafe csctp_setsockopt(descriptor, SOL_SOCKET, CSCTP.SO_LINGER, &linger, length)
  }
  return csctp_close(descriptor)
}
#endif
