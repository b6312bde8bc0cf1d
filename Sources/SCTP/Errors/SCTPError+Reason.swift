#if os(Linux)
extension SCTPError {
  /// Why a call failed, where its error number has more than one cause.
  ///
  /// Reasons are compared as values. Their descriptions are for people and may change.
  public struct Reason: Hashable, Sendable {
    private let kind: Kind

    private init(_ kind: Kind) { self.kind = kind }

    // Each description is static text, so that creating a reason does not allocate.
    private enum Kind: String {
      case kernelWithoutSCTP = """
        this kernel has no SCTP: load it with `modprobe sctp`, after installing the package that holds the module \
        (linux-modules-extra-$(uname -r) on Ubuntu, kernel-modules-extra on Fedora and RHEL), or run under a kernel \
        that has it
        """
      case timeout = "the call timed out"
      case closed = "the socket was closed"
      case createdBeforeFork = """
        the socket belongs to the process that created it; a child of fork(2) must create its own sockets
        """
      case notSCTP = "the descriptor is not an SCTP socket"
      case oneToOne = "a one-to-one socket has no association to peel off"
      case reservedAssociation = "the identifier is a reserved value (0, 1, 2 or negative) and names no association"
      case unknownAssociation = "the socket has no such association: it has ended, or never existed"
      case endedAssociation = "the association has ended"
      case peeledOff = "the association was already peeled off"
      case foreignAssociation = "the association belongs to another socket"
      case outOfDescriptors = "no descriptor is free for the new socket; the association was left as it is"
      case lostToDescriptors = "the descriptors ran out during the call, and the kernel destroyed the association"
      case notConnected = "the socket has no association, and does not listen for one"
      case noAnswer = """
        the peer refused or aborted the association, or did not answer within the time that SCTP_INITMSG allows
        """
      case emptyMessage = "SCTP carries no empty messages"
      case sendBufferTooSmall = "the message is longer than the socket's send buffer"
      case fragmentationDisabled = "the message is too long for one packet, and SCTP_DISABLE_FRAGMENTS keeps it in one"
      case unknownFlags = "the flags contain bits that `send` does not accept"
      case messageTooLong = "the message is longer than maximumMessageSize; its remainder is discarded"
      case reassemblyLimitExceeded = """
        the partially received messages would exceed maximumReassemblySize; the remainder of this message is discarded
        """
      case bufferTooSmall =
        "the buffer has space for fewer than 24 bytes, which the library needs to read a notification"
      case otherForm =
        "a message was received in part by the other form of receive; receive its remainder with that form"
      case truncatedControl = "the kernel cut off the control messages"
      case missingInfo = "the message has no SCTP_RCVINFO: SCTP_RECVRCVINFO was turned off on the descriptor"
      case abortReason = "a connected or accepted socket cannot send a reason with its abort; only a peeled-off one can"
      case abortReasonTooLong =
        "the reason is longer than the 65,492 bytes that fit into one packet; no association was aborted"
      case tooManyAddresses = """
        the list of addresses is longer than the kernel accepts; the sysctl net.core.optmem_max limits a list that is \
        sent with a message
        """
      case notAnAddress = "not a numeric IPv4 or IPv6 address; SCTPAddress.resolve(host:port:) looks names up"
      case notAnEndpoint = "not of the form ADDRESS:PORT or [IPV6]:PORT"
      case unknownHost = "the name has no address"
      case resolverBusy = "the name server did not answer; try again later"
      case noAddresses = "the list of addresses is empty"
      case differentPorts = "the addresses have different ports"
      case outOfRange = "the value is outside the range that the kernel's type holds"
      case shortOption = "the kernel's value is shorter than the library knows it"
      case inUse = "another call is using the socket or waiting on it"
      case partiallyReceived = "a part of a message was received; receive its remainder first"
    }
  }
}

extension SCTPError.Reason {
  /// The kernel was built without SCTP, or its module is not loaded.
  public static var kernelWithoutSCTP: Self { Self(.kernelWithoutSCTP) }
  /// The socket object was closed before the call, or during it.
  public static var closed: Self { Self(.closed) }
  /// The socket was created before fork(2), and this process is the child.
  public static var createdBeforeFork: Self { Self(.createdBeforeFork) }
  /// The call timed out.
  public static var timeout: Self { Self(.timeout) }
  /// The descriptor belongs to a socket of another protocol, or to no socket.
  public static var notSCTP: Self { Self(.notSCTP) }
  /// The descriptor is a one-to-one style socket: connected, accepted, listening or itself peeled off.
  public static var oneToOne: Self { Self(.oneToOne) }
  /// The association identifier is one of the reserved values, or negative.
  public static var reservedAssociation: Self { Self(.reservedAssociation) }
  /// The one-to-many socket has no such association: it has ended, or never existed.
  public static var unknownAssociation: Self { Self(.unknownAssociation) }
  /// The association of the one-to-one socket has ended.
  public static var endedAssociation: Self { Self(.endedAssociation) }
  /// The association was on this socket and was peeled off.
  public static var peeledOff: Self { Self(.peeledOff) }
  /// The association belongs to another socket.
  public static var foreignAssociation: Self { Self(.foreignAssociation) }
  /// The process or the system has no free descriptor; the association was not touched.
  public static var outOfDescriptors: Self { Self(.outOfDescriptors) }
  /// Another thread took the last free descriptor during the call, and the kernel destroyed the association.
  public static var lostToDescriptors: Self { Self(.lostToDescriptors) }
  /// The socket has no association, and does not listen for one.
  public static var notConnected: Self { Self(.notConnected) }
  /// The association could not be set up: the peer refused or aborted it, or did not answer.
  public static var noAnswer: Self { Self(.noAnswer) }
  /// The payload is empty.
  public static var emptyMessage: Self { Self(.emptyMessage) }
  /// The message is longer than ``SCTPSocketOption/sendBufferSize``.
  public static var sendBufferTooSmall: Self { Self(.sendBufferTooSmall) }
  /// The message needs fragments, and ``SCTPSocketOption/fragmentationDisabled`` is on.
  public static var fragmentationDisabled: Self { Self(.fragmentationDisabled) }
  /// The send flags contain bits that `send` does not accept.
  public static var unknownFlags: Self { Self(.unknownFlags) }
  /// The message is longer than ``SCTPEndpoint/maximumMessageSize``.
  public static var messageTooLong: Self { Self(.messageTooLong) }
  /// The socket's partially received messages would exceed ``SCTPEndpoint/maximumReassemblySize``.
  public static var reassemblyLimitExceeded: Self { Self(.reassemblyLimitExceeded) }
  /// The buffer has space for fewer than 24 bytes.
  public static var bufferTooSmall: Self { Self(.bufferTooSmall) }
  /// A message was begun with the other form of `receive`.
  public static var otherForm: Self { Self(.otherForm) }
  /// The kernel reported `MSG_CTRUNC`.
  public static var truncatedControl: Self { Self(.truncatedControl) }
  /// A received message has no `SCTP_RCVINFO`.
  public static var missingInfo: Self { Self(.missingInfo) }
  /// The socket's style cannot send a reason with an abort.
  public static var abortReason: Self { Self(.abortReason) }
  /// The reason of an abort does not fit into one packet.
  public static var abortReasonTooLong: Self { Self(.abortReasonTooLong) }
  /// A list of addresses is longer than the kernel accepts.
  public static var tooManyAddresses: Self { Self(.tooManyAddresses) }
  /// The text is no numeric address.
  public static var notAnAddress: Self { Self(.notAnAddress) }
  /// The text is no address with a port.
  public static var notAnEndpoint: Self { Self(.notAnEndpoint) }
  /// The name resolves to no address.
  public static var unknownHost: Self { Self(.unknownHost) }
  /// The resolver failed for the moment.
  public static var resolverBusy: Self { Self(.resolverBusy) }
  /// A list of addresses was empty.
  public static var noAddresses: Self { Self(.noAddresses) }
  /// A list of addresses had more than one port.
  public static var differentPorts: Self { Self(.differentPorts) }
  /// A number does not fit into the kernel's type.
  public static var outOfRange: Self { Self(.outOfRange) }
  /// The kernel returned fewer bytes than the option has.
  public static var shortOption: Self { Self(.shortOption) }
  /// Another call is using the socket or waiting on it.
  public static var inUse: Self { Self(.inUse) }
  /// A part of a message or of a notification was received.
  public static var partiallyReceived: Self { Self(.partiallyReceived) }
}

extension SCTPError.Reason: CustomStringConvertible {
  /// One sentence for people.
  public var description: String { kind.rawValue }
}
#endif
