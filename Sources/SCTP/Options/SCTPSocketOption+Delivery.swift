#if os(Linux)
internal import CSCTP

extension SCTPSocketOption where Value == Bool {
  /// Whether the kernel sends small messages immediately, instead of delaying and bundling them.
  ///
  /// The option is off by default. Enable it for request-response protocols. Otherwise, a message can wait up to 200 ms
  /// for the delayed acknowledgment of the previous message.
  ///
  /// The corresponding C option is `SCTP_NODELAY`. See RFC 6458, section 8.1.5.
  public static var noDelay: Self { KernelOption<CInt>("SCTP_NODELAY", CSCTP.SCTP_NODELAY).toggle }

  /// Whether `send` fails with EMSGSIZE for a message that does not fit into one packet, instead of fragmenting it.
  ///
  /// The corresponding C option is `SCTP_DISABLE_FRAGMENTS`. See RFC 6458, section 8.1.11.
  public static var fragmentationDisabled: Self {
    KernelOption<CInt>("SCTP_DISABLE_FRAGMENTS", CSCTP.SCTP_DISABLE_FRAGMENTS).toggle
  }

  /// Whether messages of different associations and streams may be interleaved with I-DATA chunks (RFC 8260).
  ///
  /// Reading the option of an association returns the negotiated value. Setting it affects future associations.
  ///
  /// Both sides must enable the option before the association is set up. Enabling it fails with EPERM unless the sysctl
  /// `net.sctp.intl_enable` is on and ``fragmentInterleave`` is 1 or more.
  ///
  /// With this option, call `connect` before `send`: sending to a new address blocks in the kernel until the
  /// association is up, even on a non-blocking socket. Neither a timeout nor `close()` interrupts the call. It fails
  /// with ESRCH if the association cannot be set up.
  ///
  /// Enable the option only if the peers are Linux hosts too. Linux does not number the fragments of a message as
  /// RFC 8260 requires, so other stacks cannot exchange messages of several fragments with it. See <doc:Kernels>.
  ///
  /// The corresponding C option is `SCTP_INTERLEAVING_SUPPORTED`. See RFC 8260, section 4.3.1.
  public static func interleavingSupported(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_INTERLEAVING_SUPPORTED", CSCTP.SCTP_INTERLEAVING_SUPPORTED, of: association)
      .scopedToggle
  }

  /// Whether a received message describes the next message in ``SCTPReceiveInfo/next``.
  ///
  /// The corresponding C option is `SCTP_RECVNXTINFO`. See RFC 6458, section 8.1.30.
  public static var receiveNextInfo: Self { KernelOption<CInt>("SCTP_RECVNXTINFO", CSCTP.SCTP_RECVNXTINFO).toggle }
}

extension SCTPSocketOption where Value == Int {
  /// The size of the socket's send buffer, in bytes of kernel memory.
  ///
  /// The kernel doubles the value to allow for its own overhead, and returns the doubled value. The kernel silently
  /// limits the size to the sysctl `net.core.wmem_max`, and silently raises a size that is too small. Setting a size
  /// below 0 or above 2^31 - 1 fails with EINVAL. Sending a message that is longer than the buffer fails with EMSGSIZE.
  ///
  /// The corresponding C option is `SO_SNDBUF`. See RFC 6458, section 8.1.7.
  public static var sendBufferSize: Self { bufferSize(KernelOption("SO_SNDBUF", CSCTP.SO_SNDBUF, level: SOL_SOCKET)) }

  /// The size of the socket's receive buffer, in bytes of kernel memory.
  ///
  /// The kernel doubles the value to allow for its own overhead, and returns the doubled value. The kernel silently
  /// limits the size to the sysctl `net.core.rmem_max`, and silently raises a size that is too small. Setting a size
  /// below 0 or above 2^31 - 1 fails with EINVAL. Set the size before an association is set up, because it determines
  /// the receive window that this side announces to the peer.
  ///
  /// The corresponding C option is `SO_RCVBUF`. See RFC 6458, section 8.1.6.
  public static var receiveBufferSize: Self {
    bufferSize(KernelOption("SO_RCVBUF", CSCTP.SO_RCVBUF, level: SOL_SOCKET))
  }

  private static func bufferSize(_ option: KernelOption<CInt>) -> Self {
    option.option(request: 0) {
      Int($0)
    } _: { size throws(SCTPError) in
      // The kernel treats a negative size as the largest size.
      guard size >= 0 else { throw option.error(.outOfRange) }
      return try option.field(size)
    }
  }

  /// The level that determines which messages the kernel delivers while another message is incomplete.
  ///
  /// - 0: No other messages. A peer that stops in the middle of a message blocks all other associations of the socket.
  /// - 1: Messages of other associations.
  /// - 2: Messages of other associations, and of other streams of the same association. This level requires
  ///   ``interleavingSupported(of:)``.
  ///
  /// An ``SCTPSocket`` starts at level 1. Other sockets start at the kernel's default of 0, and a peeled-off socket
  /// inherits the level. The kernel stores only whether the level is 0, so reading the option returns 1 for level 2.
  /// `receive()` reassembles messages at every level. See <doc:LongMessages>.
  ///
  /// The corresponding C option is `SCTP_FRAGMENT_INTERLEAVE`. See RFC 6458, section 8.1.20.
  public static var fragmentInterleave: Self {
    KernelOption<CInt>("SCTP_FRAGMENT_INTERLEAVE", CSCTP.SCTP_FRAGMENT_INTERLEAVE).integer
  }

  /// The number of received bytes at which the kernel starts to deliver an incomplete message.
  ///
  /// Setting a value above the size of the receive buffer fails with EINVAL.
  ///
  /// The corresponding C option is `SCTP_PARTIAL_DELIVERY_POINT`. See RFC 6458, section 8.1.21.
  public static var partialDeliveryPoint: Self {
    KernelOption<UInt32>("SCTP_PARTIAL_DELIVERY_POINT", CSCTP.SCTP_PARTIAL_DELIVERY_POINT).integer
  }
}

extension SCTPSocketOption where Value == UInt32 {
  /// The maximum size of a fragment of a message, in bytes of payload; 0 derives it from the MTU of the path.
  ///
  /// If the value of an association is 0, reading the option returns the size that results from the MTU. Setting a
  /// value above 65,535, or too small for a chunk, fails with EINVAL.
  ///
  /// The corresponding C option is `SCTP_MAXSEG`. See RFC 6458, section 8.1.16.
  public static func maximumFragmentSize(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_MAXSEG", CSCTP.SCTP_MAXSEG, of: association).scopedInteger
  }

  /// The value of ``SCTPReceiveInfo/context`` for received messages.
  ///
  /// The corresponding C option is `SCTP_CONTEXT`. See RFC 6458, section 8.1.25.
  public static func context(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_CONTEXT", CSCTP.SCTP_CONTEXT, of: association).scopedInteger
  }
}
#endif
