#if os(Linux)
internal import CSCTP

extension SCTPAddress {
  /// Looks up the addresses of a host.
  ///
  /// The call blocks its thread until the system's resolver returns. In an async function, use the form with `await`.
  ///
  /// An IPv4 socket, which is the default, cannot connect to IPv6 addresses. Either resolve the name with
  /// `family: .ipv4`, or create the socket with `family: .ipv6`. An IPv6 socket connects to addresses of both families.
  ///
  /// - Parameters:
  ///   - host: A host name, or a numeric address.
  ///   - port: The port of the addresses, in host byte order.
  ///   - family: The family of the addresses; both families if nil.
  /// - Returns: At least one address, in the order of preference of the system.
  /// - Throws: ``SCTPError`` with
  ///   - ENXIO and the reason ``SCTPError/Reason/unknownHost`` if the name has no address;
  ///   - EAGAIN and the reason ``SCTPError/Reason/resolverBusy`` if the resolver failed temporarily;
  ///   - the resolver's own error number for any other failure.
  ///
  /// The corresponding C function is `getaddrinfo(3)`.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public static func resolve(
    host: String, port: UInt16, family: SCTPAddressFamily? = nil
  ) throws(SCTPError) -> [SCTPAddress] {
    // The resolver would look up only the part of the name before a NUL.
    guard !host.isEmpty, !host.utf8.contains(0) else {
      throw SCTPError(.noSuchAddressOrDevice, in: "getaddrinfo", because: .unknownHost)
    }
    var list: UnsafeMutablePointer<addrinfo>?
    var code: CInt = 0
    let failure = unsafe csctp_getaddrinfo(host, family?.rawValue ?? AF_UNSPEC, &list, &code)
    guard failure == 0 else { throw resolverError(failure, Errno(rawValue: code)) }
    defer { unsafe freeaddrinfo(list) }
    var addresses: [SCTPAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
      let bytes = unsafe UnsafeRawBufferPointer(start: entry.pointee.ai_addr, count: Int(entry.pointee.ai_addrlen))
      if var address = unsafe SCTPAddress(bytes.bytes) {
        address.port = port
        addresses.append(address)
      }
      unsafe next = entry.pointee.ai_next
    }
    guard !addresses.isEmpty else { throw resolverError(EAI_NONAME, Errno(rawValue: 0)) }
    return addresses
  }

  /// Looks up the addresses of a host without blocking the thread of the calling task.
  ///
  /// The library calls the system's resolver on at most four threads at once. Further lookups are queued and start in
  /// order. A canceled call returns immediately. If its lookup has already started, the thread finishes it and discards
  /// the result; otherwise the lookup never starts.
  ///
  /// An IPv4 socket, which is the default, cannot connect to IPv6 addresses. Either resolve the name with
  /// `family: .ipv4`, or create the socket with `family: .ipv6`. An IPv6 socket connects to addresses of both families.
  ///
  /// - Parameters:
  ///   - host: A host name, or a numeric address.
  ///   - port: The port of the addresses, in host byte order.
  ///   - family: The family of the addresses; both families if nil.
  /// - Returns: At least one address, in the order of preference of the system.
  /// - Throws: ``SCTPError`` with
  ///   - ECANCELED if the task is canceled;
  ///   - ENXIO and the reason ``SCTPError/Reason/unknownHost`` if the name has no address;
  ///   - EAGAIN and the reason ``SCTPError/Reason/resolverBusy`` if the resolver failed temporarily;
  ///   - EAGAIN without a reason if no thread can be started;
  ///   - the resolver's own error number for any other failure.
  ///
  /// The corresponding C function is `getaddrinfo(3)`.
  public static func resolve(
    host: String, port: UInt16, family: SCTPAddressFamily? = nil
  ) async throws(SCTPError) -> [SCTPAddress] {
    try await LookupQueue.shared.result { () throws(SCTPError) in
      try SCTPAddress.resolve(host: host, port: port, family: family)
    }
  }

  private static func resolverError(_ failure: CInt, _ code: Errno) -> SCTPError {
    switch failure {
    case EAI_SYSTEM: SCTPError(code, in: "getaddrinfo")
    case EAI_AGAIN: SCTPError(.resourceTemporarilyUnavailable, in: "getaddrinfo", because: .resolverBusy)
    case EAI_MEMORY: SCTPError(.noMemory, in: "getaddrinfo")
    case EAI_FAIL: SCTPError(.ioError, in: "getaddrinfo")
    default: SCTPError(.noSuchAddressOrDevice, in: "getaddrinfo", because: .unknownHost)
    }
  }
}
#endif
