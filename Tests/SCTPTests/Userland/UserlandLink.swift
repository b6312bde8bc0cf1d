import Foundation
import SCTP
import Testing

/// The side that sets an association up.
enum Initiator: CaseIterable {
  case library, peer
}

/// An association between a one-to-many socket and a peer in user space.
struct UserlandLink {
  let socket: SCTPSocket
  let peer: UserlandPeer
  /// The library's identifier of the association.
  let association: SCTPAssociationID
  /// The peer's identifier of the association.
  let atPeer: String
}

extension UserlandLink {
  /// Calls `body` with an association to a new peer, and ends both.
  static func with(
    _ initiator: Initiator = .library, libraryBuffer: Int = 4 << 20,
    prepare: (SCTPSocket) throws -> Void = { _ in }, body: (UserlandLink) throws -> Void
  ) throws {
    let (peerPort, kernelPort) = (try freeUDPPort(), try freeUDPPort())
    try #require(peerPort != kernelPort)
    try withSysctl(["udp_port": Int(kernelPort)]) {
      let peer = try UserlandPeer(ports: (peerPort, kernelPort))
      var link: UserlandLink?
      defer {
        #expect(throws: Never.self) { try peer.end() }
        #expect(throws: Never.self) { try link?.close() }
      }
      let connected = try UserlandLink(peer, initiator, libraryBuffer, prepare)
      link = connected
      try body(connected)
    }
  }

  private init(
    _ peer: UserlandPeer, _ initiator: Initiator, _ receiveBuffer: Int, _ prepare: (SCTPSocket) throws -> Void
  ) throws {
    let socket = try SCTPSocket.bound().subscribed(to: .associationChange)
    try socket.setOption(.udpEncapsulationPort(), to: peer.ports.peer)
    try socket.setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: UserlandPeer.streams))
    try socket.setOption(.receiveBufferSize, to: receiveBuffer)
    try socket.setOption(.sendBufferSize, to: 4 << 20)
    try prepare(socket)
    try socket.listen()
    switch initiator {
    case .library: _ = try socket.connect(to: [try peer.address], timeout: patience)
    case .peer: try peer.order("connect \(try socket.address.port)")
    }
    try self.init(socket, peer)
  }

  /// Waits until both ends have reported the new association.
  private init(_ socket: SCTPSocket, _ peer: UserlandPeer) throws {
    let change = try socket.expectChange(.communicationUp)
    let event = try peer.event("up")
    let streams = UserlandPeer.streams
    #expect(change.outboundStreams == streams && change.inboundStreams == streams)
    #expect(event.dropFirst() == ["\(streams)", "\(streams)"])
    (self.socket, self.peer, association, atPeer) = (socket, peer, change.association, event[0])
  }
}

extension UserlandLink {
  /// Aborts the associations and closes the socket, unless the test has closed it; a killed peer would not answer a
  /// SHUTDOWN.
  func close() throws {
    do throws(SCTPError) {
      for association in try socket.associations() { try socket.abort(association: association) }
      try socket.close()
    } catch {
      if error.code != .badFileDescriptor { throw error }
    }
  }

  /// Makes the peer send a message, and waits until usrsctp has accepted it.
  func peerSends(_ size: Int, seed: Int = 0, _ options: SCTPSendOptions = SCTPSendOptions()) throws {
    try startToSend(size, seed: seed, options)
    try peer.event("sent")
  }

  /// Makes the peer send a message.
  func startToSend(_ size: Int, seed: Int = 0, _ options: SCTPSendOptions = SCTPSendOptions()) throws {
    let order = options.flags.contains(.unordered) ? "unordered" : "ordered"
    try peer.tell("send \(atPeer) \(options.stream) \(options.payloadProtocol.rawValue) \(order) \(size) \(seed)")
  }

  /// Waits until the peer has received a message, which must be equal to this payload with these options.
  func expectAtPeer(
    _ payload: [UInt8], _ options: SCTPSendOptions = SCTPSendOptions(), _ location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try messageAtPeer(location) == UserlandMessage(payload, options), sourceLocation: location)
  }

  /// Waits until the peer has received a message.
  func messageAtPeer(_ location: SourceLocation = #_sourceLocation) throws -> UserlandMessage {
    let words = try peer.event("message", location)
    #expect(words[0] == atPeer, sourceLocation: location)
    return UserlandMessage(
      stream: try #require(UInt16(words[1])), payloadProtocol: try #require(UInt32(words[2])),
      isUnordered: words[3] == "unordered", size: try #require(Int(words[4])),
      hash: try #require(UInt64(words[5], radix: 16)))
  }

  /// Checks that the association carries messages both ways.
  func expectWhole(on socket: SCTPOneToOneSocket? = nil, _ location: SourceLocation = #_sourceLocation) throws {
    if let socket {
      try socket.send(.hello, options: .hello)
    } else {
      try self.socket.send(.hello, on: association, options: .hello)
    }
    try expectAtPeer(.hello, .hello, location)
    try peerSends(14, seed: 3, .hello)
    if let socket {
      try socket.expectMessage(payload(14, seed: 3), .hello, location)
    } else {
      try self.socket.expectMessage(payload(14, seed: 3), .hello, location)
    }
  }
}
