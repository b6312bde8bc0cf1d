import SCTP

extension SCTPSocket: ModelSocket {
  func subscribe(to events: SCTPEventSet) throws(SCTPError) { try setSubscribed(true, to: events) }

  func connect(to addresses: [SCTPAddress], inThread waits: Bool) async throws(SCTPError) -> SCTPAssociationID {
    if waits { return try inThread { () throws(SCTPError) in try connect(to: addresses, timeout: patience) } }
    return try await connect(to: addresses, timeout: patience)
  }

  func sendNow(
    _ payload: [UInt8], on association: SCTPAssociationID, _ options: SCTPSendOptions, inThread waits: Bool
  ) async throws(SCTPError) {
    if waits {
      try inThread { () throws(SCTPError) in try send(payload, on: association, options: options, timeout: .zero) }
    } else {
      try await send(payload, on: association, options: options, timeout: .zero)
    }
  }

  /// Sends to all addresses of a peer, and sets up an association first if necessary.
  func send(
    _ payload: [UInt8], toAll addresses: [SCTPAddress], streams: UInt16, _ options: SCTPSendOptions,
    inThread waits: Bool
  ) async throws(SCTPError) {
    let initial = SCTPInitialMessage(outboundStreams: streams)
    if waits {
      try inThread { () throws(SCTPError) in
        try send(payload, to: addresses, initialMessage: initial, options: options, timeout: patience)
      }
    } else {
      try await send(payload, to: addresses, initialMessage: initial, options: options, timeout: patience)
    }
  }

  func shutDown(_ association: SCTPAssociationID) throws(SCTPError) { try shutdown(association: association) }

  func shutDownInThread(_ association: SCTPAssociationID) throws(SCTPError) {
    try shutdownAndWait(association: association, timeout: patience)
  }

  func shutDownInTask(_ association: SCTPAssociationID) async throws(SCTPError) {
    try await shutdownAndWait(association: association, timeout: patience)
  }

  func abort(_ association: SCTPAssociationID) throws(SCTPError) { try abort(association: association, reason: [1]) }
  func sendHeartbeat(on association: SCTPAssociationID) throws(SCTPError) { try sendHeartbeat(of: association) }

  func setPrimaryPath(_ path: SCTPAddress, on association: SCTPAssociationID) throws(SCTPError) {
    try setPrimaryPath(path, of: association)
  }

  func report(on association: SCTPAssociationID) throws(SCTPError) -> ModelReport {
    ModelReport(
      associations: try associations(), events: try subscribedEvents(of: association),
      status: try status(of: association), statistics: try statistics(of: association),
      paths: try paths(of: association), peerAddresses: try peerAddresses(of: association),
      localAddresses: try localAddresses(of: association),
      abandoned: try abandonedMessages(.all, of: association))
  }

  func authenticatedChunks(
    on association: SCTPAssociationID
  ) throws(SCTPError) -> (local: [SCTPChunkType], peer: [SCTPChunkType]) {
    (try localAuthenticatedChunks(of: association), try peerAuthenticatedChunks(of: association))
  }

  func addKey(_ key: SCTPAuthenticationKey, on association: SCTPAssociationID) throws(SCTPError) {
    try addKey(key, of: association)
  }

  func removeKey(_ number: UInt16, on association: SCTPAssociationID) throws(SCTPError) {
    try deactivateKey(number, of: association)
    try deleteKey(number, of: association)
  }

  func resetStreams(
    _ directions: SCTPStreamDirections, _ streams: [UInt16], on association: SCTPAssociationID
  ) throws(SCTPError) {
    try resetStreams(directions, streams: streams, of: association)
  }

  func addStreams(inbound: UInt16, outbound: UInt16, on association: SCTPAssociationID) throws(SCTPError) {
    try addStreams(inbound: inbound, outbound: outbound, of: association)
  }

  func reset(_ association: SCTPAssociationID) throws(SCTPError) { try resetAssociation(association) }
}
