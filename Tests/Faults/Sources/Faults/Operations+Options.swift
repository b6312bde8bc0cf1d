import SCTP

extension Operations {
  static var options: [Operation] {
    ofSockets + ofAssociations + [
      .link("option SO_BINDTODEVICE") { try $0.client.setOption(.device, to: $0.client.option(.device)) },
      .link("get the partial delivery point") { _ = try $0.client.option(.partialDeliveryPoint) },
    ]
  }

  private static var ofSockets: [Operation] {
    [
      option(.adaptationLayer), option(.automaticAddressReconfiguration), option(.fragmentInterleave),
      option(.fragmentationDisabled), option(.freeBind), option(.initialMessage), option(.linger),
      option(.mappedIPv4Addresses), option(.mark), option(.noDelay), option(.priority), option(.receiveBufferSize),
      option(.receiveNextInfo), option(.reuseAddress), option(.sendBufferSize), option(.timeToLive),
      option(.typeOfService),
    ]
  }

  private static var ofAssociations: [Operation] {
    [
      option(.context()), option(.defaultSendOptions()), option(.defaultSendParameters()),
      option(.defaultReliability()),
      option(.maximumBurst()), option(.maximumFragmentSize()), option(.delayedAcknowledgement()),
      option(.allowedReconfigurations()), option(.streamScheduler()), option(.potentiallyFailedExposure()),
      option(.retransmissionTimeouts()), option(.associationParameters()), option(.pathParameters()),
      option(.pathThresholds()), option(.pathThresholdsWithoutSwitchover()), option(.udpEncapsulationPort()),
      option(.pathMTUProbeInterval()), option(.addressReconfigurationSupported()), option(.authenticationSupported()),
      option(.ecnSupported()), option(.partialReliabilitySupported()), option(.reconfigurationSupported()),
    ]
  }

  /// Reads an option, and sets it to the same value.
  private static func option<Value>(_ option: SCTPSocketOption<Value>) -> Operation {
    .link("option \(option)") { try $0.client.setOption(option, to: $0.client.option(option)) }
  }
}
