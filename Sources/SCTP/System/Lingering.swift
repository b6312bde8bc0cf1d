#if os(Linux)
internal import CSCTP

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
