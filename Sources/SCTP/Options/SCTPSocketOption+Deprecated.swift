#if os(Linux)
internal import CSCTP

// Options that RFC 6458 deprecates, for descriptors that other code has configured.

extension SCTPSocketOption where Value == SCTPSendOptions {
  /// The options of messages that are sent without options, in the older form.
  ///
  /// ``SCTPSendOptions/reliability`` is read and set as a lifetime. Use ``defaultSendOptions(of:)`` instead.
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

extension SCTPReadOnlyOption where Value == SCTPEventSet {
  /// The events that the kernel delivers of future associations, those that only the library needs included.
  ///
  /// It cannot be set: the size of its structure differs between kernels, and setting it would turn off what the
  /// library depends on. Use ``SCTPSocket/setSubscribed(_:to:of:)`` and ``SCTPSocket/subscribedEvents(of:)``.
  ///
  /// The corresponding C option is `SCTP_EVENTS`. See RFC 6458, section 6.2.1.
  public static var events: Self {
    Self { descriptor throws(SCTPError) in
      // The structure has one byte for each event, in the order of the types; an older kernel fills fewer bytes.
      var bytes = [UInt8](repeating: 0, count: MemoryLayout<sctp_event_subscribe>.size)
      var length = socklen_t(bytes.count)
      try check("getsockopt(SCTP_EVENTS)") {
        unsafe csctp_getsockopt(descriptor, SOL_SCTP, CSCTP.SCTP_EVENTS, &bytes, &length)
      }
      let types = bytes.prefix(Int(length)).indices.filter { bytes[$0] != 0 }
      return SCTPEventSet(rawValue: types.reduce(0) { $0 | 1 << UInt32($1) })
    }
  }
}
#endif
