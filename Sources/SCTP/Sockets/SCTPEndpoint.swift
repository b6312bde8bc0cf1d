#if os(Linux)
internal import CSCTP
internal import Synchronization
@_exported public import struct SystemPackage.FileDescriptor

/// What the three kinds of socket share: ``SCTPSocket``, ``SCTPOneToOneSocket`` and ``SCTPListener``.
///
/// A socket object owns its descriptor.
/// ``close()`` closes it, or the end of the object's life; closing ends calls that wait.
/// A call that waits keeps its socket object alive: dropping every other reference to the object does not end the call.
/// All calls may be made from any thread.
public class SCTPEndpoint: @unchecked Sendable {
  let gate: DescriptorGate<SocketState>
  let isOneToOne: Bool
  let isNonBlocking: Bool
  let asyncCalls = Atomic<UInt32>(0)
  private let limit = Atomic(4 << 20)

  /// A socket made new.
  init(_ type: CInt, _ family: SCTPAddressFamily, _ flags: SCTPSocketFlags, descriptorFlags: CInt) throws(SCTPError) {
    let descriptor = try check("socket") { csctp_socket(family.rawValue, type, descriptorFlags) }
    gate = DescriptorGate(owning: descriptor, guarding: SocketState())
    isOneToOne = type == csctp_SOCK_STREAM
    isNonBlocking = flags.contains(.nonBlocking)
    try Self.prepare(descriptor)
  }

  /// A socket that another one brought forth, such as a peeled-off or an accepted one; the kernel hands down what
  /// `prepare` set.
  init(branched descriptor: CInt, _ flags: SCTPSocketFlags, _ state: consuming sending SocketState, limit: Int) {
    gate = DescriptorGate(owning: descriptor, guarding: state)
    isOneToOne = true
    isNonBlocking = flags.contains(.nonBlocking)
    self.limit.store(limit, ordering: .relaxed)
  }

  /// A descriptor that comes from elsewhere.
  ///
  /// What cannot be done with it, the calls will say.
  init(adopted descriptor: CInt, isOneToOne: Bool) {
    var state = SocketState(visible: (try? Self.subscribedEvents(descriptor, .needed, of: .future)) ?? [])
    if isOneToOne { state.association = try? SCTPStatus(of: .future, on: descriptor).association }
    gate = DescriptorGate(owning: descriptor, guarding: state)
    self.isOneToOne = isOneToOne
    let flags = csctp_get_status_flags(descriptor)
    isNonBlocking = flags >= 0 && flags & csctp_O_NONBLOCK != 0
    try? Self.prepare(descriptor)
  }

  /// The longest message that `receive` puts together, in bytes; 4 MiB unless set.
  ///
  /// A longer one throws EMSGSIZE, and what is left of it is dropped.
  /// A peeled-off or accepted socket begins with the limit of the socket that it comes from.
  public final var maximumMessageSize: Int {
    get { limit.load(ordering: .relaxed) }
    set { limit.store(newValue, ordering: .relaxed) }
  }

  /// Closes the socket.
  ///
  /// Calls that wait on it, in any thread, end with EBADF.
  /// The descriptor is closed when the last call under way has returned.
  /// Associations of the socket are shut down gracefully, or aborted if messages of theirs have not been received;
  /// a peeled-off association is not touched by closing the socket it came from.
  ///
  /// With a positive ``SCTPSocketOption/linger`` time, the call blocks its thread on a connected or accepted socket until
  /// the peer has acknowledged every message, up to that time. It does not block if another call is still using the
  /// socket. When that call, or the end of the object, closes the descriptor, it never waits: the kernel sends the
  /// remaining messages in the background. A time of zero aborts the association in each case.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket was closed already.
  ///
  /// The corresponding C function is `close(2)`.
  public final func close() throws(SCTPError) {
    try gate.close()
  }

  /// Lends the descriptor, for what the library does not do.
  ///
  /// The descriptor stays open while `body` runs, and must not be used afterwards or closed.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed, and what `body` throws.
  public final func withFileDescriptor<Result>(_ body: (FileDescriptor) throws -> Result) throws -> Result {
    // The gate throws only its own error; what `body` throws is carried past it as a value.
    let outcome = try gate.withDescriptor("withFileDescriptor") { descriptor throws(SCTPError) in
      Swift.Result { try body(FileDescriptor(rawValue: descriptor)) }
    }
    return try outcome.get()
  }
}

extension SCTPEndpoint {
  /// Makes the kernel send what the library depends on.
  private static func prepare(_ descriptor: CInt) throws(SCTPError) {
    let receiveInfo = KernelOption<CInt>("SCTP_RECVRCVINFO", CSCTP.SCTP_RECVRCVINFO)
    try receiveInfo.set(1, on: descriptor)
    try subscribe(descriptor, true, to: .needed, of: .all)
  }

  static func subscribe(
    _ descriptor: CInt, _ on: Bool, to events: SCTPEventSet, of association: SCTPAssociationID
  ) throws(SCTPError) {
    for type in events.types {
      let event = sctp_event(se_assoc_id: association.rawValue, se_type: type, se_on: on ? 1 : 0)
      try eventOption.set(event, on: descriptor)
    }
  }

  /// Which of `events` the kernel delivers.
  static func subscribedEvents(
    _ descriptor: CInt, _ events: SCTPEventSet, of association: SCTPAssociationID
  ) throws(SCTPError) -> SCTPEventSet {
    var subscribed: SCTPEventSet = []
    for type in events.types {
      let request = sctp_event(se_assoc_id: association.rawValue, se_type: type, se_on: 0)
      if try eventOption.value(on: descriptor, request: request).se_on != 0 {
        subscribed.formUnion(SCTPEventSet(type: UInt32(type)))
      }
    }
    return subscribed
  }

  private static var eventOption: KernelOption<sctp_event> {
    KernelOption("SCTP_EVENT", SCTP_EVENT)
  }
}
#endif
