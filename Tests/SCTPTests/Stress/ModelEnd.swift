import SCTP
import Testing

/// One end of an association of the model.
final class ModelEnd {
  let socket: any ModelSocket
  let receiver: Receiver
  let association: SCTPAssociationID
  /// Whether the socket has only this association.
  let ownsSocket: Bool
  private(set) var isClosed = false

  init(
    _ socket: any ModelSocket, _ association: SCTPAssociationID, continuing reassembly: Reassembly? = nil
  ) throws {
    (self.socket, self.association, ownsSocket) = (socket, association, true)
    receiver = try Receiver(socket, in: .whole, continuing: reassembly)
  }

  /// The end of an association on a socket that has others.
  init(sharing receiver: Receiver, of socket: SCTPSocket, _ association: SCTPAssociationID) {
    (self.socket, self.receiver, self.association, ownsSocket) = (socket, receiver, association, false)
  }

  func send(_ payload: [UInt8], _ options: SCTPSendOptions, inThread: Bool) async throws(SCTPError) {
    try await socket.sendNow(payload, on: association, options, inThread: inThread)
  }

  func shutDown() throws(SCTPError) { try socket.shutDown(association) }

  /// Aborts the association, which closes a one-to-one socket.
  func abort() throws(SCTPError) {
    try socket.abort(association)
    isClosed = socket is SCTPOneToOneSocket
  }

  /// Closes the socket if the association is its only one.
  func close() throws(SCTPError) {
    if ownsSocket, !isClosed { try socket.close() }
  }

  func report() throws(SCTPError) -> ModelReport { try socket.report(on: association) }

  /// The end of the association after its descriptor was passed on; nil if a message has arrived in part.
  func handedOver() throws -> ModelEnd? {
    guard let socket = try socket.handedOver() else { return nil }
    return try ModelEnd(socket, association, continuing: receiver.parts)
  }
}
