#if os(Linux)
/// The reason why a receive may wait.
enum WaitReason: Equatable {
  /// The socket listens, so a peer can set up an association.
  case listens
  /// The socket has this association. The kernel reports its end, which wakes the receive.
  case association(SCTPAssociationID)
  /// No association of the socket has an identifier yet. The kernel does not report how their setup ends.
  case setup
}

extension Inbox {
  /// Determines the reason why a receive may wait; sets nil if nothing can ever arrive.
  mutating func findWaitReason(_ descriptor: CInt, _ socket: SCTPEndpoint) throws(SCTPError) {
    beforeFindingWaitReason?()
    waitReason = try socket.style.findWaitReason(descriptor, &self)
  }

  /// Starts to watch an association, so that the kernel reports its changes; returns false if it has ended.
  mutating func beginWatching(_ association: SCTPAssociationID, _ descriptor: CInt) throws(SCTPError) -> Bool {
    if visibility.watches(association) {
      guard DescriptorProbe.exists(association, on: descriptor) else { return false }
      visibility.beginWatching(association, isHiddenFromCaller: true)
      return true
    }
    do throws(SCTPError) {
      let subscribed = try EventSubscription.subscribed(.associationChange, of: association, on: descriptor)
      if subscribed.isEmpty { try EventSubscription.set(true, .associationChange, of: association, on: descriptor) }
      visibility.beginWatching(association, isHiddenFromCaller: subscribed.isEmpty)
      return true
    } catch let error where error.meansMissingAssociation {
      return false
    }
  }

  /// Stops watching an association; balances one call of `beginWatching`.
  mutating func endWatching(_ association: SCTPAssociationID, _ descriptor: CInt) {
    guard visibility.endWatching(association) else { return }
    _ = EventSubscription.setChangesReported(false, of: association, on: descriptor)
  }
}
#endif
