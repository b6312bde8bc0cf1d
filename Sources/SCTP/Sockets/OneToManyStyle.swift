#if os(Linux)
internal import CSCTP

/// The style of ``SCTPSocket``.
enum OneToManyStyle: SocketStyle {
  static var subscribedByLibrary: SCTPEventSet { .partialDelivery }

  static func setOptions(on descriptor: CInt) throws(SCTPError) {
    // At the kernel's default level, a peer that stops in the middle of a message blocks all other associations.
    try SCTPSocketOption.fragmentInterleave.write(descriptor, 1)
  }

  static func restoreSubscriptions(on descriptor: CInt, _ inbox: borrowing Inbox) {
    for association in [.future] + ((try? AssociationList.identifiers(on: descriptor)) ?? []) {
      let unneeded = SCTPEventSet.needed.subtracting(inbox.visibility.events(of: association))
      try? EventSubscription.set(false, unneeded, of: association, on: descriptor)
    }
  }

  static func newState() -> SocketState { SocketState(Inbox(EventVisibility(watchesAll: false))) }

  static func state(adopting descriptor: CInt) -> SocketState {
    let future = (try? EventSubscription.subscribed(.needed, of: .future, on: descriptor)) ?? []
    var visibility = EventVisibility(future, watchesAll: false)
    for association in (try? AssociationList.identifiers(on: descriptor)) ?? [] {
      if let events = try? EventSubscription.subscribed(.needed, of: association, on: descriptor) {
        visibility.adopt(events, of: association)
      }
    }
    return SocketState(Inbox(visibility))
  }

  /// If the socket does not listen, the library watches only one association, whatever their number.
  ///
  /// The notifications that the library needs therefore never fill the receive buffer.
  static func findWaitReason(_ descriptor: CInt, _ inbox: inout Inbox) throws(SCTPError) -> WaitReason? {
    let listening = KernelOption<CInt>("SO_ACCEPTCONN", SO_ACCEPTCONN, level: SOL_SOCKET)
    if try listening.value(on: descriptor) != 0 { return .listens }
    let associations = try AssociationList.all(on: descriptor)
    for association in associations where !association.isReserved {
      if try inbox.beginWatching(association, descriptor) { return .association(association) }
    }
    return associations.contains(where: \.isReserved) ? .setup : nil
  }

  static func recordAssociation(from event: NeededEvent, _ inbox: inout Inbox) {}

  static func mustWakeWaiters(afterEndIn inbox: borrowing Inbox) -> Bool { inbox.waitReason == nil }

  static func exists(_ association: SCTPAssociationID, on descriptor: CInt) -> Bool {
    DescriptorProbe.exists(association, on: descriptor)
  }

  static func associations(
    on descriptor: CInt, _ inbox: borrowing Inbox
  ) throws(SCTPError) -> [SCTPAssociationID] {
    try AssociationList.identifiers(on: descriptor)
  }

  static func attribute(_ error: SCTPError, to association: SCTPAssociationID) -> SCTPError {
    error.concerning(association)
  }

  static func reasonForBrokenPipe(_ association: SCTPAssociationID, _ state: borrowing SocketState) -> SCTPError.Reason
  {
    state.departed.reason(for: association) ?? .unknownAssociation
  }
}
#endif
