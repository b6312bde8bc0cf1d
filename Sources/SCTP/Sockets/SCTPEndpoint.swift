#if os(Linux)
internal import CSCTP
internal import Synchronization
@_exported public import struct SystemPackage.FileDescriptor

/// The base class of the three types of socket: ``SCTPSocket``, ``SCTPOneToOneSocket`` and ``SCTPListener``.
///
/// A socket object owns its descriptor. ``close()`` or the deinitialization of the object closes the descriptor. When a
/// socket is closed, its waiting calls fail with EBADF.
///
/// A waiting call keeps its socket object alive. Releasing every other reference to the object does not wake the call.
/// All methods can be called from any thread.
///
/// After fork(2), only the parent can use its sockets, because the child has neither the other threads nor the tasks of
/// the parent. In the child, ``close()`` closes the child's copy of the descriptor, and every other call fails with
/// EBADF and the reason ``SCTPError/Reason/createdBeforeFork``. The child can create its own sockets.
public class SCTPEndpoint: @unchecked Sendable {
  let gate: DescriptorGate<SocketState, ReadinessWatch>
  let isNonBlocking: Bool
  let asyncCallCount = Atomic<UInt32>(0)
  private let messageLimit = Atomic(4 << 20)
  private let reassemblyLimit = Atomic(64 << 20)

  /// The style of the type; ``SCTPSocket`` overrides it.
  class var style: any SocketStyle.Type { OneToOneStyle.self }

  final var style: any SocketStyle.Type { Self.style }

  /// The name of the kind of socket.
  class var kind: String { "socket" }

  /// Returns the association for the description; ``SCTPOneToOneSocket`` overrides it.
  func associationText(_ descriptor: CInt) -> String { "" }

  /// Creates a socket.
  init(
    _ type: CInt, _ family: SCTPAddressFamily, _ flags: SCTPSocketFlags,
    descriptorFlags: CInt
  ) throws(SCTPError) {
    let descriptor = try check("socket") { csctp_socket(family.rawValue, type, descriptorFlags) }
    gate = DescriptorGate(owning: descriptor, guarding: Self.style.newState())
    isNonBlocking = flags.contains(.nonBlocking)
    try Self.setRequiredOptions(on: descriptor)
  }

  /// Creates the object of a peeled-off or accepted socket.
  ///
  /// The socket has inherited the required options.
  init(
    child descriptor: CInt, _ flags: SCTPSocketFlags, _ state: consuming sending SocketState,
    from parent: SCTPEndpoint
  ) {
    gate = DescriptorGate(owning: descriptor, guarding: state)
    isNonBlocking = flags.contains(.nonBlocking)
    messageLimit.store(parent.maximumMessageSize, ordering: .relaxed)
    reassemblyLimit.store(parent.maximumReassemblySize, ordering: .relaxed)
  }

  /// Creates the object of an existing descriptor.
  ///
  /// Calls that the descriptor does not support fail.
  init(adopting descriptor: CInt) {
    gate = DescriptorGate(owning: descriptor, guarding: Self.style.state(adopting: descriptor))
    _ = csctp_set_close_on_exec(descriptor)
    let flags = csctp_get_status_flags(descriptor)
    isNonBlocking = flags >= 0 && flags & csctp_O_NONBLOCK != 0
    try? Self.setRequiredOptions(on: descriptor)
  }

  /// Sets the options that the library depends on.
  private static func setRequiredOptions(on descriptor: CInt) throws(SCTPError) {
    let receiveInfo = KernelOption<CInt>("SCTP_RECVRCVINFO", CSCTP.SCTP_RECVRCVINFO)
    try receiveInfo.set(1, on: descriptor)
    try style.setOptions(on: descriptor)
    try EventSubscription.set(true, style.subscribedByLibrary, of: .all, on: descriptor)
  }

  /// The longest message that `receive()` returns, in bytes; 4 MiB by default.
  ///
  /// For a longer message, `receive()` fails with EMSGSIZE and discards the remainder. With a limit below 1, it fails
  /// for every message. A peeled-off or accepted socket inherits the limit.
  public final var maximumMessageSize: Int {
    get { messageLimit.load(ordering: .relaxed) }
    set { messageLimit.store(newValue, ordering: .relaxed) }
  }

  /// The maximum memory that `receive()` uses for all partially received messages of the socket, in bytes; 64 MiB by
  /// default.
  ///
  /// Peers can begin any number of messages and leave them unfinished. If a part does not fit, `receive()` fails with
  /// EMSGSIZE and the reason ``SCTPError/Reason/reassemblyLimitExceeded``, and discards the remainder of the message.
  /// ``SCTPError/association`` is the association of the message. Abort it to release the memory that its other
  /// messages use.
  ///
  /// Messages of other associations are not affected, with one exception: if an association has ended, the parts of its
  /// incomplete messages are discarded first. If the remainder of such a message arrives, `receive()` fails in the same
  /// way.
  ///
  /// The limit covers the bytes of the messages and a few hundred bytes of overhead for each message. Messages that
  /// arrive whole do not count. A peeled-off or accepted socket inherits the limit.
  public final var maximumReassemblySize: Int {
    get { reassemblyLimit.load(ordering: .relaxed) }
    set { reassemblyLimit.store(newValue, ordering: .relaxed) }
  }

  final var limits: MessageAssembly.Limits { .init(message: maximumMessageSize, total: maximumReassemblySize) }

  /// Closes the socket.
  ///
  /// Calls that wait on the socket, in any thread, fail with EBADF. The descriptor is closed when the last call in
  /// progress has returned. The kernel shuts down the associations of the socket gracefully, but aborts those with
  /// unread messages. Closing the socket does not affect peeled-off associations.
  ///
  /// On a connected or accepted socket, a positive ``SCTPSocketOption/linger`` time blocks the calling thread until the
  /// peer has acknowledged every message, but not longer than this time. The thread does not block if another call is
  /// still using the socket: that call then closes the descriptor without blocking. The deinitialization of the object
  /// does not block either. In both cases, the kernel sends the remaining messages in the background. A time of zero
  /// always aborts the association.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed.
  ///
  /// The corresponding C function is `close(2)`.
  public final func close() throws(SCTPError) {
    try gate.close()
  }

  /// Calls a closure with the descriptor, for operations that the library does not support.
  ///
  /// The descriptor stays open while `body` runs. Do not close it, and do not use it after `body` returns.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed, or an error of `body`.
  public final func withFileDescriptor<Result>(_ body: (FileDescriptor) throws -> Result) throws -> Result {
    // The gate throws only `SCTPError`, so the closure returns any other error as a value.
    let outcome = try gate.withDescriptor("withFileDescriptor") { descriptor throws(SCTPError) in
      Swift.Result { try body(FileDescriptor(rawValue: descriptor)) }
    }
    return try outcome.get()
  }
}
#endif
