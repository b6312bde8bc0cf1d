import SCTP

extension Operations {
  static var ending: [Operation] {
    [
      .link(
        "shut down an association", check: { try $0.expectEnd() },
        {
          try $0.client.shutdown(association: $0.atClient)
        }),
      .link(
        "shut down an association and wait", exceptions: .endingAndWaiting, check: { try $0.expectEnd() },
        {
          try $0.client.shutdownAndWait(association: $0.atClient, timeout: Runner.patience)
        }),
      .link(
        "shut down the association of a slow peer and wait", exceptions: .endingAndWaiting,
        prepare: { try $0.server.setDeaf(true) }, wait: 1,
        event: { try $0.server.setDeaf(false) }, check: { try $0.expectEnd() },
        { try $0.client.shutdownAndWait(association: $0.atClient, timeout: Runner.patience) }),
      .asyncLink(
        "shut down the association of a slow peer and wait, async", exceptions: .endingAndWaiting,
        prepare: { try $0.server.setDeaf(true) }, wait: 1,
        event: { try $0.server.setDeaf(false) }, check: { try $0.expectEnd() },
        { try await $0.client.shutdownAndWait(association: $0.atClient, timeout: Runner.patience) }),
      .link(
        "abort an association", check: { try $0.expectEnd() },
        {
          try $0.client.abort(association: $0.atClient, reason: [1, 2, 3])
        }),
      .link(
        "stop", exceptions: .stopping, check: { try $0.expectEnd() },
        {
          try $0.server.stop(timeout: Runner.patience)
        }),
      .asyncLink(
        "stop, async", exceptions: .stopping, check: { try $0.expectEnd() },
        {
          try await $0.server.stop(timeout: Runner.patience)
        }),
      .connection(
        "shut down a one-to-one socket", exceptions: .shuttingDownOneToOne, check: { try $0.expectEnd() },
        {
          try $0.client.shutdown()
        }),
      .connection(
        "shut down a one-to-one socket and wait", exceptions: .endingOneToOne, check: { try $0.expectEnd() },
        {
          try $0.client.shutdownAndWait(timeout: Runner.patience)
        }),
      .asyncConnection(
        "shut down a one-to-one socket and wait, async", exceptions: .endingOneToOne, check: { try $0.expectEnd() },
        {
          try await $0.client.shutdownAndWait(timeout: Runner.patience)
        }),
      Operation(name: "abort a one-to-one socket", exceptions: .closing) {
        let connection = try Connection()
        return Trial(
          body: .blocking { try connection.client.abort() }, check: { try connection.expectAbort() },
          close: { try connection.accepted.close() })
      },
    ]
  }

  static var closing: [Operation] {
    [
      .on(
        "close", exceptions: .closing, { try Link() }, check: { try $0.expectServerEnd() }, { try $0.client.close() }),
      .on(
        "close after a wait", exceptions: .closing, { try waited() }, check: { try $0.expectServerEnd() },
        {
          try $0.client.close()
        }),
      .on(
        "close after the wait of a task", exceptions: .closing, { try waitedInTask() },
        check: { try $0.expectServerEnd() },
        {
          try $0.client.close()
        }),
      Operation(name: "release a socket without closing it", exceptions: .releasing) {
        let link = try waited()
        let server = link.server
        let kept = Box<SCTPSocket>()
        kept.value = link.client
        return Trial(
          body: .blocking { kept.value = nil }, check: { try server.expectNoAssociation() },
          close: { try server.close() })
      },
      .on(
        "release the descriptor", exceptions: releasingDescriptor, { try Link() }, check: { try $0.checkAdopted() },
        {
          $0.descriptor.value = try $0.client.releaseDescriptor()
        }),
      .on(
        "take ownership of a descriptor", exceptions: takingOwnership, { try released() },
        check: { try $0.checkAdopted() }, { $0.adopted.value = SCTPSocket(takingOwnershipOf: try $0.descriptor.take()) }
      ),
    ]
  }

  private static var releasingDescriptor: [Exception] {
    .neverFailing(
      because: "the new owner receives the descriptor nonetheless", "getsockopt(SCTP_GET_ASSOC_NUMBER)",
      "getsockopt(SCTP_GET_ASSOC_ID_LIST)", "setsockopt(SCTP_EVENT)", "fcntl(F_GETFL)", "fcntl(F_SETFL)")
  }

  private static var takingOwnership: [Exception] {
    .neverFailing(
      because: "the initializer cannot fail, and the former owner has set the options",
      "getsockopt(SCTP_GET_ASSOC_NUMBER)", "getsockopt(SCTP_GET_ASSOC_ID_LIST)", "getsockopt(SCTP_EVENT)",
      "setsockopt(SCTP_EVENT)", "setsockopt(SCTP_RECVRCVINFO)", "setsockopt(SCTP_FRAGMENT_INTERLEAVE)",
      "fcntl(F_GETFL)", "fcntl(F_SETFD)")
  }

  private static func released() throws -> Link {
    let link = try Link()
    link.descriptor.value = try link.client.releaseDescriptor()
    return link
  }

  private static func waited() throws -> Link {
    let link = try Link()
    do throws(SCTPError) {
      _ = try link.client.receive(timeout: .milliseconds(1))
    } catch let error where error.code == .timedOut {}
    return link
  }

  private static func waitedInTask() throws -> Link {
    let link = try Link()
    _ = runTask { _ = try await link.client.receive(timeout: .milliseconds(1)) }
    return link
  }
}

extension SCTPSocket {
  fileprivate func expectNoAssociation() throws {
    try require(waitUntil { try associations().isEmpty }, "the association has not ended")
  }
}

extension Link {
  /// Checks that the association has ended on both sides, and that another one can be set up.
  fileprivate func expectEnd() throws {
    try server.setDeaf(false)
    try client.expectNoAssociation()
    try server.expectNoAssociation()
    // An error that the operation has left must come before another association is set up.
    try client.expectNoMessage()
    try server.listen()
    let (atClient, atServer) = try client.connect(server)
    try Link(server: server, client: client, atServer: atServer, atClient: atClient).exchange()
  }

  fileprivate func expectServerEnd() throws {
    try server.expectNoAssociation()
    try server.close()
  }

  fileprivate func checkAdopted() throws {
    let adopted = try adopted.value ?? SCTPSocket(takingOwnershipOf: descriptor.take())
    self.adopted.value = nil
    try Link(server: server, client: adopted, atServer: atServer, atClient: atClient).exchange()
    try adopted.close()
    try server.close()
  }
}

extension Connection {
  fileprivate func expectEnd() throws {
    try require(accepted.receive(timeout: Runner.patience) == nil, "the association has not ended")
  }

  fileprivate func expectAbort() throws {
    do {
      let received = try accepted.receive(timeout: Runner.patience)
      throw Mismatch("received \(String(describing: received)) instead of the abort")
    } catch let error as SCTPError where error.code == .connectionReset {}
  }
}
