import SCTP

private let key = SCTPAuthenticationKey(number: 1, secret: [1, 2, 3])

extension Operations {
  static var authentication: [Operation] { ofFutureKeys + ofAssociationKeys + ofChunks }

  private static var ofFutureKeys: [Operation] {
    [
      .on(Link.init, "add a key", check: { try $0.expectKey() }).blocking { try $0.client.addKey(key) },
      .on(
        Link.init, "deactivate a key", prepare: { try $0.client.addKey(key) }, check: { try $0.expectNoKey() }
      ).blocking { try $0.client.deactivateKey(1) },
      .on(Link.init, "delete a key", prepare: { try $0.client.addKey(key) }, check: { try $0.expectNoKey() }).blocking {
        try $0.client.deleteKey(1)
      },
    ]
  }

  private static var ofAssociationKeys: [Operation] {
    [
      .on(Link.init, "add a key of an association", check: { try $0.expectKey(of: $0.atClient) }).blocking {
        try $0.client.addKey(key, of: $0.atClient)
      },
      .on(
        Link.init, "activate a key of an association", prepare: { try $0.client.addKey(key, of: $0.atClient) },
        check: { try $0.expectActiveKey() }
      ).blocking { try $0.client.setOption(.activeKey(of: $0.atClient), to: 1) },
      .on(
        Link.init, "deactivate a key of an association", prepare: { try $0.client.addKey(key, of: $0.atClient) },
        check: { try $0.expectNoKey(of: $0.atClient) }
      ).blocking { try $0.client.deactivateKey(1, of: $0.atClient) },
      .on(
        Link.init, "delete a key of an association", prepare: { try $0.client.addKey(key, of: $0.atClient) },
        check: { try $0.expectNoKey(of: $0.atClient) }
      ).blocking { try $0.client.deleteKey(1, of: $0.atClient) },
    ]
  }

  /// The kernel requires that the chunks that change addresses are authenticated.
  private static var ofChunks: [Operation] {
    let required: [SCTPChunkType] = [.asconf, .asconfAck]
    return [
      .on(
        Link.init, "require authentication",
        check: {
          try require($0.client.localAuthenticatedChunks() == required + [.heartbeat], "another list")
          try $0.exchange()
        }
      ).blocking { try $0.client.requireAuthentication(of: .heartbeat) },
      .on(Link.init, "locally required chunks").blocking {
        try require($0.client.localAuthenticatedChunks() == required, "another list")
      },
      .on(Link.init, "locally required chunks of an association").blocking {
        try require($0.client.localAuthenticatedChunks(of: $0.atClient) == required, "another list")
      },
      .on(Link.init, "chunks that the peer requires").blocking {
        try require($0.client.peerAuthenticatedChunks(of: $0.atClient) == required, "another list")
      },
      .on(Connection.init, "chunks that the peer of a one-to-one socket requires").blocking {
        try require($0.client.peerAuthenticatedChunks() == required, "another list")
      },
    ]
  }
}

extension Link {
  fileprivate func expectKey(of association: SCTPAssociationID = .future) throws {
    try client.setOption(.activeKey(of: association), to: 1)
    try exchange()
  }

  /// Checks that no key can be activated.
  fileprivate func expectNoKey(of association: SCTPAssociationID = .future) throws {
    do {
      try client.setOption(.activeKey(of: association), to: 1)
      throw Mismatch("the key can still be activated")
    } catch let error as SCTPError where error.code == .invalidArgument {}
    try exchange()
  }

  fileprivate func expectActiveKey() throws {
    try require(client.option(.activeKey(of: atClient)) == 1, "another key is active")
    try exchange()
  }
}
