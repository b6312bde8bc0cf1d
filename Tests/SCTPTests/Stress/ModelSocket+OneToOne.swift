import SCTP

extension SCTPOneToOneSocket: ModelSocket {
  func subscribe(to events: SCTPEventSet) throws(SCTPError) { try setSubscribed(true, to: events) }

  func connect(to addresses: [SCTPAddress], inThread waits: Bool) async throws(SCTPError) -> SCTPAssociationID {
    if waits { return try inThread { () throws(SCTPError) in try connect(to: addresses, timeout: patience) } }
    return try await connect(to: addresses, timeout: patience)
  }

  func sendNow(
    _ payload: [UInt8], on association: SCTPAssociationID, _ options: SCTPSendOptions, inThread waits: Bool
  ) async throws(SCTPError) {
    if waits {
      try inThread { () throws(SCTPError) in try send(payload, options: options, timeout: .zero) }
    } else {
      try await send(payload, options: options, timeout: .zero)
    }
  }

  func shutDown(_ association: SCTPAssociationID) throws(SCTPError) { try shutdown() }

  func shutDownInThread(_ association: SCTPAssociationID) throws(SCTPError) {
    try shutdownAndWait(timeout: patience)
  }

  func shutDownInTask(_ association: SCTPAssociationID) async throws(SCTPError) {
    try await shutdownAndWait(timeout: patience)
  }

  func abort(_ association: SCTPAssociationID) throws(SCTPError) { try abort() }
  func sendHeartbeat(on association: SCTPAssociationID) throws(SCTPError) { try sendHeartbeat() }

  func setPrimaryPath(_ path: SCTPAddress, on association: SCTPAssociationID) throws(SCTPError) {
    try setPrimaryPath(path)
  }

  func report(on association: SCTPAssociationID) throws(SCTPError) -> ModelReport {
    ModelReport(
      associations: [try self.association], events: try subscribedEvents(), status: try status(),
      statistics: try statistics(), paths: try paths(), peerAddresses: try peerAddresses(),
      localAddresses: try localAddresses(), abandoned: try abandonedMessages(.all))
  }

  func authenticatedChunks(
    on association: SCTPAssociationID
  ) throws(SCTPError) -> (local: [SCTPChunkType], peer: [SCTPChunkType]) {
    (try localAuthenticatedChunks(), try peerAuthenticatedChunks())
  }

  func addKey(_ key: SCTPAuthenticationKey, on association: SCTPAssociationID) throws(SCTPError) { try addKey(key) }

  func removeKey(_ number: UInt16, on association: SCTPAssociationID) throws(SCTPError) {
    try deactivateKey(number)
    try deleteKey(number)
  }

  func resetStreams(
    _ directions: SCTPStreamDirections, _ streams: [UInt16], on association: SCTPAssociationID
  ) throws(SCTPError) {
    try resetStreams(directions, streams: streams)
  }

  func addStreams(inbound: UInt16, outbound: UInt16, on association: SCTPAssociationID) throws(SCTPError) {
    try addStreams(inbound: inbound, outbound: outbound)
  }

  func reset(_ association: SCTPAssociationID) throws(SCTPError) { try resetAssociation() }
}
