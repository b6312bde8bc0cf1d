import CSCTP

@testable import SCTP

/// Reads the receive information from the control messages of a recvmsg(2).
///
/// The first byte chooses between control messages that the kernel writes and arbitrary bytes.
enum ControlMessageTarget: FuzzTarget {
  static func run(_ input: Input) {
    var input = input
    let kind = input.byte() % 4
    if kind == 3 { return checkOutgoing(&input) }
    var flags: CInt = input.number()
    let name = input.bytes([0, 16, 28][Int(input.byte() % 3)])
    var control = input.rest.bytes
    if kind > 0 {
      var kernel = KernelControl(capacity: kind == 1 ? 512 : Int(input.byte()))
      kernel.appendMessages(from: &input)
      control = kernel.bytes
      if kernel.isTruncated { flags |= csctp_MSG_CTRUNC }
    }
    check(control, flags, name)
  }

  private static func check(_ control: [UInt8], _ flags: CInt, _ name: [UInt8]) {
    let incoming = read(control, flags, name)
    let expected = ControlModel(control)
    if let hasInfo = expected.info.isPresent { require(incoming.has_info == hasInfo, "has_info is not \(hasInfo)") }
    if let hasNext = expected.next.isPresent { require(incoming.has_next == hasNext, "has_next is not \(hasNext)") }
    require(incoming.flags == flags, "the flags changed")
    let info = SCTPReceiveInfo(incoming)
    if expected.info.isPresent != nil { expected.info.check(info) }
    if expected.next.isPresent != nil { expected.next.check(info.next) }
    // A message with receive information always has an address.
    if name.isEmpty, !incoming.has_info { require(info.source == .any(port: 0), "an old address \(info.source)") }
    if !name.isEmpty {
      let source = AddressModel(name + oldAddress.bytes.dropFirst(name.count)) ?? AddressModel(.any(port: 0))
      require(AddressModel(info.source) == source, "read the address \(info.source) from \(name)")
    }
    checkFlags(incoming, info)
    checkCopy(info)
  }

  /// Calls the function that reads the results of recvmsg(2), as the library does.
  private static func read(_ control: [UInt8], _ flags: CInt, _ name: [UInt8]) -> csctp_incoming {
    var incoming = leftovers
    unsafe withUnsafeMutableBytes(of: &incoming.name) { unsafe $0.copyBytes(from: name) }
    // The exact size, so that the address sanitizer reports each read after the end.
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: control.count, alignment: 16)
    defer { unsafe buffer.deallocate() }
    unsafe buffer.copyBytes(from: control)
    var message = unsafe msghdr()
    unsafe message.msg_namelen = socklen_t(name.count)
    unsafe message.msg_control = buffer.baseAddress
    unsafe message.msg_controllen = control.count
    unsafe message.msg_flags = flags
    unsafe csctp_read_metadata(&message, &incoming)
    return incoming
  }

  /// The results of an earlier call in the same place.
  private static var leftovers: csctp_incoming {
    var incoming = csctp_incoming()
    incoming.flags = -1
    incoming.has_info = true
    incoming.has_next = true
    incoming.info.rcv_assoc_id = 0x5A5A
    incoming.info.rcv_tsn = 0x5A5A
    incoming.next.nxt_assoc_id = 0x5A5A
    incoming.name = SCTPAddress.loopback(.ipv6, port: 0x5A5A).socketAddress.storage
    return incoming
  }

  private static var oldAddress: AddressModel { AddressModel(.loopback(.ipv6, port: 0x5A5A)) }

  private static func checkFlags(_ incoming: csctp_incoming, _ info: SCTPReceiveInfo) {
    let isNotification = incoming.flags & 0x8000 != 0
    let isEnd = incoming.flags & 0x80 != 0
    let isTruncated = incoming.flags & 0x8 != 0
    require(info.isNotification == isNotification, "MSG_NOTIFICATION is lost")
    require(info.isEndOfMessage == isEnd, "MSG_EOR is lost")
    let isWhole = incoming.has_info && isEnd && !isNotification && !isTruncated
    require(incoming.isWholeMessage == isWhole, "isWholeMessage is not \(isWhole)")
    let isInvalid = isTruncated || (!incoming.has_info && !isNotification)
    require((incoming.validationError("recvmsg", 1) != nil) == isInvalid, "the validation is not \(isInvalid)")
    require((incoming.validationError("recvmsg", 0) != nil) == isTruncated, "an end is invalid")
  }

  /// Creates the same receive information from its properties.
  private static func checkCopy(_ info: SCTPReceiveInfo) {
    let copy = SCTPReceiveInfo(
      association: info.association, stream: info.stream, streamSequenceNumber: info.streamSequenceNumber,
      isUnordered: info.isUnordered, payloadProtocol: info.payloadProtocol,
      transmissionSequenceNumber: info.transmissionSequenceNumber,
      cumulativeTransmissionSequenceNumber: info.cumulativeTransmissionSequenceNumber, context: info.context,
      source: info.source, next: info.next, isNotification: info.isNotification, isEndOfMessage: info.isEndOfMessage)
    require(copy == info, "\(copy) is not \(info)")
    require(copy.description == info.description && !info.description.isEmpty, "the descriptions differ")
  }

  /// Creates the control messages that set up an association, and reads them back.
  private static func checkOutgoing(_ input: inout Input) {
    var addresses: [SCTPAddress] = []
    let initial = SCTPInitialMessage(outboundStreams: input.number(), maximumInboundStreams: input.number())
    let bytes = input.rest.bytes
    var offset = 0
    while addresses.count < 8, let address = AddressModel(bytes, at: offset) {
      addresses.append(SCTPAddress(family: address.family, bits: address.bits, port: address.port))
      offset += AddressModel.size(bytes, at: offset)
    }
    guard let messages = try? ControlMessages(initial, addresses) else { fatalError("\(initial) is invalid") }
    var expected: [(type: CInt, data: [UInt8])] = [(0, Array(messages.bytes[16..<24]))]
    for address in addresses.dropFirst() {
      let bytes = AddressModel(address).bytes
      expected.append(address.family == .ipv4 ? (7, Array(bytes[4..<8])) : (8, Array(bytes[8..<24])))
    }
    let found = ControlModel.messages(messages.bytes)
    require(found.map(\.type) == expected.map(\.type), "the control messages have the types \(found.map(\.type))")
    require(found.map(\.data) == expected.map(\.data), "the control messages contain \(found.map(\.data))")
    require(messages.bytes.number(16, UInt16.self) == initial.outboundStreams, "other outbound streams")
    require(messages.bytes.number(18, UInt16.self) == initial.maximumInboundStreams, "other inbound streams")
  }
}
