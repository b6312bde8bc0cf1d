#if os(Linux)
/// The state of a socket object beside its descriptor, guarded by the gate's lock.
///
/// It is never copied: the state of an association moves to the socket that the association moves to.
struct SocketState: ~Copyable {
  var assembly = MessageAssembly() { didSet { noteBuffered() } }
  var visibility: EventVisibility
  var departed = DepartedAssociations()
  /// The association of a one-to-one socket, once it is known.
  var association: SCTPAssociationID?
  /// Whether a one-to-one socket has or had an association, as far as the library knows.
  var hasHadAssociation = false
  /// How the association of a one-to-one socket ended.
  var end: AssociationEnd? { didSet { noteBuffered() } }
  /// The first parts of a notification whose last part has not been read.
  var openNotification: [UInt8] = [] { didSet { noteBuffered() } }
  /// The rest of a notification of which `receive(into:)` has delivered a part.
  var notificationRest: NotificationRest? { didSet { noteBuffered() } }
  /// An error that is thrown once the messages before it have been received.
  var pendingError: SCTPError?
  /// Why a receive may wait; nil if that must be found out first.
  var waitReason: WaitReason?
  /// Called before the reason to wait is looked for, so that tests can let an association end at this moment.
  var beforeWaitReason: (@Sendable () -> Void)?
  /// Whether the outcome of a receive depends on this state too, not only on the kernel's queue.
  private(set) var isBuffering = false

  init(_ visibility: EventVisibility = EventVisibility()) {
    self.visibility = visibility
  }

  /// The state of a socket with one association.
  private init(of association: SCTPAssociationID, visibility: EventVisibility, assembly: consuming MessageAssembly) {
    self.visibility = visibility
    self.association = association
    self.assembly = assembly
    hasHadAssociation = true
    waitReason = .association(association)
    noteBuffered()
  }

  /// Whether the association of a one-to-one socket has ended gracefully; throws if it ended otherwise.
  var hasEnded: Bool {
    get throws(SCTPError) {
      // A part of the notification of the end may have been delivered.
      guard let end, notificationRest == nil else { return false }
      if case .failed(let error) = end { throw error }
      return true
    }
  }

  /// Whether calls that wait depend on an association, so that they must be woken when it moves to another socket.
  func isNeededByWaiters(_ association: SCTPAssociationID) -> Bool {
    // While a message is open, a kernel at interleave level 0 holds back the messages of other associations. When the
    // association moves, the kernel returns them to this socket, but wakes no thread.
    waitReason == .association(association) || assembly.hasParts(of: association)
  }

  /// The state of the socket that `association` moves to.
  mutating func split(_ association: SCTPAssociationID) -> SocketState {
    departed.insert(association, .peeledOff)
    forgetWaitReason(association)
    var moved = SocketState(
      of: association, visibility: visibility.split(association), assembly: assembly.split(association))
    if notificationRest?.association == association { moved.notificationRest = notificationRest.take() }
    return moved
  }

  /// Follows an event, and returns whether the caller subscribed to it.
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

  private mutating func noteBuffered() {
    isBuffering = end != nil || notificationRest != nil || !openNotification.isEmpty || !assembly.isEmpty
  }

  /// Forgets an association that has ended.
  mutating func end(_ one: SCTPAssociationID) {
    assembly.drop(one)
    visibility.forget(one)
    forgetWaitReason(one)
  }

  private mutating func forgetWaitReason(_ association: SCTPAssociationID) {
    if waitReason == .association(association) { waitReason = nil }
  }
}

/// How an association ended.
enum AssociationEnd {
  case graceful
  case failed(SCTPError)
}
#endif
