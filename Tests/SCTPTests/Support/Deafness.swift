import SCTP

extension SCTPEndpoint {
  /// Makes the socket lose every packet that comes for it, or no longer.
  ///
  /// So its peers get no answer, without a change to the network.
  func setDeaf(_ isDeaf: Bool) throws {
    if isDeaf { try attach(.everything) } else { try detachFilter() }
  }
}

extension SCTPSocket {
  /// A listening socket that never answers.
  static func deaf() throws -> SCTPSocket {
    let socket = try SCTPSocket.listening()
    try socket.setDeaf(true)
    return socket
  }
}
