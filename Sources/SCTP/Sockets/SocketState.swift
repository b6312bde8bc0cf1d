#if os(Linux)
/// The state of a socket object beside its descriptor, guarded by the gate's lock.
struct SocketState: ~Copyable {
  var inbox: Inbox
  var departed = DepartedAssociations()
  /// Whether the library knows that a one-to-one socket has or had an association.
  var hasHadAssociation = false

  init(_ inbox: consuming Inbox, hasHadAssociation: Bool = false) {
    self.inbox = inbox
    self.hasHadAssociation = hasHadAssociation
  }

  /// Removes the state of an association, and returns it for the socket that the association is peeled off into.
  mutating func split(_ association: SCTPAssociationID) -> SocketState {
    departed.insert(association, .peeledOff)
    return SocketState(inbox.split(association), hasHadAssociation: true)
  }
}
#endif
