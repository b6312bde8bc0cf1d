import SCTP

extension Operations {
  static var executors: [Operation] {
    [
      .creating("create an executor").blocking { _ = try SCTPTaskExecutor(threadCount: 3) },
      .creating("create the shared executor", traits: [.needsNewProcess]).blocking { _ = try SCTPTaskExecutor.shared },
      .on(
        Link.init, "wait in a task for the first time", traits: [.needsNewProcess], event: { try $0.deliver([1]) }
      ).async { try await $0.receiveOne() },
      .on(
        { LinkAndExecutor(link: try Link(), executor: try SCTPTaskExecutor(threadCount: 1)) },
        "wait in a task on an executor", event: { try $0.link.deliver([1]) }
      ).async { subject in
        try await withTaskExecutorPreference(subject.executor) { try await subject.link.receiveOne() }
      },
    ]
  }

  static var names: [Operation] {
    [
      .creating("resolve a name", check: checkLoopback).blocking {
        try SCTPAddress.resolve(host: "localhost", port: 7, family: .ipv4)
      },
      .creating("resolve a name, async", check: checkLoopback).async {
        try await SCTPAddress.resolve(host: "localhost", port: 7, family: .ipv4)
      },
      .creating("parse an address with an interface", check: { try require($0.port == 7, "\($0)") }).blocking {
        try SCTPAddress("fe80::1%lo", port: 7)
      },
      .creating("parse an address with an interface and a port", check: { try require($0.port == 7, "\($0)") }).blocking
      {
        try SCTPAddress(parsing: "[fe80::1%lo]:7")
      },
      .creating("print an address with an interface", check: { try require($0.hasPrefix("[fe80::1%"), $0) }).blocking {
        try SCTPAddress("fe80::1%1", port: 7).description
      },
      .creating("probe the kernel", exceptions: probing).blocking { _ = SCTPSocket.isSupported },
    ]
  }

  private static var probing: [Exception] {
    .neverFailing(because: "the property is a Boolean value", "socket", "close(socket)")
  }

  private static func checkLoopback(_ addresses: [SCTPAddress]) throws {
    try require(addresses == [.loopback(.ipv4, port: 7)], "\(addresses)")
  }
}

/// An association, and the executor of the task that waits for a message.
private struct LinkAndExecutor: ConnectedSockets {
  let link: Link
  let executor: SCTPTaskExecutor

  func exchange() throws { try link.exchange() }

  func close() throws { try link.close() }
}

extension Link {
  fileprivate func receiveOne() async throws {
    try expect([1], in: await server.receive(timeout: Runner.patience))
  }
}
