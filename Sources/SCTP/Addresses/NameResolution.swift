#if os(Linux)
internal import CSCTP

extension SCTPAddress {
  /// Looks a host's addresses up.
  ///
  /// Waits in this thread for as long as the system's resolver takes.
  ///
  /// - Parameters:
  ///   - host: A host name, or a numeric address.
  ///   - port: The port of the addresses, in host order.
  ///   - family: The family to look for; both if nil.
  /// - Returns: At least one address, in the order in which the system would try them.
  /// - Throws: ``SCTPError`` with ENXIO and the reason ``SCTPError/Reason/unknownHost`` for a name without addresses,
  ///   with EAGAIN and the reason ``SCTPError/Reason/resolverBusy`` for a failure that may pass, else with the
  ///   resolver's own error number.
  ///
  /// The corresponding C function is `getaddrinfo(3)`.
  public static func resolve(
    host: String, port: UInt16, family: SCTPAddressFamily? = nil
  ) throws(SCTPError) -> [SCTPAddress] {
    // A string with a NUL would be cut off there, and another name looked up.
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
