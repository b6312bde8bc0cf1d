#if os(Linux)
/// What a socket object knows beside its descriptor; always behind the object's lock.
///
/// It is never copied: what one socket knows of an association moves to the socket that the association moves to.
struct SocketState: ~Copyable {
  var assembly = MessageAssembly() { didSet { lookForKept() } }
  var visibility: EventVisibility
  var recent = RecentAssociations()
  /// The association of a one-to-one socket, once it is known.
  var association: SCTPAssociationID?
  /// How the association of a one-to-one socket ended.
  var end: AssociationEnd? { didSet { lookForKept() } }
  /// The first parts of a notification whose last part has not been read.
  var openNotification: [UInt8] = [] { didSet { lookForKept() } }
  /// What is left of a notification that the caller has taken in part, by `receive(into:)`.
  var notificationRest: NotificationRest? { didSet { lookForKept() } }
  /// The kernel's pending error of the socket, where it told of it before what had arrived until then was received.
  var pendingError: Errno?
  /// Whether the socket may be without any association, so that a wait would be for nothing.
  var mayBeAlone = true
  /// Whether something is kept here that decides what a call receives, beside what the kernel has.
  private(set) var keepsSomething = false

  init(visible: SCTPEventSet = []) {
    visibility = EventVisibility(visible)
  }

  /// That of a socket with one association.
  private init(of association: SCTPAssociationID, visibility: EventVisibility, assembly: consuming MessageAssembly) {
    self.visibility = visibility
    self.association = association
    self.assembly = assembly
    mayBeAlone = false
    lookForKept()
  }

  /// Whether the association of a one-to-one socket has ended gracefully; throws if it ended otherwise.
  var hasEnded: Bool {
    get throws(SCTPError) {
      // The notification of the end may have been taken in part.
      guard let end, notificationRest == nil else { return false }
      if case .failed(let error) = end { throw error }
      return true
    }
  }

  /// The state of a socket that `association` moves to with all that has arrived of it.
  mutating func split(_ association: SCTPAssociationID) -> SocketState {
    recent.note(association, .peeledOff)
    mayBeAlone = true
    var moved = SocketState(
      of: association, visibility: visibility.split(association), assembly: assembly.split(association))
    if notificationRest?.association == association { moved.notificationRest = notificationRest.take() }
    return moved
  }

  /// Follows an event, and returns whether the caller asked to see it.
  mutating func follow(_ event: NeededEvent, error: () -> SCTPError) -> Bool {
    let isVisible = visibility.shows(event)
    switch event {
    case .began: break
    case .restarted(let one): assembly.drop(one)
    case .deliveryAborted(let one, let stream): assembly.drop(one, stream: stream)
    case .ended(let one, let gracefully):
      end(one)
      if association == one { end = gracefully ? .graceful : .failed(error()) }
    }
    return isVisible
  }

  private mutating func lookForKept() {
    keepsSomething = end != nil || notificationRest != nil || !openNotification.isEmpty || !assembly.isEmpty
  }

  /// Forgets an association that has ended.
  mutating func end(_ one: SCTPAssociationID) {
    assembly.drop(one)
    visibility.forget(one)
    recent.note(one, .endedAssociation)
    mayBeAlone = true
  }
}

/// How an association ended.
enum AssociationEnd {
  case graceful
  case failed(SCTPError)
}
#endif
