#if os(Linux)
internal import CSCTP

/// The packed control messages that set up an association with a peer that has several addresses.
struct ControlMessages {
  private(set) var bytes: [UInt8] = []

  /// Creates the control messages for the INIT chunk and for all addresses except the first, to which the message is
  /// sent.
  init(_ initialMessage: SCTPInitialMessage?, _ addresses: [SCTPAddress]) throws(SCTPError) {
    if let initialMessage { append(SCTP_INIT, try initialMessage.raw("sendmsg")) }
    for address in addresses.dropFirst() { append(address) }
  }

  private mutating func append(_ address: SCTPAddress) {
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
