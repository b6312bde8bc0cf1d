#if os(Linux)
internal import CSCTP

// The reasons of failed calls. The system calls in this file run only after a failure.

extension SCTPError {
  /// Returns a copy of the error with the addresses that the caller passed.
  ///
  /// Returns the same error if the socket is closed or the call would block: a caller may meet the latter often.
  func concerning(_ addresses: [SCTPAddress]) -> SCTPError {
    if [.badFileDescriptor, .resourceTemporarilyUnavailable].contains(code) { return self }
    var error = self
    error.address = addresses.map(\.description).joined(separator: ", ")
    return error
  }

  /// Returns a copy of the error with the destination of the message: its association or its address.
  func concerning(_ message: OutgoingMessage) -> SCTPError {
    let error = concerning(message.association)
    return message.address.map { error.concerning([$0]) } ?? error
  }
}

extension OutgoingMessage {
  /// The address that the message is sent to; nil if it is sent on an association.
  fileprivate var address: SCTPAddress? {
    raw.name_length == 0 ? nil : unsafe Swift.withUnsafeBytes(of: raw.name) { unsafe SCTPAddress($0.bytes) }
  }
}

extension SCTPEndpoint {
  /// Runs `body`, and adds the reason to its error if the style of the adopted descriptor causes it.
  static func explainingStyle<Value>(
    of descriptor: CInt, _ body: () throws(SCTPError) -> Value
  ) throws(SCTPError) -> Value {
    do throws(SCTPError) {
      return try body()
    } catch {
      var error = error
      error.reason = error.reason ?? reasonOfStyle(for: error.code, descriptor)
      throw error
    }
  }

  /// Returns the reason for a failed listen(2) or accept(2).
  private static func reasonOfStyle(for code: Errno, _ descriptor: CInt) -> SCTPError.Reason? {
    switch code {
    case .notSupportedOnSocket: DescriptorProbe.isSCTP(descriptor) ? .wrongStyle : .notSCTP
    // Only a one-to-one socket with an association has a status without an identifier.
    case .invalidArgument where DescriptorProbe.exists(.future, on: descriptor): .wrongStyle
    default: nil
    }
  }

  /// Runs `body`, which passes addresses to the kernel, and adds them and the reason to its error.
  static func explainingErrors<Value>(
    of use: AddressUse, _ addresses: [SCTPAddress], _ descriptor: CInt, _ body: () throws(SCTPError) -> Value
  ) throws(SCTPError) -> Value {
    do throws(SCTPError) {
      return try body()
    } catch {
      var error = error.concerning(addresses)
      error.reason = error.reason ?? reason(for: error.code, use, addresses, descriptor)
      throw error
    }
  }

  /// The use of the addresses that a call passes to the kernel.
  enum AddressUse {
    case binding, adding, removing, connecting
  }

  private static func reason(
    for code: Errno, _ use: AddressUse, _ addresses: [SCTPAddress], _ descriptor: CInt
  ) -> SCTPError.Reason? {
    switch code {
    case .addressNotAvailable where use == .connecting: DescriptorProbe.isOneToMany(descriptor) ? .peeledOff : nil
    case .addressNotAvailable: .addressUnavailable
    case .invalidArgument where !supportsFamilies(of: addresses, descriptor): .unsupportedAddressFamily
    case .invalidArgument: reasonForInvalid(use, addresses, descriptor)
    default: SCTPError.Reason(anyCallOn: descriptor, code)
    }
  }

  private static func reasonForInvalid(
    _ use: AddressUse, _ addresses: [SCTPAddress], _ descriptor: CInt
  ) -> SCTPError.Reason? {
    let bound = use == .connecting ? [] : (try? localAddresses(.future, descriptor)) ?? []
    if use == .binding { return bound.isEmpty ? nil : .alreadyBound }
    if haveDifferentPorts(bound + addresses) { return .differentPorts }
    let isBound = addresses.contains { address in bound.contains { $0.host == address.host } }
    return use == .adding && isBound ? .alreadyBound : nil
  }

  /// Returns whether addresses have different ports; port 0 stands for any port.
  private static func haveDifferentPorts(_ addresses: [SCTPAddress]) -> Bool {
    Set(addresses.map(\.port)).subtracting([0]).count > 1
  }

  /// Returns whether the socket supports the families of all addresses.
  static func supportsFamilies(of addresses: [SCTPAddress], _ descriptor: CInt) -> Bool {
    switch DescriptorProbe.family(of: descriptor) {
    case AF_INET: addresses.allSatisfy { $0.family == .ipv4 }
    case AF_INET6:
      addresses.allSatisfy { $0.family == .ipv6 } || (try? SCTPSocketOption.ipv6Only.read(descriptor)) != true
    default: true
    }
  }
}

extension SCTPEndpoint {
  /// Returns the error of a failed sendmsg(2).
  @inline(never)
  func error(
    _ code: Errno, _ length: Int, _ message: OutgoingMessage, hasControl: Bool, _ descriptor: CInt
  ) -> SCTPError {
    var error = SCTPError(code, in: "sendmsg").concerning(message)
    switch code {
    case .messageTooLong: addReasonForTooLong(length, descriptor, to: &error)
    // Only a list of addresses needs more control messages than the kernel accepts.
    case .noBufferSpace where hasControl: error.reason = .tooManyAddresses
    case .brokenPipe: error.reason = reasonForBrokenPipe(message.association, descriptor)
    case .addressNotAvailable where message.address != nil && DescriptorProbe.isOneToMany(descriptor):
      error.reason = .peeledOff
    case .invalidArgument: addReasonForInvalidArgument(message, hasControl, descriptor, to: &error)
    default: error.reason = SCTPError.Reason(anySocket: code)
    }
    return error
  }

  /// The kernel rejects a message that is longer than the send buffer or would need fragments that are disabled.
  private func addReasonForTooLong(_ length: Int, _ descriptor: CInt, to error: inout SCTPError) {
    let size = (try? SCTPSocketOption.sendBufferSize.read(descriptor)) ?? 0
    error.reason = length > size ? .sendBufferTooSmall : .fragmentationDisabled
    if length > size { error.limit = size }
  }

  private func reasonForBrokenPipe(_ association: SCTPAssociationID, _ descriptor: CInt) -> SCTPError.Reason {
    if isOneToOneObject, DescriptorProbe.isOneToMany(descriptor) { return .wrongStyle }
    return gate.withLock { style.reasonForBrokenPipe(association, $0) }
  }

  private func addReasonForInvalidArgument(
    _ message: OutgoingMessage, _ hasControl: Bool, _ descriptor: CInt, to error: inout SCTPError
  ) {
    if let address = message.address, !Self.supportsFamilies(of: [address], descriptor) {
      error.reason = .unsupportedAddressFamily
    } else if !hasControl, let count = outboundStreams(for: message, descriptor), message.raw.info.snd_sid >= count {
      // The control messages may change the number of streams of a new association.
      error.reason = .streamOutOfRange
      error.stream = message.raw.info.snd_sid
      error.limit = Int(count)
    } else if !isOneToOneObject, message.endsAssociation, !DescriptorProbe.isOneToMany(descriptor) {
      error.reason = .wrongStyle
    }
  }

  /// Returns the number of outbound streams of the association that a message is for; nil if it is unknown.
  private func outboundStreams(for message: OutgoingMessage, _ descriptor: CInt) -> UInt16? {
    func streams(_ association: SCTPAssociationID) -> UInt16? {
      (try? SCTPStatus(of: association, on: descriptor))?.outboundStreams
    }
    if let address = message.address {
      let path = try? SCTPPathInfo(address, of: .future, on: descriptor)
      if let path { return streams(path.association) }
      return (try? SCTPSocketOption.initialMessage.read(descriptor))?.outboundStreams
    }
    return streams(message.association)
  }

  private var isOneToOneObject: Bool { style == OneToOneStyle.self }
}

extension OutgoingMessage {
  /// Whether the message requests the end of its association.
  fileprivate var endsAssociation: Bool { raw.info.snd_flags & (csctp_SCTP_EOF | csctp_SCTP_ABORT) != 0 }
}
#endif
