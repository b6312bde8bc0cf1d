#if os(Linux)
internal import CSCTP

/// The arguments of a sendmsg(2) except the payload.
struct OutgoingMessage {
  var raw = csctp_outgoing()

  @inline(__always)
  init(to address: SCTPAddress? = nil, on association: SCTPAssociationID? = nil) {
    if let address { (raw.name, raw.name_length) = address.socketAddress }
    raw.info.snd_assoc_id = association?.rawValue ?? 0
  }

  /// Creates a message with options.
  ///
  /// Without an address or an association, its destination is the peer of a one-to-one socket.
  @inline(__always)
  init(
    to address: SCTPAddress? = nil, on association: SCTPAssociationID? = nil, _ options: SCTPSendOptions
  ) throws(SCTPError) {
    self.init(to: address, on: association)
    try apply(options)
  }

  /// Creates a message to a peer with several addresses.
  init(to addresses: [SCTPAddress], _ options: SCTPSendOptions) throws(SCTPError) {
    guard let first = addresses.first else {
      throw SCTPError(.invalidArgument, in: "sendmsg", because: .noAddresses)
    }
    guard addresses.allSatisfy({ $0.port == first.port }) else {
      throw SCTPError(.invalidArgument, in: "sendmsg", because: .differentPorts)
    }
    try self.init(to: first, options)
  }

  /// The association that the message is sent on; a reserved value if the caller did not specify one.
  var association: SCTPAssociationID {
    get { SCTPAssociationID(rawValue: raw.info.snd_assoc_id) }
    set { raw.info.snd_assoc_id = newValue.rawValue }
  }

  @inline(__always)
  private mutating func apply(_ options: SCTPSendOptions) throws(SCTPError) {
    guard options.flags.isSubset(of: .known) else {
      throw SCTPError(.invalidArgument, in: "sendmsg", because: .unknownFlags)
    }
    let association = raw.info.snd_assoc_id
    raw.info = options.info
    raw.info.snd_assoc_id = association
    if let reliability = options.reliability { try apply(reliability) }
    if let key = options.authenticationKey {
      raw.has_key = true
      raw.key.auth_keynumber = key
    }
  }

  private mutating func apply(_ reliability: SCTPReliability) throws(SCTPError) {
    guard let value = reliability.raw else { throw SCTPError(.invalidArgument, in: "sendmsg", because: .outOfRange) }
    raw.has_reliability = true
    raw.reliability = value
  }
}
#endif
