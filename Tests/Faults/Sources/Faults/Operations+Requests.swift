import SCTP

extension Operations {
  static var requests: [Operation] { ofOneToMany + ofOneToOne + ofKeys }

  private static var ofOneToMany: [Operation] {
    [
      .link("associations") { try require($0.client.associations() == [$0.atClient], "another list") },
      .link("number of associations") { try require($0.client.associationCount() == 1, "another number") },
      .link("peer addresses", exceptions: .addresses + .peers) {
        try require($0.client.peerAddresses(of: $0.atClient).count >= 1, "no address")
      },
      .link("status") { _ = try $0.client.status(of: $0.atClient) },
      .link("statistics") { _ = try $0.client.statistics(of: $0.atClient) },
      .link("paths", exceptions: .addresses + .peers + .paths) { _ = try $0.client.paths(of: $0.atClient) },
      .link("abandoned messages") { _ = try $0.client.abandonedMessages(.lifetime, of: $0.atClient) },
      .link("abandoned messages of a stream") {
        _ = try $0.client.abandonedMessages(.lifetime, onStream: 0, of: $0.atClient)
      },
      .link("set the primary path", exceptions: .addresses + .peers) {
        try $0.client.setPrimaryPath($0.client.peerAddresses(of: $0.atClient)[0], of: $0.atClient)
      },
      .link("send a heartbeat") { try $0.client.sendHeartbeat(of: $0.atClient) },
      .link("automatic close") { try $0.client.setAutoClose($0.client.autoClose()) },
      .link("subscribe") { try $0.client.setSubscribed(true, to: .remoteError, of: $0.atClient) },
      .link(
        "subscribe to what the library needs", prepare: { try $0.subscribeAndUnsubscribe() },
        {
          try $0.client.setSubscribed(false, to: [.associationChange, .partialDelivery], of: $0.atClient)
        }),
      .link("subscriptions") { _ = try $0.client.subscribedEvents(of: $0.atClient) },
      .link("describe a socket", exceptions: describing) {
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
      .connection("peer addresses of a one-to-one socket", exceptions: .addresses + .peers) {
        try require($0.client.peerAddresses().count >= 1, "no address")
      },
      .connection("local addresses of a one-to-one socket", exceptions: .addresses) {
        try require($0.client.localAddresses().count >= 1, "no address")
      },
      .connection("association") { _ = try $0.client.association },
      .connection("paths of a one-to-one socket", exceptions: .addresses + .peers + .paths) {
        _ = try $0.client.paths()
      },
      .connection("subscribe a one-to-one socket", exceptions: subscribing) {
        try $0.client.setSubscribed(false, to: .associationChange)
      },
      .connection("subscriptions of a one-to-one socket") { _ = try $0.client.subscribedEvents() },
      .connection("describe a one-to-one socket", exceptions: describing) {
        try require("\($0.client)".hasPrefix("one-to-one"), "\($0.client)")
      },
      .on(
        "determine the style of a one-to-many socket", exceptions: determining(.oneToMany), { try SCTPSocket() },
        check: { try $0.close() }, { try require(style(of: $0) == .oneToMany, "another style") }),
      .on(
        "determine the style of a one-to-one socket", exceptions: determining(.oneToOne), { try SCTPOneToOneSocket() },
        check: { try $0.close() }, { try require(style(of: $0) == .oneToOne, "another style") }),
      .on(
        "determine the style of a listener", exceptions: determining(.listener), { try SCTPListener.listening() },
        check: { try $0.close() }, { try require(style(of: $0) == .listener, "another style") }),
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

  private static var ofKeys: [Operation] {
    [
      .link(
        "add and remove keys", prepare: { try $0.client.setOption(.authenticationSupported(), to: true) },
        {
          try $0.client.addKey(SCTPAuthenticationKey(number: 1, secret: [1, 2, 3]))
          try $0.client.deleteKey(1)
        })
    ]
  }
}

extension Link {
  fileprivate func subscribeAndUnsubscribe() throws {
    try client.setSubscribed(true, to: .associationChange, of: atClient)
    try client.setSubscribed(false, to: .associationChange, of: atClient)
  }
}
