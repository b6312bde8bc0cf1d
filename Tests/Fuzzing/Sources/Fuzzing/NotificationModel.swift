@testable import SCTP

/// A second parser of notifications, which reads fields at the offsets that RFC 6458 and the kernel define.
enum NotificationModel {
  /// The size of the fields of an event, and the offset of its association.
  private static func layout(_ type: UInt16) -> (size: Int, association: Int)? {
    switch type {
    case 0x8001: (20, 16)  // association change
    case 0x8002: (148, 144)  // peer address change
    case 0x8003: (48, 44)  // send failed, deprecated
    case 0x8004: (16, 12)  // remote error
    case 0x8005: (12, 8)  // shutdown
    case 0x8006: (24, 12)  // partial delivery
    case 0x8007: (16, 12)  // adaptation
    case 0x8008: (20, 16)  // authentication
    case 0x8009: (12, 8)  // sender dry
    case 0x800A: (12, 8)  // stream reset
    case 0x800B: (20, 8)  // association reset
    case 0x800C: (16, 8)  // stream change
    case 0x800D: (32, 28)  // send failed
    default: nil
    }
  }

  static func association(_ bytes: [UInt8]) -> Int32? {
    guard bytes.count >= 8, let layout = layout(bytes.number(0)), bytes.count >= layout.size else { return nil }
    return bytes.number(layout.association)
  }

  static func neededEvent(_ bytes: [UInt8]) -> NeededEvent? {
    guard let number = association(bytes) else { return nil }
    let association = SCTPAssociationID(rawValue: number)
    switch (bytes.number(0, UInt16.self), bytes.number(8, UInt16.self)) {
    case (0x8001, 0): return .began(association)
    case (0x8001, 1), (0x8001, 4): return .ended(association, gracefully: false)
    case (0x8001, 2): return .restarted(association)
    case (0x8001, 3): return .ended(association, gracefully: true)
    case (0x8006, _): return .deliveryAborted(association, stream: bytes.number(16))
    default: return nil
    }
  }

  static func notification(_ bytes: [UInt8]) -> SCTPNotification {
    guard bytes.count >= 8 else { return .unknown(type: 0, bytes: bytes) }
    let type: UInt16 = bytes.number(0)
    let length = Int(bytes.number(4, UInt32.self))
    guard let layout = layout(type), layout.size <= length, length <= bytes.count,
      let event = event(
        type, Array(bytes[..<length]), layout.size, SCTPAssociationID(rawValue: bytes.number(layout.association)))
    else { return .unknown(type: type, bytes: bytes) }
    return event
  }

  private static func event(
    _ type: UInt16, _ bytes: [UInt8], _ size: Int, _ association: SCTPAssociationID
  ) -> SCTPNotification? {
    let rest = Array(bytes[size...])
    switch type {
    case 0x8001:
      return .associationChange(
        SCTPAssociationChange(
          state: .init(rawValue: bytes.number(8)), cause: .init(rawValue: bytes.networkNumber(10)),
          outboundStreams: bytes.number(12), inboundStreams: bytes.number(14), association: association,
          information: rest))
    case 0x8002: return addressChange(bytes, association)
    case 0x8003: return .sendFailedDeprecated(deprecatedFailure(bytes, association, rest))
    case 0x8004:
      return .remoteError(
        SCTPRemoteError(cause: .init(rawValue: bytes.networkNumber(8)), association: association, information: rest))
    case 0x8005: return .shutdown(SCTPShutdownEvent(association: association))
    case 0x8006:
      return .partialDelivery(
        SCTPPartialDeliveryEvent(
          indication: bytes.number(8), association: association, stream: bytes.number(16),
          sequenceNumber: bytes.number(20)))
    case 0x8007: return .adaptation(SCTPAdaptationEvent(indication: bytes.number(8), association: association))
    case 0x8008:
      return .authentication(
        SCTPAuthenticationEvent(
          indication: .init(rawValue: bytes.number(12)), keyNumber: bytes.number(8),
          alternateKeyNumber: bytes.number(10), association: association))
    case 0x8009: return .senderDry(SCTPSenderDryEvent(association: association))
    default: return reconfiguration(type, bytes, association, rest)
    }
  }

  private static func reconfiguration(
    _ type: UInt16, _ bytes: [UInt8], _ association: SCTPAssociationID, _ rest: [UInt8]
  ) -> SCTPNotification {
    switch type {
    case 0x800A:
      let streams = (0..<rest.count / 2).map { rest.number(2 * $0, UInt16.self) }
      return .streamReset(
        SCTPStreamResetEvent(flags: .init(rawValue: bytes.number(2)), association: association, streams: streams))
    case 0x800B:
      return .associationReset(
        SCTPAssociationResetEvent(
          flags: .init(rawValue: bytes.number(2)), association: association,
          localTransmissionSequenceNumber: bytes.number(12), remoteTransmissionSequenceNumber: bytes.number(16)))
    case 0x800C:
      return .streamChange(
        SCTPStreamChangeEvent(
          flags: .init(rawValue: bytes.number(2)), association: association, inboundStreams: bytes.number(12),
          outboundStreams: bytes.number(14)))
    default: return .sendFailed(failure(bytes, association, rest))
    }
  }

  private static func addressChange(_ bytes: [UInt8], _ association: SCTPAssociationID) -> SCTPNotification? {
    guard let address = AddressModel(bytes, at: 8) else { return nil }
    return .peerAddressChange(
      SCTPPeerAddressChange(
        address: SCTPAddress(family: address.family, bits: address.bits, port: address.port, scope: address.scope),
        state: .init(rawValue: bytes.number(136)), error: bytes.number(140), association: association))
  }

  private static func failure(
    _ bytes: [UInt8], _ association: SCTPAssociationID, _ payload: [UInt8]
  ) -> SCTPSendFailed {
    failure(bytes, association, payload, flags: 14, payloadProtocol: 16, context: 20)
  }

  private static func deprecatedFailure(
    _ bytes: [UInt8], _ association: SCTPAssociationID, _ payload: [UInt8]
  ) -> SCTPSendFailed {
    failure(bytes, association, payload, flags: 16, payloadProtocol: 20, context: 24)
  }

  /// Reads a failure, whose options are at different offsets in the two forms.
  private static func failure(
    _ bytes: [UInt8], _ association: SCTPAssociationID, _ payload: [UInt8], flags offset: Int, payloadProtocol: Int,
    context: Int
  ) -> SCTPSendFailed {
    let chunk: UInt16 = bytes.number(offset)
    var flags: SCTPSendFlags = []
    if chunk & 4 != 0 { flags.insert(.unordered) }
    if chunk & 8 != 0 { flags.insert(.sackImmediately) }
    return SCTPSendFailed(
      wasSent: bytes.number(2, UInt16.self) == 1, cause: .init(rawValue: bytes.networkNumber(8)),
      options: SCTPSendOptions(
        stream: bytes.number(12), payloadProtocol: .init(rawValue: bytes.networkNumber(payloadProtocol)), flags: flags,
        context: bytes.number(context)),
      isFirstFragment: chunk & 2 != 0, isLastFragment: chunk & 1 != 0, association: association, payload: payload)
  }
}
