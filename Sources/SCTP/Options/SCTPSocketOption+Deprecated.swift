#if os(Linux)
internal import CSCTP

// An option that RFC 6458 deprecates, for descriptors that other code has configured.

extension SCTPSocketOption where Value == SCTPSendOptions {
  /// The send options of messages that other code sends on the descriptor without options, in the deprecated form.
  ///
  /// Use ``defaultSendOptions(of:)`` instead. This option also contains ``SCTPSendOptions/reliability``, which must be
  /// a lifetime, `.reliable` or nil. Setting another reliability fails with EINVAL.
  ///
  /// The corresponding C option is `SCTP_DEFAULT_SEND_PARAM`. See RFC 6458, section 8.1.13.
  public static func defaultSendParameters(of association: SCTPAssociationID = .future) -> Self {
    let option = KernelOption<sctp_sndrcvinfo>(
      "SCTP_DEFAULT_SEND_PARAM", CSCTP.SCTP_DEFAULT_SEND_PARAM, of: association)
    var request = sctp_sndrcvinfo()
    request.sinfo_assoc_id = association.rawValue
    return option.option(request: request) { raw in
      SCTPSendOptions(
        stream: raw.sinfo_stream, payloadProtocol: SCTPPayloadProtocolID(rawValue: UInt32(bigEndian: raw.sinfo_ppid)),
        flags: SCTPSendFlags(rawValue: raw.sinfo_flags), context: raw.sinfo_context,
        reliability: raw.sinfo_timetolive == 0 ? nil : .lifetime(.milliseconds(raw.sinfo_timetolive)))
    } _: { [request] options throws(SCTPError) in
      guard options.flags.isSubset(of: .known), options.authenticationKey == nil else {
        throw option.error(.outOfRange)
      }
      var raw = request
      raw.sinfo_stream = options.stream
      raw.sinfo_ppid = options.payloadProtocol.rawValue.bigEndian
      raw.sinfo_flags = options.flags.rawValue
      raw.sinfo_context = options.context
      switch options.reliability {
      case nil, .reliable: raw.sinfo_timetolive = 0
      case .lifetime(let time): raw.sinfo_timetolive = try option.field(time.wholeMilliseconds)
      default: throw option.error(.outOfRange)
      }
      return raw
    }
  }
}
#endif
