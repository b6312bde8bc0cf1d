#if os(Linux)

extension SCTPOneToOneSocket {
  /// Creates two sockets that are connected to each other over the loopback.
  ///
  /// Tests use such a pair for code that serves one association. socketpair(2) does not support SCTP, so the call listens
  /// on a free port, connects, and accepts. If another process connects to the port at that moment, its association is
  /// closed.
  ///
  /// - Parameters:
  ///   - family: The family of the loopback address.
  ///   - timeout: The time to wait for the association; nil for no limit.
  /// - Returns: The two sockets.
  /// - Throws: ``SCTPError`` with the errors of ``init(family:flags:)``, and with
  ///   - EADDRNOTAVAIL if the host has no loopback address of the family;
  ///   - EADDRINUSE if no port is free;
  ///   - ECONNREFUSED or ETIMEDOUT if the loopback carries no SCTP packets, for example because of a firewall;
  ///   - EMFILE or ENFILE if no descriptor is free.
  ///
  /// No C function corresponds to this call. See RFC 6458, section 4.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public static func connectedPair(
    family: SCTPAddressFamily = .ipv4, timeout: Duration? = nil
  ) throws(SCTPError) -> (SCTPOneToOneSocket, SCTPOneToOneSocket) {
    try UnconnectedPair(family).connect(timeout: timeout)
  }

  /// Creates two sockets that are connected to each other over the loopback, without blocking a thread.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form, and with
  ///   - ECANCELED if the task is canceled.
  public static func connectedPair(
    family: SCTPAddressFamily = .ipv4, timeout: Duration? = nil
  ) async throws(SCTPError) -> (SCTPOneToOneSocket, SCTPOneToOneSocket) {
    try await UnconnectedPair(family).connect(timeout: timeout)
  }
}

/// A listener on a free port of the loopback, and the socket that connects to it.
struct UnconnectedPair {
  let listener: SCTPListener
  let client: SCTPOneToOneSocket

  init(_ family: SCTPAddressFamily) throws(SCTPError) {
    listener = try SCTPListener(family: family)
    try listener.bind(to: .loopback(family, port: 0))
    try listener.listen()
    client = try SCTPOneToOneSocket(family: family)
    try client.bind(to: .loopback(family, port: 0))
  }

  @available(*, noasync)
  func connect(timeout: Duration?) throws(SCTPError) -> (SCTPOneToOneSocket, SCTPOneToOneSocket) {
    try client.connect(to: listener.localAddresses(), timeout: timeout)
    while true {
      let accepted = try listener.accept(timeout: timeout)
      if try isConnected(to: accepted) { return (client, accepted) }
    }
  }

  func connect(timeout: Duration?) async throws(SCTPError) -> (SCTPOneToOneSocket, SCTPOneToOneSocket) {
    try await client.connect(to: listener.localAddresses(), timeout: timeout)
    while true {
      let accepted = try await listener.accept(timeout: timeout)
      if try isConnected(to: accepted) { return (client, accepted) }
    }
  }

  /// Whether the socket is the other end of the client's association, not the end of a stranger's.
  private func isConnected(to accepted: SCTPOneToOneSocket) throws(SCTPError) -> Bool {
    let addresses = try client.localAddresses()
    do throws(SCTPError) {
      return try accepted.peerAddresses() == addresses
    } catch let error where error.code == .invalidArgument {
      // The association of a stranger has ended already, so that it has no addresses.
      return false
    }
  }
}
#endif
