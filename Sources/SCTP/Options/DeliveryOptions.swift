#if os(Linux)
internal import CSCTP

extension SCTPSocketOption where Value == Bool {
  /// Whether small messages are sent at once instead of being held back and bundled.
  ///
  /// Off by default. A request-response protocol wants it on:
  /// otherwise a request can wait for the delayed acknowledgement of the last one, 200 ms.
  ///
  /// The corresponding C option is `SCTP_NODELAY`. See RFC 6458, section 8.1.5.
  public static var noDelay: Self {
    KernelOption<CInt>(name: "SCTP_NODELAY", level: SOL_SCTP, number: SCTP_NODELAY).toggle
  }
}

extension SCTPSocketOption where Value == Int {
  /// The size of the socket's send buffer, in bytes of kernel memory.
  ///
  /// The kernel doubles what is set, to allow for its own overhead, and reads back the doubled value.
  /// It caps what is set at the sysctl `net.core.wmem_max` without an error.
  /// A message must fit: one that is longer than the buffer fails with EMSGSIZE.
  ///
  /// The corresponding C option is `SO_SNDBUF`. See RFC 6458, section 8.1.24.
  public static var sendBufferSize: Self {
    KernelOption<CInt>(name: "SO_SNDBUF", level: SOL_SOCKET, number: SO_SNDBUF).number
  }

  /// The size of the socket's receive buffer, in bytes of kernel memory.
  ///
  /// The kernel doubles what is set, to allow for its own overhead, and reads back the doubled value.
  /// It caps what is set at the sysctl `net.core.rmem_max` without an error.
  /// Set it before an association is made: it is the receive window that the peer is told.
  ///
  /// The corresponding C option is `SO_RCVBUF`. See RFC 6458, section 8.1.23.
  public static var receiveBufferSize: Self {
    KernelOption<CInt>(name: "SO_RCVBUF", level: SOL_SOCKET, number: SO_RCVBUF).number
  }
}
#endif
