#if os(Linux)
internal import CSCTP

extension SCTPSocketOption where Value == SCTPSendOptions {
  /// The send options of messages that other code sends on the descriptor without options.
  ///
  /// The library's `send` passes its own options with every message, so this option does not affect it. The value
  /// consists of ``SCTPSendOptions/stream``, ``SCTPSendOptions/payloadProtocol``, ``SCTPSendOptions/flags`` and
  /// ``SCTPSendOptions/context``. Setting another property fails with EINVAL; for the reliability, use
  /// ``SCTPSocketOption/defaultReliability(of:)``.
  ///
  /// The corresponding C option is `SCTP_DEFAULT_SNDINFO`. See RFC 6458, section 8.1.31.
  public static func defaultSendOptions(of association: SCTPAssociationID = .future) -> Self {
    let option = KernelOption<sctp_sndinfo>("SCTP_DEFAULT_SNDINFO", CSCTP.SCTP_DEFAULT_SNDINFO, of: association)
    var request = sctp_sndinfo()
    request.snd_assoc_id = association.rawValue
    return option.option(request: request) {
      SCTPSendOptions($0)
    } _: { [request] options throws(SCTPError) in
      guard options.flags.isSubset(of: .known), options.reliability == nil, options.authenticationKey == nil else {
        throw option.error(.outOfRange)
      }
      var raw = options.info
      raw.snd_assoc_id = request.snd_assoc_id
      return raw
    }
  }
}
#endif
