import SCTP
import Testing

// The resolver opens descriptors for a moment, and its threads are counted.
@Suite(.serialized, .leavesNoDescriptor) struct NameResolution {
  @Test("A numeric host resolves to itself", arguments: ["192.0.2.1", "2001:db8::1"])
  func numericHost(_ host: String) throws {
    #expect(try SCTPAddress.resolve(host: host, port: 7) == [SCTPAddress(host, port: 7)])
  }

  @Test("The name localhost resolves to a loopback address, without duplicates") func localhost() throws {
    let addresses = try SCTPAddress.resolve(host: "localhost", port: 7)
    #expect(addresses.contains(.loopback(.ipv4, port: 7)) || addresses.contains(.loopback(.ipv6, port: 7)))
    #expect(Set(addresses).count == addresses.count)
    #expect(addresses.allSatisfy { $0.port == 7 })
  }

  @Test("An address family limits the result to addresses of this family") func familyFilter() throws {
    #expect(try SCTPAddress.resolve(host: "127.0.0.1", port: 7, family: .ipv4) == [.loopback(.ipv4, port: 7)])
    #expect(try SCTPAddress.resolve(host: "::1", port: 7, family: .ipv6) == [.loopback(.ipv6, port: 7)])
    expectFailure(.noSuchAddressOrDevice, .unknownHost, in: "getaddrinfo") {
      _ = try SCTPAddress.resolve(host: "127.0.0.1", port: 7, family: .ipv6)
    }
  }

  @Test(
    "An empty name or a name that contains a NUL fails with ENXIO",
    arguments: ["", "localhost\0", "\0", "127.0.0.1\0.example"])
  func truncatedName(_ host: String) {
    expectFailure(.noSuchAddressOrDevice, .unknownHost, in: "getaddrinfo") {
      _ = try SCTPAddress.resolve(host: host, port: 7)
    }
  }

  // RFC 6761: no resolver finds it. Without a network the resolver cannot even ask.
  @Test("An unknown name fails with ENXIO, or with EAGAIN if the resolver is unavailable") func unknownName() throws {
    let error = try #require(
      #expect(throws: SCTPError.self) { try SCTPAddress.resolve(host: "no-such-host.invalid", port: 7) })
    #expect(error.operation == "getaddrinfo")
    switch error.code {
    case .noSuchAddressOrDevice: #expect(error.reason == .unknownHost)
    case .resourceTemporarilyUnavailable: #expect(error.reason == .resolverBusy)
    default: Issue.record("neither unknown nor a failure that may pass: \(error)")
    }
  }

  @Test("The async form returns the same addresses as the blocking form") func asyncForm() async throws {
    for host in ["192.0.2.1", "2001:db8::1", "localhost"] {
      let inThread = try inThread { try SCTPAddress.resolve(host: host, port: 7) }
      #expect(try await SCTPAddress.resolve(host: host, port: 7) == inThread)
    }
    await expectFailure(.noSuchAddressOrDevice, .unknownHost, in: "getaddrinfo") {
      try await SCTPAddress.resolve(host: "127.0.0.1", port: 7, family: .ipv6)
    }
  }

  @Test("A lookup in a canceled task fails with ECANCELED") func canceled() async {
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await SCTPAddress.resolve(host: "localhost", port: 7)
    }
    task.cancel()
    await expectFailure(.canceled, in: "getaddrinfo") { try await task.value }
  }

  @Test("50 tasks resolve a name at once, and no resolver thread is left") func manyTasks() async throws {
    try await withThrowingTaskGroup { group in
      for _ in 0..<50 { group.addTask { try await SCTPAddress.resolve(host: "127.0.0.1", port: 7) } }
      for try await addresses in group { #expect(addresses == [.loopback(port: 7)]) }
    }
    // The last threads may still be ending.
    try await until("no thread is left") { try Threads.named("sctp-resolver") == 0 }
  }
}
