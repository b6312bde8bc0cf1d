import SCTP
import Testing

// Changes of the streams of an association.
extension ModelWorld {
  /// Changes the streams of an association on which nothing is on its way, and sends on them.
  func changeStreams() async throws {
    guard let link = anyOpenLink() else { return }
    try await settle(link)
    let atServer = isHeads()
    switch number(below: 4) {
    case 0:
      try resetOutgoing(link, atServer)
      // The kernel holds the messages of the streams back until the reset is complete.
      for _ in 0..<number(below: 4) { try await send(on: link) }
    case 1: try resetIncoming(link, atServer)
    case 2: try addStreams(link, atServer)
    default: try resetAssociation(link, atServer)
    }
    try await receive(from: [link]) { $0.notices.isEmpty }
    for _ in 0..<number(below: 4) { try await send(on: link) }
  }

  private func resetOutgoing(_ link: ModelLink, _ atServer: Bool) throws {
    let (end, streams) = (link.end(atServer: atServer), someStreams(of: link, sentAtServer: atServer))
    try end.socket.resetStreams(.outgoing, streams, on: end.association)
    link.noteReset(of: streams, sentAtServer: atServer)
  }

  private func resetIncoming(_ link: ModelLink, _ atServer: Bool) throws {
    let (end, streams) = (link.end(atServer: atServer), someStreams(of: link, sentAtServer: !atServer))
    try end.socket.resetStreams(.incoming, streams, on: end.association)
    link.noteReset(of: streams, sentAtServer: !atServer)
  }

  private func addStreams(_ link: ModelLink, _ atServer: Bool) throws {
    let (end, count, isInbound) = (link.end(atServer: atServer), UInt16(number(below: 3) + 1), isHeads())
    try end.socket.addStreams(
      inbound: isInbound ? count : 0, outbound: isInbound ? 0 : count, on: end.association)
    link.noteAdded(count, sentAtServer: atServer != isInbound)
  }

  private func resetAssociation(_ link: ModelLink, _ atServer: Bool) throws {
    let end = link.end(atServer: atServer)
    try end.socket.reset(end.association)
    link.noteReset()
  }

  /// Chooses up to three streams on which an end sends; no streams stand for all.
  private func someStreams(of link: ModelLink, sentAtServer: Bool) -> [UInt16] {
    let all = 0..<(sentAtServer ? link.forClient : link.forServer).streams
    return Array(all.shuffled(using: &random).prefix(number(below: 4)))
  }
}

extension ModelLink {
  /// Expects that streams on which an end sends are reset.
  fileprivate func noteReset(of streams: [UInt16], sentAtServer: Bool) {
    if sentAtServer {
      forClient.resetSequenceNumbers(of: streams)
    } else {
      forServer.resetSequenceNumbers(of: streams)
    }
    for atServer in [true, false] {
      let event = SCTPStreamResetEvent(
        flags: atServer == sentAtServer ? .outgoing : .incoming, association: end(atServer: atServer).association,
        streams: streams)
      notices.append(Notice(atServer: atServer) { $0 == .streamReset(event) })
    }
  }

  /// Expects that an end gets further streams on which it sends.
  fileprivate func noteAdded(_ count: UInt16, sentAtServer: Bool) {
    if sentAtServer { forClient.streams += count } else { forServer.streams += count }
    for atServer in [true, false] {
      let added = atServer == sentAtServer ? (inbound: 0, outbound: count) : (inbound: count, outbound: 0)
      notices.append(
        Notice(atServer: atServer) {
          guard case .streamChange(let event) = $0 else { return false }
          return event.flags == [] && (event.inboundStreams, event.outboundStreams) == added
        })
    }
  }

  /// Expects that the streams of both ends are reset.
  fileprivate func noteReset() {
    forServer.resetSequenceNumbers(of: [])
    forClient.resetSequenceNumbers(of: [])
    for atServer in [true, false] {
      notices.append(
        Notice(atServer: atServer) {
          guard case .associationReset(let event) = $0 else { return false }
          return event.flags == []
        })
    }
  }
}
