import SCTP

extension Operations {
  static var options: [Operation] {
    ofSockets + ofIPv6 + ofAssociations + [
      .on(Link.init, "option SO_BINDTODEVICE").blocking {
        try $0.client.setOption(.device, to: $0.client.option(.device))
      },
      .on(Link.init, "get the partial delivery point").blocking { _ = try $0.client.option(.partialDeliveryPoint) },
      .with({ try SCTPOneToOneSocket() }, "option \(SCTPSocketOption.reusePort)", check: { try $0.close() }).blocking {
        try $0.setOption(.reusePort, to: $0.option(.reusePort))
      },
      .on(Link.init, "an unsafe option", exceptions: unnamed).blocking {
        // SOL_SOCKET, SO_PRIORITY.
        let option = unsafe SCTPSocketOption.unsafeOption(level: 1, number: 12, request: Int32(0))
        try $0.client.setOption(option, to: $0.client.option(option))
      },
    ]
  }

  private static var unnamed: [Exception] {
    ["getsockopt", "setsockopt"].map {
      .translated(
        "\($0)(SO_PRIORITY)", in: "\($0)(option 12 of level 1)", because: "the library does not know the option's name")
    }
  }

  private static var ofSockets: [Operation] {
    [
      option(.adaptationLayer), option(.automaticAddressReconfiguration), option(.fragmentInterleave),
      option(.fragmentationDisabled), option(.freeBind), option(.hmacIdentifiers), option(.initialMessage),
      option(.linger), option(.mappedIPv4Addresses), option(.mark), option(.noDelay), option(.priority),
      option(.receiveBufferSize), option(.receiveNextInfo), option(.reuseAddress), option(.sendBufferSize),
      option(.timeToLive), option(.typeOfService),
    ]
  }

  private static var ofIPv6: [Operation] {
    [optionOfIPv6(.hopLimit), optionOfIPv6(.ipv6Only), optionOfIPv6(.trafficClass)]
  }

  private static var ofAssociations: [Operation] {
    [
      option(.activeKey()), option(.context()), option(.defaultSendOptions()), option(.defaultSendParameters()),
      option(.defaultReliability()),
      option(.maximumBurst()), option(.maximumFragmentSize()), option(.delayedAcknowledgement()),
      option(.allowedReconfigurations()), option(.streamScheduler()), option(.potentiallyFailedExposure()),
      option(.retransmissionTimeouts()), option(.associationParameters()), option(.pathParameters()),
      option(.pathThresholds()), option(.pathThresholdsWithoutSwitchover()), option(.udpEncapsulationPort()),
      option(.pathMTUProbeInterval()), option(.addressReconfigurationSupported()), option(.authenticationSupported()),
      option(.ecnSupported()), option(.partialReliabilitySupported()), option(.reconfigurationSupported()),
      .on(Link.init, "get the support for interleaving").blocking {
        _ = try $0.client.option(.interleavingSupported(of: $0.atClient))
      },
      .on(
        Link.init, "enable interleaving without the sysctl",
        error: SCTPError(.notPermitted, in: "setsockopt(SCTP_INTERLEAVING_SUPPORTED)")
      ).blocking { try $0.client.setOption(.interleavingSupported(), to: true) },
      .on(Link.init, "option SCTP_STREAM_SCHEDULER_VALUE").blocking {
        let option = SCTPSocketOption.streamSchedulerValue(ofStream: 0, of: $0.atClient)
        try $0.client.setOption(option, to: $0.client.option(option))
      },
    ]
  }

  /// Reads an option, and sets it to the same value.
  private static func option<Value>(_ option: SCTPSocketOption<Value>) -> Operation {
    .on(Link.init, "option \(option)").blocking { try $0.client.setOption(option, to: $0.client.option(option)) }
  }

  private static func optionOfIPv6<Value>(_ option: SCTPSocketOption<Value>) -> Operation {
    .with({ try SCTPSocket(family: .ipv6) }, "option \(option)", check: { try $0.close() }).blocking {
      try $0.setOption(option, to: $0.option(option))
    }
  }
}
