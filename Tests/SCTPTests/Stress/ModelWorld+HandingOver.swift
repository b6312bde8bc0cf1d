import SCTP

// Sockets whose descriptors another object takes over.
extension ModelWorld {
  /// Passes a descriptor on to another object, unless a message has arrived in part.
  func handOver() throws {
    guard let link = anyOpenLink() else { return }
    let atServer = isHeads()
    let end = link.end(atServer: atServer)
    for received in end.receiver.takeReady() { try process(received, on: end.receiver) }
    if !end.ownsSocket {
      try handOverServer()
    } else if let next = try end.handedOver() {
      if atServer { link.server = next } else { link.client = next }
    }
  }

  private func handOverServer() throws {
    guard let socket = try serverSocket.handedOver() else { return }
    serverSocket = socket
    server = try Receiver(socket, in: .whole, continuing: server.parts)
    for link in links where !link.server.ownsSocket {
      link.server = ModelEnd(sharing: server, of: socket, link.server.association)
    }
  }
}
