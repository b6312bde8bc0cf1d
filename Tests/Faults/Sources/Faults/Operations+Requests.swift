import SCTP

extension Operations {
  static var requests: [Operation] { ofOneToMany + ofOneToOne + ofListeners + ofStyles }

  private static var ofOneToMany: [Operation] {
    [
      .on(Link.init, "associations").blocking {
        try require($0.client.associations() == [$0.atClient], "another list")
      },
      .on(Link.init, "number of associations").blocking {
        try require($0.client.associationCount() == 1, "another number")
      },
      .on(Link.init, "peer addresses", exceptions: .addresses + .peers).blocking {
        try require($0.client.peerAddresses(of: $0.atClient).count >= 1, "no address")
      },
      .on(Link.init, "status").blocking { _ = try $0.client.status(of: $0.atClient) },
      .on(Link.init, "statistics").blocking { _ = try $0.client.statistics(of: $0.atClient) },
      .on(Link.init, "paths", exceptions: .addresses + .peers + .paths).blocking {
        _ = try $0.client.paths(of: $0.atClient)
      },
      .on(Link.init, "a path").blocking { _ = try $0.client.pathInfo($0.address, of: $0.atClient) },
      .on(Link.init, "abandoned messages").blocking { _ = try $0.client.abandonedMessages(.lifetime, of: $0.atClient) },
      .on(Link.init, "abandoned messages of a stream").blocking {
        _ = try $0.client.abandonedMessages(.lifetime, onStream: 0, of: $0.atClient)
      },
      .on(Link.init, "set the primary path", exceptions: .addresses + .peers).blocking {
        try $0.client.setPrimaryPath($0.client.peerAddresses(of: $0.atClient)[0], of: $0.atClient)
      },
      .on(Link.init, "request the peer's primary path").blocking {
        try $0.server.requestPeerPrimaryPath($0.address, of: $0.atServer)
      },
      .on(Link.init, "send a heartbeat").blocking { try $0.client.sendHeartbeat(of: $0.atClient) },
      .on(Link.init, "automatic close").blocking { try $0.client.setAutoClose($0.client.autoClose()) },
      .on(Link.init, "subscribe").blocking { try $0.client.setSubscribed(true, to: .remoteError, of: $0.atClient) },
      .on(Link.init, "subscribe to what the library needs", prepare: { try $0.subscribeAndUnsubscribe() }).blocking {
        try $0.client.setSubscribed(false, to: [.associationChange, .partialDelivery], of: $0.atClient)
      },
      .on(Link.init, "subscriptions").blocking { _ = try $0.client.subscribedEvents(of: $0.atClient) },
      .on(Link.init, "describe a socket", exceptions: describing).blocking {
        try require("\($0.client)".hasPrefix("one-to-many"), "\($0.client)")
      },
    ]
  }

  private static var describing: [Exception] {
    .neverFailing(
      because: "the description lacks what cannot be read", "malloc(libsctp)", "getsockopt(SCTP_GET_LOCAL_ADDRS)",
      "getsockopt(SCTP_STATUS)")
  }

  private static var subscribing: [Exception] {
    .neverFailing(
      because: "the caller then sees that the association has come up", "getsockopt(SCTP_STATUS)")
  }

  private static var ofOneToOne: [Operation] {
    [
      .on(Connection.init, "peer addresses of a one-to-one socket", exceptions: .addresses + .peers).blocking {
        try require($0.client.peerAddresses().count >= 1, "no address")
      },
      .on(Connection.init, "local addresses of a one-to-one socket", exceptions: .addresses).blocking {
        try require($0.client.localAddresses().count >= 1, "no address")
      },
      .on(Connection.init, "association").blocking { _ = try $0.client.association },
      .on(Connection.init, "paths of a one-to-one socket", exceptions: .addresses + .peers + .paths).blocking {
        _ = try $0.client.paths()
      },
      .on(Connection.init, "a path of a one-to-one socket", exceptions: .addresses + .peers).blocking {
        _ = try $0.client.pathInfo($0.client.peerAddresses()[0])
      },
      .on(Connection.init, "set the primary path of a one-to-one socket", exceptions: .addresses + .peers).blocking {
        try $0.client.setPrimaryPath($0.client.peerAddresses()[0])
      },
      .on(Connection.init, "request the primary path of a one-to-one socket's peer", exceptions: .addresses).blocking {
        try $0.client.requestPeerPrimaryPath($0.client.localAddresses()[0])
      },
      .on(Connection.init, "send a heartbeat on a one-to-one socket").blocking { try $0.client.sendHeartbeat() },
      .on(Connection.init, "status of a one-to-one socket").blocking { _ = try $0.client.status() },
      .on(Connection.init, "statistics of a one-to-one socket").blocking { _ = try $0.client.statistics() },
      .on(Connection.init, "abandoned messages of a one-to-one socket").blocking {
        _ = try $0.client.abandonedMessages(.lifetime)
      },
      .on(Connection.init, "abandoned messages of a stream of a one-to-one socket").blocking {
        _ = try $0.client.abandonedMessages(.lifetime, onStream: 0)
      },
      .on(Connection.init, "subscribe a one-to-one socket", exceptions: subscribing).blocking {
        try $0.client.setSubscribed(false, to: .associationChange)
      },
      .on(Connection.init, "subscriptions of a one-to-one socket").blocking { _ = try $0.client.subscribedEvents() },
      .on(Connection.init, "describe a one-to-one socket", exceptions: describing).blocking {
        try require("\($0.client)".hasPrefix("one-to-one"), "\($0.client)")
      },
    ]
  }

  private static var ofListeners: [Operation] {
    [
      .with(
        { try SCTPListener.listening() }, "local addresses of a listener", exceptions: .addresses,
        check: { try $0.close() }
      )
      .blocking { try require($0.localAddresses().count == 1, "another number of addresses") },
      .with({ try SCTPListener.listening() }, "subscribe a listener", check: { try $0.close() })
        .blocking { try $0.setSubscribed(true, to: .remoteError) },
      .with({ try SCTPListener.listening() }, "subscriptions of a listener", check: { try $0.close() })
        .blocking { _ = try $0.subscribedEvents() },
    ]
  }

  private static var ofStyles: [Operation] {
    [
      .with(
        { try SCTPSocket() }, "determine the style of a one-to-many socket", exceptions: determining(.oneToMany),
        check: { try $0.close() }
      ).blocking { try require(style(of: $0) == .oneToMany, "another style") },
      .with(
        { try SCTPOneToOneSocket() }, "determine the style of a one-to-one socket", exceptions: determining(.oneToOne),
        check: { try $0.close() }
      ).blocking { try require(style(of: $0) == .oneToOne, "another style") },
      .with(
        { try SCTPListener.listening() }, "determine the style of a listener", exceptions: determining(.listener),
        check: { try $0.close() }
      ).blocking { try require(style(of: $0) == .listener, "another style") },
    ]
  }

  private static func style(of endpoint: SCTPEndpoint) throws -> SCTPSocketStyle {
    try endpoint.withFileDescriptor { try SCTPSocketStyle(of: $0) }
  }

  private static func determining(_ style: SCTPSocketStyle) -> [Exception] {
    let reason = "only a one-to-many socket rejects the identifier"
    return style == .oneToMany
      ? [.ignored("getsockopt(SCTP_RTOINFO)", codes: [.invalidArgument], because: reason)]
      : [.cannotOccur("getsockopt(SCTP_RTOINFO)", codes: [.invalidArgument], because: reason)]
  }
}

extension Link {
  fileprivate func subscribeAndUnsubscribe() throws {
    try client.setSubscribed(true, to: .associationChange, of: atClient)
    try client.setSubscribed(false, to: .associationChange, of: atClient)
  }
}
