#if os(Linux)
internal import CSCTP

/// The control messages of one sendmsg(2) beside its SCTP_SNDINFO, behind one another.
struct ControlMessages {
  private(set) var bytes: [UInt8] = []

  /// Those that a message's options ask for.
  init(_ options: SCTPSendOptions) throws(SCTPError) {
    if let reliability = options.reliability {
      guard let raw = reliability.raw else {
        throw SCTPError(.invalidArgument, in: "sendmsg", because: .outOfRange)
      }
      append(SCTP_PRINFO, raw)
    }
    if let key = options.authenticationKey { append(SCTP_AUTHINFO, sctp_authinfo(auth_keynumber: key)) }
  }

  /// Adds what a new association's INIT chunk asks for.
  mutating func append(_ message: sctp_initmsg) {
    append(SCTP_INIT, message)
  }

  /// Adds a further address of the peer that a new association is set up with.
  mutating func append(_ address: SCTPAddress) {
    switch address.family {
    case .ipv4: append(SCTP_DSTADDRV4, in_addr(s_addr: UInt32(truncatingIfNeeded: address.bits).bigEndian))
    case .ipv6: append(SCTP_DSTADDRV6, in6_addr(address.bits))
    }
  }

  private mutating func append(_ type: sctp_cmsg_type, _ data: some Any) {
    let used = bytes.count
    unsafe Swift.withUnsafeBytes(of: data) { data in
      var size = used
      unsafe csctp_append_control(nil, &size, CInt(type.rawValue), data.baseAddress, data.count)
      bytes += [UInt8](repeating: 0, count: size - used)
      size = used
      unsafe bytes.withUnsafeMutableBytes {
        unsafe csctp_append_control($0.baseAddress, &size, CInt(type.rawValue), data.baseAddress, data.count)
      }
    }
  }
}
#endif
