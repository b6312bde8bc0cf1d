#if os(Linux)
internal import CSCTP

// How all sockets send: one sendmsg(2) with the message's SCTP_SNDINFO.

/// A message on its way to sendmsg(2), but for its bytes.
struct Outgoing {
  var raw = csctp_outgoing()

  @inline(__always)
  init(to address: SCTPAddress? = nil, on association: SCTPAssociationID? = nil) {
    if let address { (raw.name, raw.name_length) = address.socketAddress }
    raw.info.snd_assoc_id = association?.rawValue ?? 0
    // A socket's associations altogether are named by a flag, not by an identifier.
    if association == .all { raw.info.snd_flags = csctp_SCTP_SENDALL }
  }

  /// A message with options; without an address or an association, to the one peer of a one-to-one socket.
  @inline(__always)
  init(
    to address: SCTPAddress? = nil, on association: SCTPAssociationID? = nil, _ options: SCTPSendOptions
  ) throws(SCTPError) {
    self.init(to: address, on: association)
    try apply(options)
  }

  /// A message to a peer that is known by several addresses.
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
  var association: SCTPAssociationID { SCTPAssociationID(rawValue: raw.info.snd_assoc_id) }

  @inline(__always)
  private mutating func apply(_ options: SCTPSendOptions) throws(SCTPError) {
    guard options.flags.isSubset(of: .known) else {
      throw SCTPError(.invalidArgument, in: "sendmsg", because: .unknownFlags)
    }
    let association = raw.info.snd_assoc_id
    let flags = raw.info.snd_flags
    raw.info = options.info
    raw.info.snd_assoc_id = association
    raw.info.snd_flags |= flags
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

extension SCTPEndpoint {
  /// Sends a message; `control` holds further control messages.
  @inline(__always)
  func transmit(
    _ payload: RawSpan, _ outgoing: Outgoing, _ control: [UInt8] = [], timeout: Duration?
  ) throws(SCTPError) {
    try Self.requireBytes(payload, outgoing)
    try wait(toSend: payload, outgoing, control, timeout: timeout)
  }

  @inline(__always)
  static func requireBytes(_ payload: RawSpan, _ outgoing: Outgoing) throws(SCTPError) {
    if payload.byteCount > 0 { return }
    throw SCTPError(.invalidArgument, in: "sendmsg", because: .emptyMessage).concerning(outgoing.association)
  }

  /// Asks for the end of an association, graceful (`SCTP_EOF`) or not (`SCTP_ABORT`).
  func transmit(
    end flag: UInt16, reason: [UInt8] = [], on association: SCTPAssociationID?
  ) throws(SCTPError) {
    var outgoing = Outgoing(on: association)
    guard reason.count <= csctp_longest_abort_reason else {
      throw SCTPError(.messageTooLong, in: "sendmsg", because: .abortReasonTooLong).concerning(outgoing.association)
    }
    outgoing.raw.info.snd_flags |= flag
    try wait(toSend: unsafe reason.span.bytes, outgoing, [], timeout: nil)
  }

  @inline(__always)
  private func wait(
    toSend payload: RawSpan, _ outgoing: Outgoing, _ control: [UInt8], timeout: Duration?
  ) throws(SCTPError) {
    try gate.withDescriptor("sendmsg") { descriptor throws(SCTPError) in
      if try attempt(payload, outgoing, control, descriptor) { return }
      do throws(SCTPError) {
        if isNonBlocking { throw SCTPError(.resourceTemporarilyUnavailable, in: "sendmsg") }
        try wait(toSend: payload, outgoing, control, descriptor, until: Deadline(after: timeout))
      } catch {
        throw error.concerning(outgoing.association)
      }
    }
  }

  /// Waits for space, and sends.
  @inline(never)
  private func wait(
    toSend payload: RawSpan, _ outgoing: Outgoing, _ control: [UInt8], _ descriptor: CInt,
    until deadline: Deadline
  ) throws(SCTPError) {
    // poll(2) reports all but the end of an aborted association, so a long pause is enough.
    while try !gate.wait(for: .output, of: descriptor, until: deadline, in: "sendmsg", pause: .seconds(1)) {
      if try attempt(payload, outgoing, control, descriptor) { return }
    }
    if try attempt(payload, outgoing, control, descriptor) { return }
    // poll(2) calls the socket writable although it has no space for this message: to wait for that would be to spin.
    try gate.waitForChanges(of: descriptor, until: deadline, in: "sendmsg") { () throws(SCTPError) in
      try attempt(payload, outgoing, control, descriptor) ? () : nil
    }
  }

  /// One sendmsg(2); false if there is no space for the message now.
  @inline(__always)
  func attempt(
    _ payload: RawSpan, _ outgoing: Outgoing, _ control: [UInt8], _ descriptor: CInt
  ) throws(SCTPError) -> Bool {
    let result = retryingInterrupts {
      unsafe withUnsafePointer(to: outgoing.raw) { raw in
        unsafe payload.withUnsafeBytes {
          unsafe csctp_sendmsg(descriptor, $0.baseAddress, $0.count, raw, control, control.count)
        }
      }
    }
    if result >= 0 { return true }
    let code = Errno(negated: result)
    if code == .resourceTemporarilyUnavailable { return false }
    throw error(code, payload.byteCount, outgoing.association, hasControl: !control.isEmpty, descriptor)
  }

  @inline(never)
  private func error(
    _ code: Errno, _ length: Int, _ association: SCTPAssociationID, hasControl: Bool, _ descriptor: CInt
  ) -> SCTPError {
    let reason = reason(for: code, length, association, hasControl: hasControl, descriptor)
    return SCTPError(code, in: "sendmsg", because: reason).concerning(association)
  }

  private func reason(
    for code: Errno, _ length: Int, _ association: SCTPAssociationID, hasControl: Bool, _ descriptor: CInt
  ) -> SCTPError.Reason? {
    switch code {
    case .messageTooLong: Self.reasonForTooLong(length, descriptor)
    // Only a list of addresses needs more control messages than the kernel accepts.
    case .noBufferSpace where hasControl: .tooManyAddresses
    case .brokenPipe where isOneToOne: gate.withLock { $0.hasHadAssociation } ? .endedAssociation : .notConnected
    case .brokenPipe: gate.withLock { $0.departed.reason(for: association) } ?? .unknownAssociation
    default: SCTPError.Reason(anySocket: code)
    }
  }

  /// The kernel refuses what is longer than the send buffer, and what would need fragments where they are turned off.
  private static func reasonForTooLong(_ length: Int, _ descriptor: CInt) -> SCTPError.Reason {
    guard let size = try? SCTPSocketOption.sendBufferSize.read(descriptor) else { return .sendBufferTooSmall }
    return length > size ? .sendBufferTooSmall : .fragmentationDisabled
  }
}
#endif
