#if os(Linux)
internal import CSCTP

/// The state on which the next receive depends: data that was read but not delivered, and what governs its delivery.
///
/// The gate's lock guards it. It is never copied: the state of an association moves to the socket that the association
/// moves to.
struct Inbox: ~Copyable {
  /// The messages that have been received in part.
  var assembly = MessageAssembly() { didSet { updateIsBuffering() } }
  /// The remainder of a notification of which a part has been delivered.
  var notificationRemainder: NotificationRemainder? { didSet { updateIsBuffering() } }
  /// What `receive()` has read from the queue and not processed.
  var readAhead = ReadAhead() { didSet { updateIsBuffering() } }
  /// The error that a call throws after the messages before it have been received.
  var pendingError: SCTPError? { didSet { hasPendingError = pendingError != nil } }
  /// Whether there is a pending error; examining the error itself costs more than the other decisions of a receive.
  private(set) var hasPendingError = false
  /// The association of a one-to-one socket, once it is known.
  var association: SCTPAssociationID?
  /// How the association of a one-to-one socket ended.
  private(set) var end: AssociationEnd? { didSet { updateIsBuffering() } }
  /// The events that the caller sees.
  var visibility: EventVisibility
  /// The reason why a receive may wait; nil if it is unknown.
  var waitReason: WaitReason?
  /// A hook in which tests end an association.
  var beforeFindingWaitReason: (@Sendable () -> Void)?
  /// The predictions about the next receive.
  var prediction = ReceivePrediction() { didSet { updateSimplyReads() } }
  /// Whether a receive depends on buffered state, in addition to the kernel's queue.
  ///
  /// The pending error does not count, because it matters only when the queue is empty.
  private(set) var isBuffering = false { didSet { updateSimplyReads() } }
  /// Whether a receive simply reads the queue: nothing is buffered or predicted.
  private(set) var simplyReads = true

  init(_ visibility: EventVisibility) {
    self.visibility = visibility
  }

  /// Creates the inbox of a socket with one association.
  init(of association: SCTPAssociationID, _ visibility: EventVisibility, _ assembly: consuming MessageAssembly) {
    self.visibility = visibility
    self.association = association
    self.assembly = assembly
    waitReason = .association(association)
    updateIsBuffering()
  }

  /// Records the length of a whole message that is long enough to predict its length.
  @inline(never)
  mutating func recordLongMessage(of length: Int) { prediction.recordLength(length) }

  /// Whether a part of a message or of a notification was received, or a piece was read ahead.
  var hasParts: Bool { !assembly.isEmpty || notificationRemainder != nil || !readAhead.isEmpty }

  private mutating func updateIsBuffering() {
    isBuffering = end != nil || hasParts
  }

  private mutating func updateSimplyReads() {
    simplyReads = !isBuffering && prediction.isEmpty
  }
}

// The beginning and the end of associations.
extension Inbox {
  /// How an association ended.
  enum AssociationEnd {
    case graceful
    case failed(SCTPError)
  }

  /// Whether the association of a one-to-one socket has ended gracefully; throws if it ended otherwise.
  var hasEnded: Bool {
    get throws(SCTPError) {
      // A part of the notification of the end may have been delivered.
      guard let end, notificationRemainder == nil else { return false }
      if case .failed(let error) = end { throw error }
      return true
    }
  }

  /// Records that a one-to-one socket begins to set up an association.
  mutating func beginSetup(of association: SCTPAssociationID) {
    self.association = association
    end = nil
    pendingError = nil
  }

  /// Records an event, and returns whether the caller sees it.
  ///
  /// `error` creates the error of an association that was lost.
  mutating func record(_ event: NeededEvent, error: () -> SCTPError) -> Bool {
    let isVisible = visibility.isVisible(event)
    switch event {
    case .began: break
    case .restarted(let association): assembly.discard(association)
    case .deliveryAborted(let association, let stream): assembly.discard(association, stream: stream)
    case .ended(let association, let gracefully):
      forget(association)
      if self.association == association { end = gracefully ? .graceful : .failed(error()) }
    }
    return isVisible
  }

  /// Removes the state of an association that has ended.
  mutating func forget(_ association: SCTPAssociationID) {
    assembly.discard(association)
    visibility.forget(association)
    forgetWaitReason(association)
  }

  private mutating func forgetWaitReason(_ association: SCTPAssociationID) {
    if waitReason == .association(association) { waitReason = nil }
  }
}

// Peel-off.
extension Inbox {
  /// Returns whether waiting calls must be woken when an association moves to another socket.
  func mustWakeWaiters(whenMoving association: SCTPAssociationID) -> Bool {
    // At interleave level 0, the kernel holds back the messages of other associations while a message is incomplete.
    // When the association moves, the kernel queues them on this socket, but wakes no thread.
    waitReason == .association(association) || assembly.hasParts(of: association)
  }

  /// Removes the state of an association, and returns it for the socket that the association moves to.
  mutating func extractState(of association: SCTPAssociationID) -> Inbox {
    forgetWaitReason(association)
    var moved = Inbox(
      of: association, visibility.extractSubscription(of: association), assembly.extractParts(of: association))
    moved.readAhead = readAhead.extractPieces { $0.association == association }
    if notificationRemainder?.association == association {
      moved.notificationRemainder = notificationRemainder.take()
    }
    return moved
  }
}
#endif
