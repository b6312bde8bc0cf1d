import SCTP
import SystemPackage
import Testing

/// A socket of either style, as an end of associations of the model.
protocol ModelSocket: EveryFormSocket {
  init(takingOwnershipOf descriptor: FileDescriptor)
  /// Subscribes to these events of future associations.
  func subscribe(to events: SCTPEventSet) throws(SCTPError)
  func connect(to addresses: [SCTPAddress], inThread: Bool) async throws(SCTPError) -> SCTPAssociationID
  /// Sends if there is space; otherwise, fails with ETIMEDOUT.
  func sendNow(
    _ payload: [UInt8], on association: SCTPAssociationID, _ options: SCTPSendOptions, inThread: Bool
  ) async throws(SCTPError)
  func shutDown(_ association: SCTPAssociationID) throws(SCTPError)
  /// Shuts down and waits in this thread.
  func shutDownInThread(_ association: SCTPAssociationID) throws(SCTPError)
  /// Shuts down and waits in this task.
  func shutDownInTask(_ association: SCTPAssociationID) async throws(SCTPError)
  func abort(_ association: SCTPAssociationID) throws(SCTPError)
  func sendHeartbeat(on association: SCTPAssociationID) throws(SCTPError)
  func setPrimaryPath(_ path: SCTPAddress, on association: SCTPAssociationID) throws(SCTPError)
  func report(on association: SCTPAssociationID) throws(SCTPError) -> ModelReport
  func authenticatedChunks(
    on association: SCTPAssociationID
  ) throws(SCTPError) -> (local: [SCTPChunkType], peer: [SCTPChunkType])
  func addKey(_ key: SCTPAuthenticationKey, on association: SCTPAssociationID) throws(SCTPError)
  func removeKey(_ number: UInt16, on association: SCTPAssociationID) throws(SCTPError)
  func resetStreams(
    _ directions: SCTPStreamDirections, _ streams: [UInt16], on association: SCTPAssociationID
  ) throws(SCTPError)
  func addStreams(inbound: UInt16, outbound: UInt16, on association: SCTPAssociationID) throws(SCTPError)
  func reset(_ association: SCTPAssociationID) throws(SCTPError)
}

extension ModelSocket {
  /// Prepares a new socket for messages of any size, and for changes of streams and keys.
  func prepare(_ features: ModelFeatures) throws(SCTPError) {
    try setOption(.noDelay, to: true)
    try setOption(.receiveBufferSize, to: 4 << 20)
    try setOption(.sendBufferSize, to: 4 << 20)
    try setOption(.reconfigurationSupported(), to: true)
    try setOption(.allowedReconfigurations(), to: [.resetStreams, .resetAssociation, .addStreams])
    try setOption(.authenticationSupported(), to: features.isAuthenticated)
    if features.isAuthenticated {
      for chunk in ModelLink.authenticatedChunks { try requireAuthentication(of: chunk) }
    }
    if features.isInterleaved {
      try setOption(.fragmentInterleave, to: 2)
      try setOption(.interleavingSupported(), to: true)
    }
    try subscribe(to: ModelReport.events)
  }

  /// Passes the descriptor on to a new object; returns nil if a message has arrived in part.
  func handedOver() throws(SCTPError) -> Self? {
    do throws(SCTPError) {
      return Self(takingOwnershipOf: try releaseDescriptor())
    } catch {
      guard error.code == .resourceBusy, error.reason == .partiallyReceived else { throw error }
      return nil
    }
  }
}
