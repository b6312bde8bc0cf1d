#if os(Linux)
internal import CSCTP

extension SCTPSocketOption where Value == SCTPInitialMessage {
  /// The parameters of the INIT chunks of future associations.
  ///
  /// Setting a timeout below 0 or above 65,535 ms fails with EINVAL.
  ///
  /// The corresponding C option is `SCTP_INITMSG`. See RFC 6458, section 8.1.3.
  public static var initialMessage: Self {
    let option = KernelOption<sctp_initmsg>("SCTP_INITMSG", CSCTP.SCTP_INITMSG)
    return option.option(request: sctp_initmsg()) { raw in
      SCTPInitialMessage(
        outboundStreams: raw.sinit_num_ostreams, maximumInboundStreams: raw.sinit_max_instreams,
        maximumAttempts: raw.sinit_max_attempts, maximumTimeout: .milliseconds(raw.sinit_max_init_timeo))
    } _: { message throws(SCTPError) in
      try message.raw("setsockopt(SCTP_INITMSG)")
    }
  }
}

extension SCTPSocketOption where Value == UInt32 {
  /// The adaptation layer indication that the socket sends to the peers of future associations.
  ///
  /// The corresponding C option is `SCTP_ADAPTATION_LAYER`. See RFC 6458, section 8.1.10.
  public static var adaptationLayer: Self {
    KernelOption<sctp_setadaptation>("SCTP_ADAPTATION_LAYER", CSCTP.SCTP_ADAPTATION_LAYER)
      .option(request: sctp_setadaptation()) {
        $0.ssb_adaptation_ind
      } _: {
        sctp_setadaptation(ssb_adaptation_ind: $0)
      }
  }
}

extension SCTPSocketOption where Value == Bool {
  /// Whether associations use explicit congestion notification (ECN).
  ///
  /// Reading the option of an association returns the negotiated value. Setting it affects future associations.
  ///
  /// The corresponding C option is `SCTP_ECN_SUPPORTED`. See RFC 9260, appendix A.
  public static func ecnSupported(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_ECN_SUPPORTED", CSCTP.SCTP_ECN_SUPPORTED, of: association).scopedToggle
  }

  /// Whether the socket may share its port with other sockets that also set this option.
  ///
  /// Set the option before binding an ``SCTPListener`` or ``SCTPOneToOneSocket``. On Linux, only one of the sockets
  /// can listen at a time; `listen` on another one fails with EADDRINUSE. Setting the option fails with:
  ///
  /// - EFAULT if the socket is bound.
  /// - EOPNOTSUPP on an ``SCTPSocket`` and on a peeled-off socket.
  ///
  /// The corresponding C option is `SCTP_REUSE_PORT`. See RFC 6458, section 8.1.27.
  public static var reusePort: Self { KernelOption<CInt>("SCTP_REUSE_PORT", CSCTP.SCTP_REUSE_PORT).toggle }

  /// Whether the kernel reports the IPv4 addresses of an IPv6 socket in their IPv6 form, such as `::ffff:192.0.2.1`.
  ///
  /// The option is on by default. ``SCTPAddress`` converts mapped addresses to IPv4, so the option affects only other
  /// users of the descriptor.
  ///
  /// The corresponding C option is `SCTP_I_WANT_MAPPED_V4_ADDR`. See RFC 6458, section 8.1.15.
  public static var mappedIPv4Addresses: Self {
    KernelOption<CInt>("SCTP_I_WANT_MAPPED_V4_ADDR", CSCTP.SCTP_I_WANT_MAPPED_V4_ADDR).toggle
  }

  /// Whether the kernel notifies peers when the addresses of the host change.
  ///
  /// Enabling it fails with EINVAL unless the socket is bound to the wildcard address.
  ///
  /// The corresponding C option is `SCTP_AUTO_ASCONF`. See RFC 6458, section 8.1.23.
  public static var automaticAddressReconfiguration: Self {
    KernelOption<CInt>("SCTP_AUTO_ASCONF", CSCTP.SCTP_AUTO_ASCONF).toggle
  }

  /// Whether addresses can be added to and removed from associations.
  ///
  /// Reading the option of an association returns the negotiated value. Setting it affects future associations.
  /// The default is the sysctl `net.sctp.addip_enable`.
  ///
  /// The corresponding C option is `SCTP_ASCONF_SUPPORTED`. See RFC 5061.
  public static func addressReconfigurationSupported(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_ASCONF_SUPPORTED", CSCTP.SCTP_ASCONF_SUPPORTED, of: association).scopedToggle
  }
}
#endif
