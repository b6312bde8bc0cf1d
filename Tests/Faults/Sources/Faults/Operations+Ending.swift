import SCTP

extension Operations {
  static var ending: [Operation] {
    [
      .on(Link.init, "shut down an association", check: { try $0.expectEnd() }).blocking {
        try $0.client.shutdown(association: $0.atClient)
      },
      .on(Link.init, "shut down an association and wait", exceptions: .endingAndWaiting, check: { try $0.expectEnd() })
        .blocking { try $0.client.shutdownAndWait(association: $0.atClient, timeout: Runner.patience) },
      .on(
        Link.init, "shut down the association of a slow peer and wait", traits: [.dependsOnTime],
        exceptions: .endingAndWaiting, prepare: { try $0.server.setDeaf(true) },
        event: { try $0.server.setDeaf(false) }, check: { try $0.expectEnd() }
      ).blocking { try $0.client.shutdownAndWait(association: $0.atClient, timeout: Runner.patience) },
      .on(
        Link.init, "shut down the association of a slow peer and wait, async", traits: [.dependsOnTime],
        exceptions: .endingAndWaiting, prepare: { try $0.server.setDeaf(true) },
        event: { try $0.server.setDeaf(false) }, check: { try $0.expectEnd() }
      ).async { try await $0.client.shutdownAndWait(association: $0.atClient, timeout: Runner.patience) },
      .on(Link.init, "abort an association", check: { try $0.expectEnd() }).blocking {
        try $0.client.abort(association: $0.atClient, reason: [1, 2, 3])
      },
      .on(Link.init, "stop", exceptions: .stopping, check: { try $0.expectEnd() }).blocking {
        try $0.server.stop(timeout: Runner.patience)
      },
      .on(Link.init, "stop, async", exceptions: .stopping, check: { try $0.expectEnd() }).async {
        try await $0.server.stop(timeout: Runner.patience)
      },
      .on(
        Connection.init, "shut down a one-to-one socket", exceptions: .shuttingDownOneToOne,
        check: { try $0.expectEnd() }
      ).blocking { try $0.client.shutdown() },
      .on(
        Connection.init, "shut down a one-to-one socket and wait", exceptions: .endingOneToOne,
        check: { try $0.expectEnd() }
      ).blocking { try $0.client.shutdownAndWait(timeout: Runner.patience) },
      .on(
        Connection.init, "shut down a one-to-one socket and wait, async", exceptions: .endingOneToOne,
        check: { try $0.expectEnd() }
      ).async { try await $0.client.shutdownAndWait(timeout: Runner.patience) },
      .with(
        { try Connection() }, "abort a one-to-one socket", exceptions: .closing, check: { try $0.expectAbort() }
      ).blocking { try $0.client.abort() },
    ]
  }

  static var closing: [Operation] {
    [
      .with({ try Link() }, "close", exceptions: .closing, check: { try $0.expectServerEnd() }).blocking {
        try $0.client.close()
      },
      .with({ try waited() }, "close after a wait", exceptions: .closing, check: { try $0.expectServerEnd() }).blocking
      {
        try $0.client.close()
      },
      .with(
        { try waitedInTask() }, "close after the wait of a task", exceptions: .closing,
        check: { try $0.expectServerEnd() }
      ).blocking { try $0.client.close() },
      .with(
        releasable, "release a socket without closing it", exceptions: .releasing,
        check: {
          try $0.server.expectNoAssociation()
          try $0.server.close()
        }
      ).blocking { $0.client.value = nil },
      .with({ try Link() }, "release the descriptor", exceptions: releasingDescriptor, check: { try $0.checkAdopted() })
        .blocking { $0.descriptor.value = try $0.client.releaseDescriptor() },
      .with(
        { try released() }, "take ownership of a descriptor", exceptions: takingOwnership,
        check: { try $0.checkAdopted() }
      ).blocking { $0.adopted.value = SCTPSocket(takingOwnershipOf: try $0.descriptor.take()) },
      .with(
        { try ReleasedConnection() }, "take ownership of the descriptor of a one-to-one socket",
        exceptions: takingOwnership, check: { try $0.check() }
      ).blocking { $0.adopted.value = SCTPOneToOneSocket(takingOwnershipOf: $0.descriptor) },
      .with(
        { try ReleasedListener() }, "take ownership of the descriptor of a listener", exceptions: takingOwnership,
        check: { try $0.check() }
      ).blocking { $0.adopted.value = SCTPListener(takingOwnershipOf: $0.descriptor) },
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
      "getsockopt(SO_TYPE)", "getsockopt(SCTP_STATUS)", "getsockopt(SCTP_RTOINFO)", "fcntl(F_GETFL)", "fcntl(F_SETFL)",
      "fcntl(F_SETFD)")
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

  /// Returns sockets of which only the box refers to the client.
  private static func releasable() throws -> (server: SCTPSocket, client: Box<SCTPSocket>) {
    let link = try waited()
    let client = Box<SCTPSocket>()
    client.value = link.client
    return (link.server, client)
  }

  private static func waitedInTask() throws -> Link {
    let link = try Link()
    _ = runTask { _ = try await link.client.receive(timeout: .milliseconds(1)) }
    return link
  }
}

/// A connection whose client has released its descriptor.
private struct ReleasedConnection {
  let accepted: SCTPOneToOneSocket
  let descriptor: FileDescriptor
  let adopted = Box<SCTPOneToOneSocket>()

  init() throws {
    let connection = try Connection()
    accepted = connection.accepted
    descriptor = try connection.client.releaseDescriptor()
  }

  func check() throws {
    let connection = Connection(client: try adopted.take(), accepted: accepted)
    try connection.exchange()
    try connection.close()
  }
}

/// The released descriptor of a listener.
private struct ReleasedListener {
  let descriptor: FileDescriptor
  let adopted = Box<SCTPListener>()

  init() throws { descriptor = try SCTPListener.listening().releaseDescriptor() }

  func check() throws { try Connection(listener: adopted.take()).close() }
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
    try accepted.close()
  }
}
