#if os(Linux)
internal import CSCTP

// How all sockets send: one sendmsg(2) with the message's SCTP_SNDINFO.

extension SCTPEndpoint {
  /// Sends a message; without an address or an association, to the one peer of a one-to-one socket.
  func transmit(
    _ payload: RawSpan, to address: SCTPAddress? = nil, on association: SCTPAssociationID? = nil,
    _ options: SCTPSendOptions, timeout: Duration?
  ) throws(SCTPError) {
    guard payload.byteCount > 0 else { throw SCTPError(.invalidArgument, in: "sendmsg", because: .emptyMessage) }
    guard options.flags.isSubset(of: .known) else {
      throw SCTPError(.invalidArgument, in: "sendmsg", because: .unknownFlags)
    }
    var outgoing = csctp_outgoing(to: address, on: association)
    outgoing.info.snd_sid = options.stream
    outgoing.info.snd_flags = options.flags.rawValue
    outgoing.info.snd_ppid = options.payloadProtocol.rawValue.bigEndian
    outgoing.info.snd_context = options.context
    try transmit(payload, outgoing, timeout: timeout)
  }

  /// Asks for the end of an association, graceful (`SCTP_EOF`) or not (`SCTP_ABORT`).
  func transmit(
    end flag: UInt16, reason: [UInt8] = [], on association: SCTPAssociationID?
  ) throws(SCTPError) {
    var outgoing = csctp_outgoing(to: nil, on: association)
    outgoing.info.snd_flags = flag
    try transmit(unsafe reason.span.bytes, outgoing, timeout: nil)
  }

  private func transmit(
    _ payload: RawSpan, _ outgoing: csctp_outgoing, timeout: Duration?
  ) throws(SCTPError) {
    let deadline = Deadline(after: timeout)
    try gate.withDescriptor("sendmsg") { descriptor throws(SCTPError) in
      if try attempt(payload, outgoing, descriptor) { return }
      if isNonBlocking { throw SCTPError(.resourceTemporarilyUnavailable, in: "sendmsg") }
      try gate.wait(for: .output, of: descriptor, until: deadline, in: "sendmsg")
      if try attempt(payload, outgoing, descriptor) { return }
      // poll(2) calls the socket writable although it has no space for this message: to wait for that would be to spin.
      try gate.waitForChanges(of: descriptor, until: deadline, in: "sendmsg") { () throws(SCTPError) in
        try attempt(payload, outgoing, descriptor) ? () : nil
      }
    }
  }

  /// One sendmsg(2); false if there is no space for the message now.
  private func attempt(
    _ payload: RawSpan, _ outgoing: csctp_outgoing, _ descriptor: CInt
  ) throws(SCTPError) -> Bool {
    var outgoing = outgoing
    let result = retryingInterrupts {
      unsafe payload.withUnsafeBytes { unsafe csctp_sendmsg(descriptor, $0.baseAddress, $0.count, &outgoing) }
    }
    if result >= 0 { return true }
    let code = Errno(negated: result)
    if code == .resourceTemporarilyUnavailable { return false }
    let association = SCTPAssociationID(rawValue: outgoing.info.snd_assoc_id)
    throw SCTPError(code, in: "sendmsg", because: reason(for: code, association))
  }

  private func reason(for code: Errno, _ association: SCTPAssociationID) -> SCTPError.Reason? {
    switch code {
    case .messageTooLong: .sendBufferTooSmall
    case .brokenPipe where isOneToOne: .endedAssociation
    case .brokenPipe: state.withLock { $0.recent.reason(for: association) } ?? .unknownAssociation
    default: SCTPError.Reason(anySocket: code)
    }
  }
}

extension csctp_outgoing {
  fileprivate init(to address: SCTPAddress?, on association: SCTPAssociationID?) {
    self.init()
    if let address { (name, name_length) = address.socketAddress }
    info.snd_assoc_id = association?.rawValue ?? 0
  }
}
#endif
