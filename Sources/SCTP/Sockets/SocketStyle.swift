#if os(Linux)
/// The differences between one-to-many and one-to-one sockets.
///
/// `SO_TYPE` does not determine the style: the type of a peeled-off socket is `SOCK_SEQPACKET`.
protocol SocketStyle {
  /// The events of all associations to which the library subscribes.
  static var subscribedByLibrary: SCTPEventSet { get }

  /// Sets the options of a new or adopted descriptor that the library depends on.
  static func setOptions(on descriptor: CInt) throws(SCTPError)

  /// Removes the subscriptions that only the library needs.
  static func restoreSubscriptions(on descriptor: CInt, _ inbox: borrowing Inbox)

  /// Returns the state of a new socket.
  static func newState() -> SocketState

  /// Returns the state of a socket with an existing descriptor.
  static func state(adopting descriptor: CInt) -> SocketState

  /// Returns the reason why a receive may wait; nil if nothing can ever arrive.
  static func findWaitReason(_ descriptor: CInt, _ inbox: inout Inbox) throws(SCTPError) -> WaitReason?

  /// Records the association that an event names, if the socket does not know its association yet.
  static func recordAssociation(from event: NeededEvent, _ inbox: inout Inbox)

  /// Returns whether other waiting calls must be woken after the inbox has recorded the end of an association.
  static func mustWakeWaiters(afterEndIn inbox: borrowing Inbox) -> Bool

  /// Returns whether an association of the socket still exists.
  static func exists(_ association: SCTPAssociationID, on descriptor: CInt) -> Bool

  /// Returns the associations of the socket that are known.
  static func associations(
    on descriptor: CInt, _ inbox: borrowing Inbox
  ) throws(SCTPError) -> [SCTPAssociationID]

  /// Returns the error with the association that it concerns.
  static func attribute(_ error: SCTPError, to association: SCTPAssociationID) -> SCTPError

  /// Returns the reason why a send on an association fails with EPIPE.
  static func reasonForBrokenPipe(_ association: SCTPAssociationID, _ state: borrowing SocketState) -> SCTPError.Reason
}
#endif
