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
      .on("peel off", exceptions: .peelingOff, { try PeelingOff() }, check: { try $0.check() }, { try $0.peelOff() }),
      .on(
        "peel off with a queued message", exceptions: .peelingOff, { try PeelingOff { try $0.deliver(payload) } },
        check: { try $0.check(queued: payload) }, { try $0.peelOff() }),
      .on(
        "peel off without flags", exceptions: .peelingOff, { try PeelingOff() }, check: { try $0.check() },
        {
          try $0.peelOffWithoutFlags()
        }),
      Operation(
        name: "peel off an unknown association", error: SCTPError(.invalidArgument, in: "sctp_peeloff"),
        exceptions: .peelingOffUnknown
      ) {
        let link = try Link()
        return Trial(
          body: .blocking { _ = try link.server.peelOff(association: SCTPAssociationID(rawValue: 12_345_678)) },
          check: { try link.exchange() }, close: { try link.close() })
      },
      .peeledOff(
        "send on a peeled-off socket",
        check: { link, child in
          try link.client.expectMessage(payload)
          try link.exchange(with: child)
        }, { try $1.send(payload, timeout: Runner.patience) }),
      .peeledOff(
        "receive a later message on a peeled-off socket", wait: 1, event: { try $0.deliver(payload) },
        {
          try $1.expectMessage(payload)
        }),
      .peeledOff(
        "shut down a peeled-off socket", exceptions: .shuttingDownOneToOne,
        check: { link, child in
          try require(child.receive(timeout: Runner.patience) == nil, "the association has not ended")
        }, { try $1.shutdown() }),
    ]
  }
}

extension Operation {
  /// An operation on a socket into which an association was peeled off.
  fileprivate static func peeledOff(
    _ name: String, exceptions: [Exception] = [], wait: UInt32 = 0,
    event: @escaping (Link) throws -> Void = { _ in },
    check: @escaping (Link, SCTPOneToOneSocket) throws -> Void = { try $0.exchange(with: $1) },
    _ body: @escaping (Link, SCTPOneToOneSocket) throws -> Void
  ) -> Operation {
    Operation(name: name, exceptions: exceptions) {
      let link = try Link()
      let child = try link.server.peelOff(association: link.atServer)
      try child.setOption(.noDelay, to: true)
      return Trial(
        body: .blocking { try body(link, child) }, awaited: wait == 0 ? nil : (wait, { try event(link) }),
        check: { try check(link, child) },
        close: {
          try child.close()
          try link.close()
        })
    }
  }
}
