#if os(Linux)
internal import CSCTP

extension SCTPEndpoint {
  /// Binds the socket to an address and a port; port 0 lets the kernel choose one.
  ///
  /// - Throws: ``SCTPError`` with EADDRINUSE if another socket has the port, EADDRNOTAVAIL if the address is not one of
  ///   this host's, EACCES for a port that needs a privilege, EINVAL if the socket is bound already, EBADF if it is
  ///   closed.
  ///
  /// The corresponding C function is `bind(2)`. See RFC 6458, sections 3.1.2 and 4.1.2.
  public final func bind(to address: SCTPAddress) throws(SCTPError) {
    let (storage, length) = address.socketAddress
    try gate.withDescriptor("bind") { descriptor throws(SCTPError) in
      try check("bind") { unsafe withUnsafePointer(to: storage) { unsafe csctp_bind(descriptor, $0, length) } }
    }
  }

  /// Binds the socket to further addresses.
  ///
  /// All must have the same port, that of the socket if it is bound already.
  /// If the socket has associations, the kernel notifies their peers if the sysctl `net.sctp.addip_enable` is on.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL for an empty list, a different port, or an address that the socket is already bound to;
  ///   - EADDRINUSE if another socket is bound to one of the addresses with the same port;
  ///   - EADDRNOTAVAIL if the host does not have one of the addresses;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C function is `sctp_bindx(3)` with `SCTP_BINDX_ADD_ADDR`. See RFC 6458, section 9.1.
  public final func bind(adding addresses: [SCTPAddress]) throws(SCTPError) {
    try bindx(addresses, SCTP_BINDX_ADD_ADDR)
  }

  /// Removes addresses to which the socket is bound.
  ///
  /// - Throws: ``SCTPError`` with EINVAL for an empty list or an address that the socket is not bound to, EBUSY for the
  ///   last address, EBADF.
  ///
  /// The corresponding C function is `sctp_bindx(3)` with `SCTP_BINDX_REM_ADDR`. See RFC 6458, section 9.1.
  public final func bind(removing addresses: [SCTPAddress]) throws(SCTPError) {
    try bindx(addresses, SCTP_BINDX_REM_ADDR)
  }

  private func bindx(_ addresses: [SCTPAddress], _ operation: CInt) throws(SCTPError) {
    let (packed, count) = try addresses.packed(for: "sctp_bindx")
    try gate.withDescriptor("sctp_bindx") { descriptor throws(SCTPError) in
      try check("sctp_bindx") { unsafe csctp_bindx(descriptor, packed, count, operation) }
    }
  }

  func localAddresses(_ association: SCTPAssociationID) throws(SCTPError) -> [SCTPAddress] {
    try gate.withDescriptor("sctp_getladdrs") { descriptor throws(SCTPError) in
      try attributingErrors(to: association) { () throws(SCTPError) in
        try unsafe Self.addresses("sctp_getladdrs") { unsafe csctp_getladdrs(descriptor, association.rawValue, $0) }
      }
    }
  }

  func peerAddresses(_ association: SCTPAssociationID) throws(SCTPError) -> [SCTPAddress] {
    try gate.withDescriptor("sctp_getpaddrs") { descriptor throws(SCTPError) in
      try attributingErrors(to: association) { () throws(SCTPError) in
        try unsafe Self.addresses("sctp_getpaddrs") { unsafe csctp_getpaddrs(descriptor, association.rawValue, $0) }
      }
    }
  }

  private static func addresses(
    _ operation: String, _ call: (UnsafeMutablePointer<UnsafeMutablePointer<sockaddr>?>) -> CInt
  ) throws(SCTPError) -> [SCTPAddress] {
    var list: UnsafeMutablePointer<sockaddr>?
    defer { unsafe free(list) }
    let count = try check(operation) { unsafe call(&list) }
    guard count > 0, let start = unsafe list else { return [] }
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: csctp_addresses_size(start, count))
    return unsafe SCTPAddress.list(of: Int(count), in: bytes.bytes)
  }
}
#endif
