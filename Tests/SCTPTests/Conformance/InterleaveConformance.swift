import SCTP
import Testing

extension OnTheKernel {
  @Suite(
    "test_interleave", .requiresSettableSysctl("net.sctp.intl_enable"), .settingSysctl("net.sctp.intl_enable", "1"))
  struct InterleaveConformance {
    /// Two sockets that interleave messages.
    struct Interleaving {
      let server: SCTPSocket
      let client: SCTPSocket

      init(_ family: SCTPAddressFamily) throws {
        server = try .bound(family).subscribed(to: .associationChange)
        client = try .bound(family).subscribed(to: .associationChange)
        for socket in [server, client] {
          try socket.setOption(.fragmentInterleave, to: 1)
          try socket.setOption(.interleavingSupported(), to: true)
        }
      }

      /// Sets an association up by a message, and returns the client's identifier.
      func associate() throws -> SCTPAssociationID {
        try server.listen()
        try client.send(.hello, to: try server.address, options: .hello)
        try server.expectChange(.communicationUp)
        let association = try client.expectChange(.communicationUp).association
        try server.expectMessage()
        return association
      }

      func close() throws {
        try client.close()
        try server.close()
      }

      func closeGracefully() throws {
        try client.close()
        try server.expectChange(.shutdownComplete)
        try server.close()
      }
    }

    @Test("setsockopt(SCTP_FRAGMENT_INTERLEAVE)", arguments: SCTPAddressFamily.allCases)
    func setFragmentInterleave(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket(family: family)
      for level in [1, 0] {
        try socket.setOption(.fragmentInterleave, to: level)
        #expect(try socket.option(.fragmentInterleave) == level)
      }
      try socket.close()
    }

    @Test("getsockopt(SCTP_FRAGMENT_INTERLEAVE)", arguments: SCTPAddressFamily.allCases)
    func getFragmentInterleave(_ family: SCTPAddressFamily) throws {
      let sockets = try Interleaving(family)
      #expect(try sockets.server.option(.fragmentInterleave) == 1)
      #expect(try sockets.client.option(.fragmentInterleave) == 1)
      try sockets.close()
    }

    @Test("setsockopt(SCTP_INTERLEAVING_SUPPORTED)", arguments: SCTPAddressFamily.allCases)
    func setInterleavingSupported(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket(family: family)
      // The kernel's default, with which the original program starts.
      try socket.setOption(.fragmentInterleave, to: 0)
      expectFailure(.notPermitted) { try socket.setOption(.interleavingSupported(), to: true) }
      try socket.setOption(.fragmentInterleave, to: 1)
      try socket.setOption(.interleavingSupported(), to: true)
      #expect(try socket.option(.interleavingSupported()))
      try socket.close()
    }

    @Test("getsockopt(SCTP_INTERLEAVING_SUPPORTED)", arguments: SCTPAddressFamily.allCases)
    func getInterleavingSupported(_ family: SCTPAddressFamily) throws {
      let sockets = try Interleaving(family)
      #expect(try sockets.server.option(.interleavingSupported()))
      #expect(try sockets.client.option(.interleavingSupported()))
      try sockets.server.setOption(.interleavingSupported(), to: false)
      #expect(try !sockets.server.option(.interleavingSupported()))
      try sockets.close()
    }

    @Test("Received same byte of message", arguments: SCTPAddressFamily.allCases)
    func dataIntegrity(_ family: SCTPAddressFamily) throws {
      let sockets = try Interleaving(family)
      let association = try sockets.associate()
      #expect(try sockets.client.option(.interleavingSupported(of: association)))
      let payload = (0..<1000).map { UInt8(truncatingIfNeeded: $0 / 3) }
      try sockets.client.send(payload, on: association, options: .hello)
      try sockets.server.expectMessage(payload)
      try sockets.closeGracefully()
    }

    /// The program sends no second message.
    @Test("the parts of two messages alternate", arguments: SCTPAddressFamily.allCases)
    func alternatingParts(_ family: SCTPAddressFamily) throws {
      let sockets = try Interleaving(family)
      for socket in [sockets.server, sockets.client] {
        try socket.setOption(.sendBufferSize, to: 1 << 20)
        // With the loopback's large packets, the kernel would announce late that the window opens again.
        try socket.setOption(.pathParameters(), to: SCTPPathParameters(discoversPathMTU: false, pathMTU: 1_500))
        try socket.useShortTimeouts()
      }
      try sockets.server.setOption(.partialDeliveryPoint, to: 10_000)
      let association = try sockets.associate()
      try sockets.client.setOption(.streamScheduler(of: association), to: .roundRobin)
      // Longer than the server's window, so that neither message is complete before both are in delivery.
      let messages = [1: payload(130_000, seed: 1), 2: payload(130_000, seed: 2)] as [UInt16: [UInt8]]
      for (stream, message) in messages {
        try sockets.client.send(message, on: association, options: SCTPSendOptions(stream: stream))
      }
      var received: [UInt16: [UInt8]] = [:]
      var streams: [UInt16] = []
      while received != messages {
        let part = try sockets.server.part(65_536)
        received[part.info.stream, default: []] += part.bytes
        streams.append(part.info.stream)
      }
      #expect(zip(streams, streams.dropFirst()).count { $0 != $1 } > 2)
      try sockets.closeGracefully()
    }
  }
}
