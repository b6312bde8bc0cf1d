#if os(Linux)
internal import CSCTP

extension SCTPEndpoint {
  /// Binds the socket to an address and a port; port 0 binds a free port.
  ///
  /// An IPv6 socket that is bound to an IPv4 address uses only IPv4 addresses.
  ///
  /// - Throws: ``SCTPError``, which contains the address in ``SCTPError/address``, with
  ///   - EADDRINUSE and the reason ``SCTPError/Reason/addressInUse`` if another socket uses the address and the port;
  ///   - EADDRNOTAVAIL and the reason ``SCTPError/Reason/addressUnavailable`` if the host does not have the address;
  ///   - EACCES if binding the port requires a privilege;
  ///   - EINVAL and the reason ``SCTPError/Reason/alreadyBound`` if the socket is already bound;
  ///   - EINVAL and the reason ``SCTPError/Reason/unsupportedAddressFamily`` for an IPv6 address on an IPv4 socket, or
  ///     an IPv4 address on an IPv6 socket with ``SCTPSocketOption/ipv6Only``;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C function is `bind(2)`. See RFC 6458, sections 3.1.2 and 4.1.2.
  public final func bind(to address: SCTPAddress) throws(SCTPError) {
    let (storage, length) = address.socketAddress
    try gate.withDescriptor("bind") { descriptor throws(SCTPError) in
      try Self.explainingErrors(of: .binding, [address], descriptor) { () throws(SCTPError) in
        try check("bind") { unsafe withUnsafePointer(to: storage) { unsafe csctp_bind(descriptor, $0, length) } }
      }
    }
  }

  /// Binds the socket to one or more addresses with the same port; port 0 binds a free port.
  ///
  /// A peer learns only these addresses. If the socket is bound to a wildcard address instead, a peer learns every
  /// address of the host.
  ///
  /// - Throws: ``SCTPError`` with the errors of `bind(to:)` for one address, and with EINVAL for an empty list or
  ///   different ports. If the first address can be bound but another address cannot, the socket stays bound to the
  ///   first address. In this case, close the socket.
  ///
  /// The corresponding C functions are `bind(2)` for the first address, and `sctp_bindx(3)` for the others. See RFC
  /// 6458, section 9.1.
  public final func bind(to addresses: [SCTPAddress]) throws(SCTPError) {
    guard let first = addresses.first else {
      throw SCTPError(.invalidArgument, in: "bind", because: .noAddresses)
    }
    guard addresses.allSatisfy({ $0.port == first.port }) else {
      throw SCTPError(.invalidArgument, in: "bind", because: .differentPorts).concerning(addresses)
    }
    try bind(to: first)
    if addresses.count > 1 { try bind(adding: Array(addresses.dropFirst())) }
  }

  /// Binds the socket to further addresses.
  ///
  /// All addresses must have the same port. If the socket is already bound, this is the port of the socket.
  /// If the socket has associations and the sysctl `net.sctp.addip_enable` is on, the kernel notifies their peers.
  ///
  /// - Throws: ``SCTPError``, which lists the addresses in ``SCTPError/address``, with
  ///   - EINVAL and the reason ``SCTPError/Reason/noAddresses`` for an empty list;
  ///   - EINVAL and the reason ``SCTPError/Reason/differentPorts`` for addresses with different ports, or with a port
  ///     other than the port of the socket;
  ///   - EINVAL and the reason ``SCTPError/Reason/alreadyBound`` for an address to which the socket is already bound;
  ///   - EINVAL and the reason ``SCTPError/Reason/unsupportedAddressFamily`` for an IPv6 address on an IPv4 socket, or
  ///     an IPv4 address on an IPv6 socket with ``SCTPSocketOption/ipv6Only``;
  ///   - EADDRINUSE and the reason ``SCTPError/Reason/addressInUse`` if another socket uses one of the addresses and
  ///     the port;
  ///   - EADDRNOTAVAIL and the reason ``SCTPError/Reason/addressUnavailable`` if the host does not have one of the
  ///     addresses;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C function is `sctp_bindx(3)` with `SCTP_BINDX_ADD_ADDR`. See RFC 6458, section 9.1.
  public final func bind(adding addresses: [SCTPAddress]) throws(SCTPError) {
    try bindx(addresses, .adding, SCTP_BINDX_ADD_ADDR)
  }

  /// Unbinds the socket from addresses.
  ///
  /// - Throws: ``SCTPError``, which lists the addresses in ``SCTPError/address``, with
  ///   - EINVAL and the reason ``SCTPError/Reason/noAddresses`` for an empty list;
  ///   - EINVAL and the reason ``SCTPError/Reason/differentPorts`` for a port other than the port of the socket;
  ///   - EINVAL without a reason for an address to which the socket is not bound;
  ///   - EBUSY if no address would remain;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C function is `sctp_bindx(3)` with `SCTP_BINDX_REM_ADDR`. See RFC 6458, section 9.1.
  public final func bind(removing addresses: [SCTPAddress]) throws(SCTPError) {
    try bindx(addresses, .removing, SCTP_BINDX_REM_ADDR)
  }

  private func bindx(_ addresses: [SCTPAddress], _ use: AddressUse, _ operation: CInt) throws(SCTPError) {
    let (packed, count) = try addresses.packed(for: "sctp_bindx")
    try gate.withDescriptor("sctp_bindx") { descriptor throws(SCTPError) in
      try Self.explainingErrors(of: use, addresses, descriptor) { () throws(SCTPError) in
        try check("sctp_bindx") { unsafe csctp_bindx(descriptor, packed, count, operation) }
      }
    }
  }

  func localAddresses(_ association: SCTPAssociationID) throws(SCTPError) -> [SCTPAddress] {
    try gate.withDescriptor("sctp_getladdrs") { descriptor throws(SCTPError) in
      try attributingErrors(to: association) { () throws(SCTPError) in
        try Self.localAddresses(association, descriptor)
      }
    }
  }

  static func localAddresses(
    _ association: SCTPAssociationID, _ descriptor: CInt
  ) throws(SCTPError) -> [SCTPAddress] {
    try unsafe addresses("sctp_getladdrs", association, descriptor) {
      unsafe csctp_getladdrs(descriptor, association.rawValue, $0)
    }
  }

  func peerAddresses(_ association: SCTPAssociationID) throws(SCTPError) -> [SCTPAddress] {
    try gate.withDescriptor("sctp_getpaddrs") { descriptor throws(SCTPError) in
      try attributingErrors(to: association) { () throws(SCTPError) in
        try unsafe Self.addresses("sctp_getpaddrs", association, descriptor) {
          unsafe csctp_getpaddrs(descriptor, association.rawValue, $0)
        }
      }
    }
  }

  private static func addresses(
    _ operation: String, _ association: SCTPAssociationID, _ descriptor: CInt,
    _ call: (UnsafeMutablePointer<UnsafeMutablePointer<sockaddr>?>) -> CInt
  ) throws(SCTPError) -> [SCTPAddress] {
    var list: UnsafeMutablePointer<sockaddr>?
    defer { unsafe free(list) }
    let count = retryingInterrupts { unsafe call(&list) }
    if count < 0 { throw error(Errno(negated: count), operation, association, descriptor) }
    guard count > 0, let start = unsafe list else { return [] }
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: csctp_addresses_size(start, count))
    return unsafe SCTPAddress.list(of: Int(count), in: bytes.bytes)
  }

  /// Returns the error of a failed sctp_getladdrs(3) or sctp_getpaddrs(3).
  private static func error(
    _ code: Errno, _ operation: String, _ association: SCTPAssociationID, _ descriptor: CInt
  ) -> SCTPError {
    let reason =
      code == .invalidArgument
      ? SCTPError.Reason(missing: association, on: descriptor) : SCTPError.Reason(anyCallOn: descriptor, code)
    return SCTPError(code, in: operation, because: reason)
  }
}
#endif
