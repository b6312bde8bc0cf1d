#if os(Linux)
extension SCTPAddress {
  /// Looks up the addresses of a host in a thread of the library, without blocking the thread of the calling task.
  ///
  /// At most four threads wait for the system's resolver at once. Further lookups are queued and start in order.
  /// A canceled call returns immediately. If its lookup has already started, the thread finishes it and discards the
  /// result; otherwise the lookup never starts.
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
}
#endif
