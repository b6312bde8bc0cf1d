import SCTP
import Testing

// The checks of the messages and notifications that a socket receives.
extension ModelWorld {
  func check(_ receiver: Receiver, _ receive: () async throws -> SCTPReceived?) async throws {
    do {
      if let received = try await receive() {
        try process(received, on: receiver)
      } else if receiver.hasEnded {
        processEnd(of: receiver)
      }
    } catch let error as SCTPError {
      try process(error, on: receiver)
    }
  }

  func process(_ received: SCTPReceived, on receiver: Receiver) throws {
    switch received {
    case .message(let message):
      try link(of: message.association, on: receiver).receive(message, atServer: !isClient(receiver))
    case .notification(.associationChange(let change)):
      guard change.state != .communicationUp else { return }
      receiver.forget(change.association)
      try link(of: change.association, on: receiver).receiveEnd(atServer: !isClient(receiver))
    case .notification(let other):
      try link(of: try #require(other.association), on: receiver).receive(other, atServer: !isClient(receiver))
    case .discarded(let error):
      Issue.record("\(error)")
    }
  }

  /// Checks the end of the only association of a socket.
  ///
  /// Once the peer has begun a graceful end, a one-to-one socket may return it before the kernel queues its notification.
  private func processEnd(of receiver: Receiver) {
    for link in links where link.receivers.contains(where: { $0 === receiver }) {
      link.receiveEnd(atServer: link.server.receiver === receiver)
    }
  }

  private func process(_ error: SCTPError, on receiver: Receiver) throws {
    switch error.code {
    // A message that has arrived in part belongs to another form.
    case .canceled, .resourceBusy: return
    // The kernel reports an association that was aborted to the socket as well.
    case .connectionReset, .connectionAbort: #expect(links.contains { $0.mayLose }, "\(error)")
    case .socketNotConnected:
      let own = links.first { $0.client.receiver === receiver }
      #expect(own?.isEndSeenByClient == true, "\(error), but the end of the association was not received")
    default: throw error
    }
  }

  private func isClient(_ receiver: Receiver) -> Bool { links.contains { $0.client.receiver === receiver } }

  private func link(of association: SCTPAssociationID, on receiver: Receiver) throws -> ModelLink {
    let link = links.first { link in
      link.client.receiver === receiver
        || (link.server.association == association && link.server.receiver === receiver)
    }
    return try #require(link, "association \(association) belongs to another socket")
  }
}

extension SCTPNotification {
  /// The association that a notification about a change of streams is about; nil for other notifications.
  fileprivate var association: SCTPAssociationID? {
    switch self {
    case .streamReset(let event): event.association
    case .associationReset(let event): event.association
    case .streamChange(let event): event.association
    default: nil
    }
  }
}
