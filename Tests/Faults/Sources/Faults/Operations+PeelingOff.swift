import Glibc

@testable import SCTP

private let payload: [UInt8] = [9, 8, 7]

/// An association, and the socket into which it is peeled off.
private struct PeelingOff {
  let link: Link
  let child = Box<SCTPOneToOneSocket>()

  init(_ prepare: (Link) throws -> Void = { _ in }) throws {
    link = try Link()
    try prepare(link)
  }

  func peelOff() throws { child.value = try link.server.peelOff(association: link.atServer) }

  /// Peels off on a kernel that does not know the option with flags.
  func peelOffWithoutFlags() throws {
    child.value = try link.server.peelOff(link.atServer, .closeOnExec) { _, _, _ in -ENOPROTOOPT }
  }

  func check(queued: [UInt8]? = nil) throws {
    let socket = try child.take()
    if let queued { try socket.expectMessage(queued) }
    try link.exchange(with: socket)
    try require(link.server.associations().isEmpty, "the association is on the parent, too")
    try link.client.shutdown(association: link.atClient)
    try require(socket.receive(timeout: Runner.patience) == nil, "the end of the association is not visible")
    try socket.close()
    try link.close()
  }
}

extension Operations {
  static var peelingOff: [Operation] {
    [
      .with({ try PeelingOff() }, "peel off", exceptions: .peelingOff, check: { try $0.check() }).blocking {
        try $0.peelOff()
      },
      .with(
        { try PeelingOff { try $0.deliver(payload) } }, "peel off with a queued message", exceptions: .peelingOff,
        check: { try $0.check(queued: payload) }
      ).blocking { try $0.peelOff() },
      .with({ try PeelingOff() }, "peel off without flags", exceptions: .peelingOff, check: { try $0.check() }).blocking
      {
        try $0.peelOffWithoutFlags()
      },
      .on(
        Link.init, "peel off an unknown association", error: SCTPError(.invalidArgument, in: "sctp_peeloff"),
        exceptions: .peelingOffUnknown
      ).blocking { _ = try $0.server.peelOff(association: SCTPAssociationID(rawValue: 12_345_678)) },
      .on(
        PeeledOff.init, "send on a peeled-off socket",
        check: {
          try $0.link.client.expectMessage(payload)
          try $0.exchange()
        }
      ).blocking { try $0.child.send(payload, timeout: Runner.patience) },
      .on(
        PeeledOff.init, "receive a later message on a peeled-off socket", event: { try $0.link.deliver(payload) }
      ).blocking { try $0.child.expectMessage(payload) },
      .on(
        PeeledOff.init, "shut down a peeled-off socket", exceptions: .shuttingDownOneToOne,
        check: { try require($0.child.receive(timeout: Runner.patience) == nil, "the association has not ended") }
      ).blocking { try $0.child.shutdown() },
    ]
  }
}

/// An association that was peeled off into another socket.
private struct PeeledOff: ConnectedSockets {
  let link: Link
  let child: SCTPOneToOneSocket

  init() throws {
    link = try Link()
    child = try link.server.peelOff(association: link.atServer)
    try child.setOption(.noDelay, to: true)
  }

  func exchange() throws { try link.exchange(with: child) }

  func close() throws {
    try child.close()
    try link.close()
  }
}
