#if os(Linux)
/// The style of ``SCTPOneToOneSocket`` and ``SCTPListener``.
enum OneToOneStyle: SocketStyle {
  static var subscribedByLibrary: SCTPEventSet { .needed }

  static func setOptions(on descriptor: CInt) throws(SCTPError) {}

  static func restoreSubscriptions(on descriptor: CInt, _ inbox: borrowing Inbox) {
    let unneeded = SCTPEventSet.needed.subtracting(inbox.visibility.events(of: inbox.association ?? .future))
    try? EventSubscription.set(false, unneeded, of: .all, on: descriptor)
  }

  static func newState() -> SocketState { SocketState(Inbox(EventVisibility())) }

  static func state(adopting descriptor: CInt) -> SocketState {
    let events = (try? EventSubscription.subscribed(.needed, of: .future, on: descriptor)) ?? []
    var inbox = Inbox(EventVisibility(events))
    inbox.association = try? SCTPStatus(of: .future, on: descriptor).association
    let hasAssociation = inbox.association != nil
    return SocketState(inbox, hasHadAssociation: hasAssociation)
  }

  static func findWaitReason(_ descriptor: CInt, _ inbox: inout Inbox) throws(SCTPError) -> WaitReason? {
    do throws(SCTPError) {
      return .association(try SCTPStatus(of: .future, on: descriptor).association)
    } catch let error where error.meansMissingAssociation {
      return nil
    }
  }

  /// A socket that was accepted after its association had ended learns the identifier only here.
  static func recordAssociation(from event: NeededEvent, _ inbox: inout Inbox) {
    inbox.association = inbox.association ?? event.association
  }

  static func mustWakeWaiters(afterEndIn inbox: borrowing Inbox) -> Bool { true }

  static func exists(_ association: SCTPAssociationID, on descriptor: CInt) -> Bool {
    DescriptorProbe.exists(.future, on: descriptor)
  }

  static func associations(
    on descriptor: CInt, _ inbox: borrowing Inbox
  ) throws(SCTPError) -> [SCTPAssociationID] {
    inbox.association.map { [$0] } ?? []
  }

  /// The association of a one-to-one socket is known without the error.
  static func attribute(_ error: SCTPError, to association: SCTPAssociationID) -> SCTPError {
    // Only a one-to-many socket considers the identifier.
    let isOneToMany = error.reason == .reservedAssociation || error.reason == .unknownAssociation
    return isOneToMany ? SCTPError(error.code, in: error.operation, because: .wrongStyle) : error
  }

  static func reasonForBrokenPipe(_ association: SCTPAssociationID, _ state: borrowing SocketState) -> SCTPError.Reason
  {
    state.hasHadAssociation ? .endedAssociation : .notConnected
  }
}
#endif
