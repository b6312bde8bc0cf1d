import CWorkloads
import SCTP

/// An association between two one-to-one sockets.
struct Connection {
  let client: SCTPOneToOneSocket
  let accepted: SCTPOneToOneSocket

  init(streams: UInt16 = 1, bufferSize: Int = 4 << 20) throws {
    let listener = try SCTPListener()
    try listener.prepare(bufferSize: bufferSize)
    try listener.bind(to: .loopback(port: 0))
    try listener.listen()
    client = try SCTPOneToOneSocket()
    try client.prepare(bufferSize: bufferSize)
    try client.setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: streams))
    try client.connect(to: try listener.localAddresses())
    accepted = try listener.accept()
  }
}

/// An association between two one-to-many sockets.
struct OneToManyConnection {
  let client: SCTPSocket
  let server: SCTPSocket
  /// As the client knows it.
  let association: SCTPAssociationID

  init() throws {
    server = try SCTPSocket.listening()
    client = try SCTPSocket()
    try client.prepare()
    association = try client.connect(to: try server.localAddresses())
  }
}

extension SCTPSocket {
  /// A one-to-many socket that listens on the loopback.
  static func listening() throws(SCTPError) -> SCTPSocket {
    let socket = try SCTPSocket()
    try socket.prepare()
    try socket.bind(to: .loopback(port: 0))
    try socket.listen()
    return socket
  }

  var address: SCTPAddress {
    get throws {
      guard let address = try localAddresses().first else { throw Failure(sentence: "a socket has no address") }
      return address
    }
  }
}
