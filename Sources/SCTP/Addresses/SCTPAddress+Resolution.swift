#if os(Linux)
internal import CSCTP

extension SCTPAddress {
  /// Looks up the addresses of a host.
  ///
  /// Blocks the thread until the system's resolver returns. An async function must use the form with `await`.
  ///
  /// A socket of the default family, IPv4, cannot connect to IPv6 addresses. Resolve the name with `family: .ipv4`, or
  /// create the socket with `family: .ipv6`: an IPv6 socket connects to addresses of both families.
  ///
  /// - Parameters:
  ///   - host: A host name, or a numeric address.
  ///   - port: The port of the addresses, in host byte order.
  ///   - family: The family of the addresses; both families if nil.
  /// - Returns: At least one address, in the order in which the system would try them.
  /// - Throws: ``SCTPError`` with
  ///   - ENXIO and the reason ``SCTPError/Reason/unknownHost`` for a name without addresses;
  ///   - EAGAIN and the reason ``SCTPError/Reason/resolverBusy`` for a temporary failure;
  ///   - the resolver's own error number for any other failure.
  ///
  /// The corresponding C function is `getaddrinfo(3)`.
  @available(
    *, noasync,
    message: "this form blocks the thread; an async function must write `await`, which selects the async form"
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

  /// Looks up the addresses of a host in a thread of the library, without blocking the thread of the calling task.
  ///
  /// At most four threads wait for the system's resolver at once. Further lookups are queued and start in order.
  /// A canceled call returns immediately. If its lookup has already started, the thread finishes it and discards the
  /// result; otherwise the lookup never starts.
  ///
  /// A socket of the default family, IPv4, cannot connect to IPv6 addresses. Resolve the name with `family: .ipv4`, or
  /// create the socket with `family: .ipv6`: an IPv6 socket connects to addresses of both families.
  ///
  /// - Parameters:
  ///   - host: A host name, or a numeric address.
  ///   - port: The port of the addresses, in host byte order.
  ///   - family: The family of the addresses; both families if nil.
  /// - Returns: At least one address, in the order in which the system would try them.
  /// - Throws: ``SCTPError`` with
  ///   - ECANCELED when the task is canceled;
  ///   - ENXIO and the reason ``SCTPError/Reason/unknownHost`` for a name without addresses;
  ///   - EAGAIN and the reason ``SCTPError/Reason/resolverBusy`` for a temporary failure;
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
