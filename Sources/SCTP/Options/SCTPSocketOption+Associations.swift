#if os(Linux)
internal import CSCTP

extension SCTPSocketOption where Value == SCTPInitialMessage {
  /// The parameters of the INIT chunks of the socket's future associations.
  ///
  /// Setting a timeout below 0 or beyond 65,535 ms throws EINVAL.
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

extension SCTPSocketOption where Value == Duration {
  /// After how long without traffic an association is shut down, in whole seconds; zero for never.
  ///
  /// Only on one-to-many and peeled-off sockets: others throw EOPNOTSUPP. A time below 0 or of 2^32 s or more throws
  /// EINVAL. A fraction of a second is rounded up, and the kernel caps the time at its limit (the sysctl
  /// `net.sctp.max_autoclose`) without an error.
  ///
  /// The corresponding C option is `SCTP_AUTOCLOSE`. See RFC 6458, section 8.1.8.
  public static var autoClose: Self {
    let option = KernelOption<UInt32>("SCTP_AUTOCLOSE", CSCTP.SCTP_AUTOCLOSE)
    return option.option(request: 0) {
      .seconds($0)
    } _: { time throws(SCTPError) in
      try option.field(time.wholeSeconds)
    }
  }
}

extension SCTPSocketOption where Value == UInt32 {
  /// The adaptation layer indication that is sent to the peers of future associations.
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
  /// Whether associations use explicit congestion notification.
  ///
  /// See RFC 9260, appendix A.
  ///
  /// Reading the option of an association returns the negotiated value. Setting it affects future associations.
  ///
  /// The corresponding C option is `SCTP_ECN_SUPPORTED`.
  public static func ecnSupported(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_ECN_SUPPORTED", CSCTP.SCTP_ECN_SUPPORTED, of: association).scopedToggle
  }

  /// Whether the socket may share its port with others that have this set too; before binding only.
  ///
  /// Only on one-to-one sockets: others throw EOPNOTSUPP. After binding it throws EFAULT. On Linux one of the sockets
  /// can listen at a time: another one's `listen` throws EADDRINUSE.
  ///
  /// The corresponding C option is `SCTP_REUSE_PORT`. See RFC 6458, section 8.1.27.
  public static var reusePort: Self { KernelOption<CInt>("SCTP_REUSE_PORT", CSCTP.SCTP_REUSE_PORT).toggle }

  /// Whether an IPv6 socket gives IPv4 addresses as IPv6 ones, `::ffff:192.0.2.1`.
  ///
  /// On by default. ``SCTPAddress`` converts mapped addresses to IPv4, so the option affects only other users of the
  /// descriptor.
  ///
  /// The corresponding C option is `SCTP_I_WANT_MAPPED_V4_ADDR`. See RFC 6458, section 8.1.15.
  public static var mappedIPv4Addresses: Self {
    KernelOption<CInt>("SCTP_I_WANT_MAPPED_V4_ADDR", CSCTP.SCTP_I_WANT_MAPPED_V4_ADDR).toggle
  }

  /// Whether the kernel notifies peers when the host's addresses change.
  ///
  /// Turning it on throws EINVAL unless the socket is bound to the wildcard address.
  ///
  /// The corresponding C option is `SCTP_AUTO_ASCONF`. See RFC 6458, section 8.1.23.
  public static var automaticAddressReconfiguration: Self {
    KernelOption<CInt>("SCTP_AUTO_ASCONF", CSCTP.SCTP_AUTO_ASCONF).toggle
  }

  /// Whether addresses can be added to and removed from associations.
  ///
  /// Reading the option of an association returns the negotiated value. Setting it affects future associations.
  ///
  /// The default is the sysctl `net.sctp.addip_enable`. See RFC 5061.
  ///
  /// The corresponding C option is `SCTP_ASCONF_SUPPORTED`.
  public static func addressReconfigurationSupported(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_ASCONF_SUPPORTED", CSCTP.SCTP_ASCONF_SUPPORTED, of: association).scopedToggle
  }
}

extension SCTPReadOnlyOption where Value == Int {
  /// The number of associations of a one-to-many socket.
  ///
  /// The corresponding C option is `SCTP_GET_ASSOC_NUMBER`. See RFC 6458, section 8.2.5.
  public static var associationCount: Self {
    Self { descriptor throws(SCTPError) in try AssociationList.count(on: descriptor) }
  }
}

extension SCTPReadOnlyOption where Value == [SCTPAssociationID] {
  /// The associations of a one-to-many socket.
  ///
  /// The corresponding C option is `SCTP_GET_ASSOC_ID_LIST`. See RFC 6458, section 8.2.6.
  public static var associations: Self {
    Self { descriptor throws(SCTPError) in try AssociationList.identifiers(on: descriptor) }
  }
}
#endif
