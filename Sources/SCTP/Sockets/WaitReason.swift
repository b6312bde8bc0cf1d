#if os(Linux)
internal import CSCTP

/// The reason why a receive may wait.
enum WaitReason: Equatable {
  /// The socket listens, so a peer can set up an association.
  case listens
  /// The socket has this association. The kernel reports the end of it, which wakes the receive.
  case association(SCTPAssociationID)
}

extension SCTPEndpoint {
  /// Returns the reason why a receive may wait; nil if nothing can ever arrive.
  ///
  /// On a one-to-many socket that does not listen, the library watches only one association, whatever their number.
  /// The notifications that the library needs therefore never fill the receive buffer.
  func findWaitReason(_ descriptor: CInt, _ state: inout SocketState) throws(SCTPError) -> WaitReason? {
    if isOneToOne {
      return (try? SCTPStatus(of: .future, on: descriptor)).map { .association($0.association) }
    }
    let listening = KernelOption<CInt>("SO_ACCEPTCONN", SO_ACCEPTCONN, level: SOL_SOCKET)
    if try listening.value(on: descriptor) != 0 { return .listens }
    for association in try AssociationList.identifiers(on: descriptor) {
      if Self.beginWatching(association, descriptor, &state) { return .association(association) }
    }
    return nil
  }

  /// Starts to watch an association, so that the kernel reports its changes; returns false if it has ended.
  static func beginWatching(_ association: SCTPAssociationID, _ descriptor: CInt, _ state: inout SocketState) -> Bool {
    if state.visibility.watches(association) {
      guard (try? SCTPStatus(of: association, on: descriptor)) != nil else { return false }
      state.visibility.beginWatching(association, isPrivate: true)
      return true
    }
    guard let reported = try? subscribedEvents(descriptor, .associationChange, of: association) else { return false }
    if reported.isEmpty, !setReported(true, association, descriptor) { return false }
    state.visibility.beginWatching(association, isPrivate: reported.isEmpty)
    return true
  }

  /// Stops watching an association; balances a call of `beginWatching`.
  static func endWatching(_ association: SCTPAssociationID, _ descriptor: CInt, _ state: inout SocketState) {
    if state.visibility.endWatching(association) { _ = setReported(false, association, descriptor) }
  }

  /// Subscribes to or unsubscribes from the changes of an association; returns false if the association has ended.
  static func setReported(_ on: Bool, _ association: SCTPAssociationID, _ descriptor: CInt) -> Bool {
    (try? subscribe(descriptor, on, to: .associationChange, of: association)) != nil
  }
}
#endif
