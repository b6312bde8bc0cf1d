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

      func close() throws {
        try client.close()
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
      try sockets.server.listen()
      let address = try sockets.server.address
      try sockets.client.send(.hello, to: address, options: .hello)
      try sockets.server.expectChange(.communicationUp)
      let association = try sockets.client.expectChange(.communicationUp).association
      try sockets.server.expectMessage()
      #expect(try sockets.client.option(.interleavingSupported(of: association)))

      let payload = (0..<1000).map { UInt8(truncatingIfNeeded: $0 / 3) }
      try sockets.client.send(payload, on: association, options: .hello)
      try sockets.server.expectMessage(payload)
      try sockets.client.close()
      try sockets.server.expectChange(.shutdownComplete)
      try sockets.server.close()
    }
  }
}
