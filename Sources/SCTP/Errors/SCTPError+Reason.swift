#if os(Linux)
extension SCTPError {
  /// The cause of a failed call, if its error number has several causes.
  ///
  /// Compare reasons as values. Their descriptions are intended for people, and can change.
  public struct Reason: Hashable, Sendable {
    private let kind: Kind

    private init(_ kind: Kind) { self.kind = kind }

    // Each description is static text, so that creating a reason does not allocate.
    private enum Kind: String {
      case kernelWithoutSCTP = """
        this kernel has no SCTP: load the module with `modprobe sctp`; if the host has no such module, install its \
        package (linux-modules-extra-$(uname -r) on Ubuntu, kernel-modules-extra on Fedora and RHEL), or use a kernel \
        with SCTP; some distributions blacklist the module in /etc/modprobe.d, so that the kernel does not load it \
        without this command
        """
      case timeout = "the call timed out"
      case closed = "the socket was closed"
      case createdBeforeFork = """
        the socket belongs to the process that created it; a child of fork(2) must create its own sockets
        """
      case notOpen = "the descriptor is not open: it was never open, or other code closed it"
      case notSCTP = "the descriptor is not an SCTP socket"
      case wrongStyle = """
        the style of the adopted descriptor does not support the call: use SCTPSocket for a one-to-many socket, \
        SCTPOneToOneSocket for a connected, accepted or peeled-off socket, and SCTPListener for a listening socket
        """
      case oneToOne = "a one-to-one socket has no association to peel off"
      case inUse = "another call is using the socket: cancel it or wait until it returns, then try again"
      case partiallyReceived = "a message was partially received: receive its remainder first"
      case reservedAssociation =
        "the identifier is a reserved value (0, 1, 2 or negative) and does not identify an association"
      case unknownAssociation = """
        the socket has no such association: it has ended, was peeled off, or never existed
        """
      case endedAssociation = "the association has ended"
      case peeledOff = "the association was already peeled off: use the socket that `peelOff` returned"
      case foreignAssociation = "the association belongs to another socket"
      case outOfDescriptors = "no descriptor is free for the new socket; the association stays on its socket"
      case lostToDescriptors = """
        another thread took the last free descriptor during `peelOff`, and the kernel destroyed the association
        """
      case notConnected = "the socket has no association: connect it, or listen for associations"
      case setupFailed = """
        the peer refused or aborted the association, or did not respond within the time that SCTP_INITMSG allows
        """
      case emptyMessage = "SCTP carries no empty messages"
      case streamOutOfRange = """
        the association has too few outbound streams: streams are numbered from 0; before connecting, request more \
        with the option `initialMessage` (SCTP_INITMSG) on both sides
        """
      case sendBufferTooSmall = "the message is longer than the socket's send buffer: increase `sendBufferSize`"
      case fragmentationDisabled = """
        the message is too long for one packet, and SCTP_DISABLE_FRAGMENTS prevents its fragmentation
        """
      case unknownFlags = "the flags contain bits that `send` does not accept"
      case messageTooLong = "the message is longer than `maximumMessageSize`; its remainder is discarded"
      case reassemblyLimitExceeded = """
        the partially received messages would exceed `maximumReassemblySize`; the remainder of this message is discarded
        """
      case bufferTooSmall = "the buffer has space for fewer than 24 bytes, the minimum for reading a notification"
      case mixedReceiveForms =
        "a message was partially received by the other form of `receive`: receive its remainder with that form"
      case truncatedControl = "the kernel truncated the control messages"
      case missingInfo = "the message has no SCTP_RCVINFO: SCTP_RECVRCVINFO was turned off on the descriptor"
      case abortReasonUnsupported =
        "a connected or accepted socket cannot send a reason with an abort; a peeled-off socket can"
      case abortReasonTooLong = "the reason does not fit into one packet; no association was aborted"
      case tooManyAddresses = """
        the list of addresses is longer than the kernel accepts; for a message to several addresses, the sysctl \
        net.core.optmem_max sets the limit
        """
      case notAnAddress =
        "the text is not a numeric IPv4 or IPv6 address; SCTPAddress.resolve(host:port:) looks up names"
      case notAnEndpoint = "the text does not have the form ADDRESS:PORT or [IPV6]:PORT"
      case unknownHost = "the name has no address"
      case resolverBusy = "the name server did not answer; try again later"
      case noAddresses = "the list of addresses is empty"
      case differentPorts = "the addresses have different ports: all addresses of a socket or a peer share one port"
      case unsupportedAddressFamily = """
        the socket does not support the family of the address: for an IPv6 address, create the socket with \
        `family: .ipv6`, or resolve the name with `family: .ipv4`; for an IPv4 address on an IPv6 socket, turn off the \
        option `ipv6Only` (IPV6_V6ONLY)
        """
      case addressUnavailable = "this host does not have the address"
      case addressInUse = """
        another socket uses the address and the port: bind another port, close the other socket, or set `reuseAddress` \
        or `reusePort` on both sockets before binding
        """
      case alreadyBound = """
        the socket is already bound: bind it before it connects or listens, and add further addresses with \
        `bind(adding:)`, each only once
        """
      case minimumAboveMaximum = """
        the minimum of the retransmission timeout would exceed the maximum: set both, or choose a lower minimum
        """
      case unknownPath = "the address is not one of the peer's addresses; `peerAddresses` returns them"
      case heartbeatsDisabled =
        "a heartbeat interval has no effect without heartbeats: do not set `heartbeats` to false"
      case authenticationDisabled = """
        authentication is turned off: before connecting or listening, turn on the sysctl net.sctp.auth_enable or the \
        option `authenticationSupported` (SCTP_AUTH_SUPPORTED)
        """
      case reconfigurationDisabled = """
        stream reconfiguration is turned off here or at the peer: before connecting or listening, turn on the sysctl \
        net.sctp.reconf_enable or the option `reconfigurationSupported` on both sides, and permit the request with the \
        option `allowedReconfigurations`
        """
      case addressReconfigurationDisabled = """
        address reconfiguration is turned off here or at the peer: before connecting or listening, turn on the sysctl \
        net.sctp.addip_enable or the option `addressReconfigurationSupported` on both sides
        """
      case outOfRange = "the value is outside the range of the kernel's type"
      case shortOption = "the kernel's value is shorter than the library expects"
    }
  }
}

// The kernel, the descriptor, and the socket object.
extension SCTPError.Reason {
  /// The kernel was built without SCTP, or its module is not loaded.
  public static var kernelWithoutSCTP: Self { Self(.kernelWithoutSCTP) }
  /// The socket object was closed before or during the call.
  public static var closed: Self { Self(.closed) }
  /// The socket was created before fork(2), and this process is the child.
  public static var createdBeforeFork: Self { Self(.createdBeforeFork) }
  /// The call timed out.
  public static var timeout: Self { Self(.timeout) }
  /// The adopted descriptor is not open.
  public static var notOpen: Self { Self(.notOpen) }
  /// The descriptor is a socket of another protocol, or not a socket.
  public static var notSCTP: Self { Self(.notSCTP) }
  /// The style of the adopted descriptor does not support the call.
  public static var wrongStyle: Self { Self(.wrongStyle) }
  /// The descriptor is a one-to-one socket: connected, accepted, listening or peeled off.
  public static var oneToOne: Self { Self(.oneToOne) }
  /// Another call uses the socket.
  public static var inUse: Self { Self(.inUse) }
  /// A message was partially received; its remainder must be received first.
  public static var partiallyReceived: Self { Self(.partiallyReceived) }
  /// The process or the system has no free descriptor; the association stays on its socket.
  public static var outOfDescriptors: Self { Self(.outOfDescriptors) }
  /// Another thread took the last free descriptor during `peelOff`, and the kernel destroyed the association.
  public static var lostToDescriptors: Self { Self(.lostToDescriptors) }
}

// Associations.
extension SCTPError.Reason {
  /// The association identifier is one of the reserved values, or negative.
  public static var reservedAssociation: Self { Self(.reservedAssociation) }
  /// The one-to-many socket has no such association: it has ended, was peeled off, or never existed.
  public static var unknownAssociation: Self { Self(.unknownAssociation) }
  /// The association of the one-to-one socket has ended.
  public static var endedAssociation: Self { Self(.endedAssociation) }
  /// The association was already peeled off from this socket.
  public static var peeledOff: Self { Self(.peeledOff) }
  /// The association belongs to another socket.
  public static var foreignAssociation: Self { Self(.foreignAssociation) }
  /// The socket has no association.
  public static var notConnected: Self { Self(.notConnected) }
  /// The association could not be set up: the peer refused or aborted it, or did not respond.
  public static var setupFailed: Self { Self(.setupFailed) }
}

// Messages.
extension SCTPError.Reason {
  /// The payload is empty.
  public static var emptyMessage: Self { Self(.emptyMessage) }
  /// The association has too few outbound streams; ``SCTPError/limit`` is their number.
  public static var streamOutOfRange: Self { Self(.streamOutOfRange) }
  /// The message is longer than the send buffer; ``SCTPError/limit`` is its size, ``SCTPSocketOption/sendBufferSize``.
  public static var sendBufferTooSmall: Self { Self(.sendBufferTooSmall) }
  /// The message requires fragmentation, and ``SCTPSocketOption/fragmentationDisabled`` is on.
  public static var fragmentationDisabled: Self { Self(.fragmentationDisabled) }
  /// The send flags contain bits that `send` does not accept.
  public static var unknownFlags: Self { Self(.unknownFlags) }
  /// The message is longer than ``SCTPEndpoint/maximumMessageSize``; ``SCTPError/limit`` contains that size.
  public static var messageTooLong: Self { Self(.messageTooLong) }
  /// The socket's partially received messages would exceed ``SCTPEndpoint/maximumReassemblySize``;
  /// ``SCTPError/limit`` contains that size.
  public static var reassemblyLimitExceeded: Self { Self(.reassemblyLimitExceeded) }
  /// The buffer has space for fewer than 24 bytes.
  public static var bufferTooSmall: Self { Self(.bufferTooSmall) }
  /// A message was partially received by the other form of `receive`.
  public static var mixedReceiveForms: Self { Self(.mixedReceiveForms) }
  /// The kernel reported `MSG_CTRUNC`.
  public static var truncatedControl: Self { Self(.truncatedControl) }
  /// A received message has no `SCTP_RCVINFO`.
  public static var missingInfo: Self { Self(.missingInfo) }
  /// The socket's style cannot send a reason with an abort.
  public static var abortReasonUnsupported: Self { Self(.abortReasonUnsupported) }
  /// The reason of an abort does not fit into one packet; ``SCTPError/limit`` is the number of bytes that fit.
  public static var abortReasonTooLong: Self { Self(.abortReasonTooLong) }
}

// Addresses.
extension SCTPError.Reason {
  /// A list of addresses is longer than the kernel accepts.
  public static var tooManyAddresses: Self { Self(.tooManyAddresses) }
  /// The text is not a numeric address.
  public static var notAnAddress: Self { Self(.notAnAddress) }
  /// The text is not an address with a port.
  public static var notAnEndpoint: Self { Self(.notAnEndpoint) }
  /// The name resolves to no address.
  public static var unknownHost: Self { Self(.unknownHost) }
  /// The resolver failed temporarily.
  public static var resolverBusy: Self { Self(.resolverBusy) }
  /// A list of addresses is empty.
  public static var noAddresses: Self { Self(.noAddresses) }
  /// The addresses have different ports, or their port differs from the port of the bound socket.
  public static var differentPorts: Self { Self(.differentPorts) }
  /// The socket does not support the family of an address: IPv6 on an IPv4 socket, or IPv4 on a socket with
  /// ``SCTPSocketOption/ipv6Only``.
  public static var unsupportedAddressFamily: Self { Self(.unsupportedAddressFamily) }
  /// The host does not have the address.
  public static var addressUnavailable: Self { Self(.addressUnavailable) }
  /// Another socket uses the address and the port.
  public static var addressInUse: Self { Self(.addressInUse) }
  /// The socket is already bound, or is already bound to this address.
  public static var alreadyBound: Self { Self(.alreadyBound) }
}

// Options.
extension SCTPError.Reason {
  /// The minimum of the retransmission timeout would exceed the maximum.
  public static var minimumAboveMaximum: Self { Self(.minimumAboveMaximum) }
  /// The address is not one of the peer's addresses.
  public static var unknownPath: Self { Self(.unknownPath) }
  /// A heartbeat interval was set together with disabled heartbeats.
  public static var heartbeatsDisabled: Self { Self(.heartbeatsDisabled) }
  /// Authentication (RFC 4895) is turned off.
  public static var authenticationDisabled: Self { Self(.authenticationDisabled) }
  /// Stream reconfiguration (RFC 6525) is turned off, or the request is not permitted.
  public static var reconfigurationDisabled: Self { Self(.reconfigurationDisabled) }
  /// Address reconfiguration (RFC 5061) is turned off.
  public static var addressReconfigurationDisabled: Self { Self(.addressReconfigurationDisabled) }
  /// The value is outside the range of the kernel's type.
  public static var outOfRange: Self { Self(.outOfRange) }
  /// The kernel returned fewer bytes than the option has.
  public static var shortOption: Self { Self(.shortOption) }
}

extension SCTPError.Reason: CustomStringConvertible {
  /// The cause, and a remedy if the caller has one.
  public var description: String { kind.rawValue }
}
#endif
