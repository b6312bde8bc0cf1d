import SCTP
import Testing

@Suite struct EventInitializers {
  private static let association = SCTPAssociationID(rawValue: 77)

  /// The events of the parsing tests, in their order, created from properties.
  private static func created() throws -> [SCTPNotification] {
    [
      .associationChange(
        SCTPAssociationChange(
          state: .communicationLost, cause: .userInitiatedAbort, outboundStreams: 3, inboundStreams: 4,
          association: association, information: [0, 12, 0, 6, 8, 9])),
      .peerAddressChange(
        SCTPPeerAddressChange(
          address: try SCTPAddress("192.0.2.1", port: 3_868), state: .confirmed, error: 2, association: association)),
      .peerAddressChange(
        SCTPPeerAddressChange(
          address: try SCTPAddress("::1", port: 3_868), state: .unreachable, error: 2, association: association)),
      .remoteError(SCTPRemoteError(cause: .unrecognizedChunkType, association: association, information: [1, 2, 3])),
      .sendFailed(
        SCTPSendFailed(
          wasSent: true, cause: .protocolViolation,
          options: SCTPSendOptions(stream: 9, payloadProtocol: 0x0102_0304, flags: .unordered, context: 0xAABB_CCDD),
          isLastFragment: false, association: association, payload: [5, 6, 7])),
      .sendFailedDeprecated(
        SCTPSendFailed(
          options: SCTPSendOptions(stream: 9, payloadProtocol: 0x0102_0304, context: 8), isFirstFragment: false,
          association: association, payload: [5])),
      .shutdown(SCTPShutdownEvent(association: association)),
      .adaptation(SCTPAdaptationEvent(indication: 0xDEAD_BEEF, association: association)),
      .partialDelivery(SCTPPartialDeliveryEvent(association: association, stream: 5, sequenceNumber: 6)),
      .authentication(
        SCTPAuthenticationEvent(indication: .freeKey, keyNumber: 3, alternateKeyNumber: 4, association: association)),
      .senderDry(SCTPSenderDryEvent(association: association)),
      .streamReset(
        SCTPStreamResetEvent(flags: [.incoming, .denied], association: association, streams: [1, 0xFFFF, 0x100])),
      .associationReset(
        SCTPAssociationResetEvent(
          flags: .failed, association: association, localTransmissionSequenceNumber: 10,
          remoteTransmissionSequenceNumber: 11)),
      .streamChange(
        SCTPStreamChangeEvent(flags: .denied, association: association, inboundStreams: 12, outboundStreams: 13)),
    ]
  }

  @Test("An event that is created from its properties equals the event of the kernel") func equality() throws {
    let parsed = NotificationParsing.events.map { SCTPNotification(parsing: $0.bytes) }
    #expect(try Self.created() == parsed)
  }

  @Test("The optional properties have the values of a typical event") func defaults() {
    let change = SCTPAssociationChange(state: .shutdownComplete, association: Self.association)
    #expect(change.cause == .none && change.outboundStreams == 0 && change.information.isEmpty)
    let failure = SCTPSendFailed(association: Self.association)
    #expect(!failure.wasSent && failure.isFirstFragment && failure.isLastFragment && failure.payload.isEmpty)
    #expect(failure.options == SCTPSendOptions())
    #expect(SCTPStreamChangeEvent(association: Self.association).flags.isEmpty)
  }

  @Test("An abort reason is found in a created event") func abortReason() {
    let change = SCTPAssociationChange(
      state: .communicationLost, cause: .userInitiatedAbort, association: Self.association,
      information: [0, 12, 0, 6, 8, 9])
    #expect(change.abortReason == [8, 9])
  }

  @Test("An array, a span of bytes, and a raw span are parsed as the same notification") func forms() {
    for event in NotificationParsing.events {
      let notification = SCTPNotification(parsing: event.bytes)
      #expect(SCTPNotification(parsing: event.bytes.span) == notification)
      #expect(SCTPNotification(parsing: unsafe event.bytes.span.bytes) == notification)
    }
    #expect(SCTPNotification(parsing: []) == .unknown(type: 0, bytes: []))
  }
}
