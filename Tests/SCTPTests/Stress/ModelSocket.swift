import SCTP
import Testing

/// A socket of either style, as an end of associations of the model.
protocol ModelSocket: EveryFormSocket {
  /// Subscribes to association changes.
  func subscribe() throws(SCTPError)
  func connect(to address: SCTPAddress, inThread: Bool) async throws(SCTPError) -> SCTPAssociationID
  /// Sends if there is space; otherwise, fails with ETIMEDOUT.
  func sendNow(
    _ payload: [UInt8], on association: SCTPAssociationID, _ options: SCTPSendOptions, inThread: Bool
  ) async throws(SCTPError)
  func shutDown(_ association: SCTPAssociationID) throws(SCTPError)
  func abort(_ association: SCTPAssociationID) throws(SCTPError)
  func sendHeartbeat(on association: SCTPAssociationID) throws(SCTPError)
  func setPrimaryPath(_ path: SCTPAddress, on association: SCTPAssociationID) throws(SCTPError)
  func report(on association: SCTPAssociationID) throws(SCTPError) -> ModelReport
}

/// What a socket reports about an association.
struct ModelReport {
  let associations: [SCTPAssociationID]
  let status: SCTPStatus
  let statistics: SCTPStatistics
  let paths: [SCTPPathInfo]
  let peerAddresses: [SCTPAddress]
}

extension ModelSocket {
  /// Prepares a new socket for messages of any size.
  func prepare() throws(SCTPError) {
    try setOption(.noDelay, to: true)
    try setOption(.receiveBufferSize, to: 4 << 20)
    try setOption(.sendBufferSize, to: 4 << 20)
    try subscribe()
  }
}

extension SCTPSocket: ModelSocket {
  func subscribe() throws(SCTPError) { try setSubscribed(true, to: .associationChange) }

  func connect(to address: SCTPAddress, inThread waits: Bool) async throws(SCTPError) -> SCTPAssociationID {
    if waits { return try inThread { () throws(SCTPError) in try connect(to: address, timeout: patience) } }
    return try await connect(to: address, timeout: patience)
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

  func shutDown(_ association: SCTPAssociationID) throws(SCTPError) { try shutdown(association: association) }
  func abort(_ association: SCTPAssociationID) throws(SCTPError) { try abort(association: association, reason: [1]) }
  func sendHeartbeat(on association: SCTPAssociationID) throws(SCTPError) { try sendHeartbeat(of: association) }

  func setPrimaryPath(_ path: SCTPAddress, on association: SCTPAssociationID) throws(SCTPError) {
    try setPrimaryPath(path, of: association)
  }

  func report(on association: SCTPAssociationID) throws(SCTPError) -> ModelReport {
    ModelReport(
      associations: try associations(), status: try status(of: association),
      statistics: try statistics(of: association), paths: try paths(of: association),
      peerAddresses: try peerAddresses(of: association))
  }
}

extension SCTPOneToOneSocket: ModelSocket {
  func subscribe() throws(SCTPError) { try setSubscribed(true, to: .associationChange) }

  func connect(to address: SCTPAddress, inThread waits: Bool) async throws(SCTPError) -> SCTPAssociationID {
    if waits { return try inThread { () throws(SCTPError) in try connect(to: address, timeout: patience) } }
    return try await connect(to: address, timeout: patience)
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
  func abort(_ association: SCTPAssociationID) throws(SCTPError) { try abort() }
  func sendHeartbeat(on association: SCTPAssociationID) throws(SCTPError) { try sendHeartbeat() }

  func setPrimaryPath(_ path: SCTPAddress, on association: SCTPAssociationID) throws(SCTPError) {
    try setPrimaryPath(path)
  }

  func report(on association: SCTPAssociationID) throws(SCTPError) -> ModelReport {
    ModelReport(
      associations: [try self.association], status: try status(), statistics: try statistics(), paths: try paths(),
      peerAddresses: try peerAddresses())
  }
}
