#if os(Linux)
/// The state of a socket object beside its descriptor, guarded by the gate's lock.
///
/// It is never copied: the state of an association moves to the socket that the association moves to.
struct SocketState: ~Copyable {
  var assembly = MessageAssembly() { didSet { updateIsBuffering() } }
  var visibility: EventVisibility
  var departed = DepartedAssociations()
  /// The association of a one-to-one socket, once it is known.
  var association: SCTPAssociationID?
  /// Whether the library knows that a one-to-one socket has or had an association.
  var hasHadAssociation = false
  /// How the association of a one-to-one socket ended.
  var end: AssociationEnd? { didSet { updateIsBuffering() } }
  /// The first parts of a notification whose last part has not been read.
  var openNotification: [UInt8] = [] { didSet { updateIsBuffering() } }
  /// The rest of a notification of which `receive(into:)` has delivered a part.
  var notificationRest: NotificationRest? { didSet { updateIsBuffering() } }
  /// The error that a call throws after the messages before it have been received.
  var pendingError: SCTPError?
  /// The reason why a receive may wait; nil if it is unknown.
  var waitReason: WaitReason?
  /// A hook that runs before `findWaitReason`, in which tests end an association.
  var beforeWaitReason: (@Sendable () -> Void)?
  /// Whether the result of a receive depends on buffered state, and not only on the kernel's queue.
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
    updateIsBuffering()
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

  /// Returns whether waiting calls must be woken when an association moves to another socket.
  func isNeededByWaiters(_ association: SCTPAssociationID) -> Bool {
    // At interleave level 0, the kernel holds back the messages of other associations while a message is incomplete.
    // When the association moves, the kernel queues them on this socket, but wakes no thread.
    waitReason == .association(association) || assembly.hasParts(of: association)
  }

  /// Removes the state of an association, and returns it for the socket that the association moves to.
  mutating func split(_ association: SCTPAssociationID) -> SocketState {
    departed.insert(association, .peeledOff)
    forgetWaitReason(association)
    var moved = SocketState(
      of: association, visibility: visibility.split(association), assembly: assembly.split(association))
    if notificationRest?.association == association { moved.notificationRest = notificationRest.take() }
    return moved
  }

  /// Processes an event, and returns whether the caller sees it.
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

  private mutating func updateIsBuffering() {
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
