#if os(Linux)
internal import CSCTP

/// Questions about a descriptor, none of which throws.
enum DescriptorProbe {
  /// Returns whether the descriptor is an SCTP socket.
  static func isSCTP(_ descriptor: CInt) -> Bool {
    socketOption(SO_PROTOCOL, on: descriptor) == CInt(IPPROTO_SCTP)
  }

  /// Returns the address family of the socket, such as `AF_INET`; nil if the descriptor is not a socket.
  static func family(of descriptor: CInt) -> CInt? { socketOption(SO_DOMAIN, on: descriptor) }

  /// Returns whether the descriptor is a one-to-many socket; a peeled-off socket is not.
  static func isOneToMany(_ descriptor: CInt) -> Bool {
    // Only a one-to-many socket rejects an identifier that no association can have.
    var value = sctp_rtoinfo()
    value.srto_assoc_id = -1
    return read(CSCTP.SCTP_RTOINFO, &value, on: descriptor) == -EINVAL && isSCTP(descriptor)
  }

  /// Returns whether the socket listens.
  static func isListening(_ descriptor: CInt) -> Bool { socketOption(SO_ACCEPTCONN, on: descriptor) ?? 0 != 0 }

  /// Returns whether the socket has an association, which it has until the association has ended.
  ///
  /// The identifier has no effect on a one-to-one socket.
  static func exists(_ association: SCTPAssociationID, on descriptor: CInt) -> Bool {
    var value = sctp_status()
    value.sstat_assoc_id = association.rawValue
    return read(CSCTP.SCTP_STATUS, &value, on: descriptor) >= 0
  }

  /// Returns the memory that the unread messages and notifications of the socket use, in bytes.
  static func queuedMemory(of descriptor: CInt) -> Int? {
    var figures = [UInt32](repeating: 0, count: Int(SK_MEMINFO_VARS))
    var length = socklen_t(figures.count * MemoryLayout<UInt32>.size)
    let result = unsafe csctp_getsockopt(descriptor, SOL_SOCKET, SO_MEMINFO, &figures, &length)
    return result < 0 ? nil : Int(figures[Int(SK_MEMINFO_RMEM_ALLOC)])
  }

  /// Returns whether an association has a path; the reserved identifier `.future` selects it by the path.
  static func hasPath(_ path: SCTPAddress, _ association: SCTPAssociationID, on descriptor: CInt) -> Bool {
    var value = sctp_paddrinfo()
    value.spinfo_assoc_id = association.rawValue
    value.spinfo_address = sockaddr_storage(path)
    return read(CSCTP.SCTP_GET_PEER_ADDR_INFO, &value, on: descriptor) != -EINVAL
  }

  /// Returns whether the socket would use a minimum above its maximum after these timeouts were set.
  static func exceedsMaximum(_ new: sctp_rtoinfo, on descriptor: CInt) -> Bool {
    var current = sctp_rtoinfo()
    current.srto_assoc_id = new.srto_assoc_id
    guard read(CSCTP.SCTP_RTOINFO, &current, on: descriptor) >= 0 else { return false }
    // Zero leaves a value unchanged.
    let minimum = new.srto_min == 0 ? current.srto_min : new.srto_min
    let maximum = new.srto_max == 0 ? current.srto_max : new.srto_max
    return minimum > maximum
  }

  private static func socketOption(_ number: CInt, on descriptor: CInt) -> CInt? {
    var value: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    let result = unsafe csctp_getsockopt(descriptor, SOL_SOCKET, number, &value, &length)
    return result < 0 ? nil : value
  }

  private static func read<Value: BitwiseCopyable>(_ number: CInt, _ value: inout Value, on descriptor: CInt) -> CInt {
    var length = socklen_t(MemoryLayout<Value>.size)
    return unsafe csctp_getsockopt(descriptor, SOL_SCTP, number, &value, &length)
  }
}
#endif
