import SCTP

extension Operations {
  static var executors: [Operation] {
    [
      .creating("create an executor") { _ = try SCTPTaskExecutor(threadCount: 3) },
      Operation(name: "create the shared executor", needsNewProcess: true) {
        Trial(body: .blocking { _ = try SCTPTaskExecutor.shared }, check: {}, close: {})
      },
      Operation(name: "wait in a task for the first time", needsNewProcess: true) {
        let link = try Link()
        return Trial(
          body: .async { try await link.receiveOne() }, awaited: (1, { try link.deliver([1]) }),
          check: { try link.exchange() }, close: { try link.close() })
      },
      Operation(name: "wait in a task on an executor") {
        let link = try Link()
        let executor = try SCTPTaskExecutor(threadCount: 1)
        return Trial(
          body: .async {
            try await withTaskExecutorPreference(executor) { try await link.receiveOne() }
          }, awaited: (1, { try link.deliver([1]) }), check: { try link.exchange() }, close: { try link.close() })
      },
    ]
  }

  static var names: [Operation] {
    [
      .creating("resolve a name", check: checkLoopback) {
        try SCTPAddress.resolve(host: "localhost", port: 7, family: .ipv4)
      },
      .asyncCreating("resolve a name, async", check: checkLoopback) {
        try await SCTPAddress.resolve(host: "localhost", port: 7, family: .ipv4)
      },
      .creating(
        "parse an address with an interface", check: { try require($0.port == 7, "\($0)") },
        {
          try SCTPAddress("fe80::1%lo", port: 7)
        }),
      .creating(
        "print an address with an interface", check: { try require($0.hasPrefix("[fe80::1%"), $0) },
        {
          try SCTPAddress("fe80::1%1", port: 7).description
        }),
      .creating("probe the kernel", exceptions: probing) { _ = SCTPSocket.isSupported },
    ]
  }

  private static var probing: [Exception] {
    .neverFailing(because: "the property is a Boolean value", "socket", "close(socket)")
  }

  private static func checkLoopback(_ addresses: [SCTPAddress]) throws {
    try require(addresses == [.loopback(.ipv4, port: 7)], "\(addresses)")
  }
}

extension Link {
  fileprivate func receiveOne() async throws {
    let received = try await server.receive(timeout: Runner.patience)
    try require(received.message?.payload == [1], "received \(received)")
  }
}
