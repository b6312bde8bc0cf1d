#if os(Linux)
/// The state of a socket object, guarded by the gate's lock.
struct SocketState: ~Copyable {
  var inbox: Inbox
  var departed = DepartedAssociations()
  /// Whether the library knows that a one-to-one socket has or had an association.
  var hasHadAssociation: Bool

  init(_ inbox: consuming Inbox, hasHadAssociation: Bool = false) {
    self.inbox = inbox
    self.hasHadAssociation = hasHadAssociation
  }

  /// Removes the state of an association, and returns it for the socket that the association is peeled off into.
  mutating func extractState(of association: SCTPAssociationID) -> SocketState {
    departed.insert(association, .peeledOff)
    return SocketState(inbox.extractState(of: association), hasHadAssociation: true)
  }
}

/// The associations that a peel-off removed most recently, with the reason why a call no longer finds them.
struct DepartedAssociations {
  /// A server may peel off any number of associations, so only the most recent ones are stored.
  private static let capacity = 64

  /// Once full, a ring buffer whose oldest entry is at `count % capacity`.
  private var latest: [(association: SCTPAssociationID, reason: SCTPError.Reason)] = []
  private var count = 0

  mutating func insert(_ association: SCTPAssociationID, _ reason: SCTPError.Reason) {
    if count < Self.capacity {
      latest.append((association, reason))
    } else {
      latest[count % Self.capacity] = (association, reason)
    }
    count += 1
  }

  /// Returns why the socket no longer has an association; nil if no peel-off removed it.
  func reason(for association: SCTPAssociationID) -> SCTPError.Reason? {
    // The kernel reuses an identifier only after it has assigned all others, so there is at most one entry.
    latest.first { $0.association == association }?.reason
  }
}
#endif
