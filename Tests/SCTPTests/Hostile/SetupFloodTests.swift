import SCTP
import Testing

extension OnTheKernel {
  /// Peers that begin to set up associations, or set up many.
  @Suite(.requiresRoot) struct SetupFlood {
    @Test("INIT chunks and forged cookies leave no state, and a client still connects") func initiations() throws {
      let server = try SCTPSocket.listening().subscribed(to: .all)
      let peer = try HandMadePeer(of: try server.address)
      for number in 1...1_000 as ClosedRange<UInt32> {
        try peer.send(Chunk.initiation(tag: number), tag: 0)
        try peer.send(Chunk.make(10, [UInt8](repeating: 7, count: 60)), tag: number)
      }
      // The server has answered, so it has handled the chunks.
      _ = try peer.packet(beginningWith: .init(rawValue: 2))
      #expect(try server.associations().isEmpty)
      #expect(try server.queuedMemory() == 0)
      let pair = try Pair(server: server)
      #expect(try server.associations() == [pair.atServer])
      try peer.close()
      try pair.close()
    }

    @Test("A cookie that is older than its lifetime sets no association up") func staleCookie() throws {
      let server = try SCTPSocket.listening()
      let life = Duration.milliseconds(50)
      try server.setOption(.associationParameters(), to: SCTPAssociationParameters(cookieLife: life))
      let peer = try HandMadePeer(of: try server.address)
      let cookie = try peer.requestCookie()
      // The kernel does not report that a cookie expires.
      let end = ContinuousClock.now + life * 2
      try until("the cookie has expired") { ContinuousClock.now > end }
      try peer.send(cookie: cookie)
      let error = try peer.packet(beginningWith: .init(rawValue: 9))
      #expect(Array(error[16..<18]) == SCTPErrorCause.staleCookie.rawValue.networkBytes)
      #expect(try server.associations().isEmpty)
      try peer.close()
      try server.close()
    }

    @Test("A server that stops listening at its limit refuses further associations, and keeps those that it has")
    func associationLimit() throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<20).map { _ in try Pair(server: server) }
      try server.listen(backlog: 0)
      for _ in 0..<20 {
        expectFailure(.connectionRefused, .setupFailed, in: "sctp_connectx") { _ = try Pair(server: server) }
      }
      #expect(try server.associations().count == pairs.count)
      for pair in pairs { try pair.expectWhole() }
      for pair in pairs.dropFirst() { try pair.client.close() }
      try server.listen()
      try Pair(server: server).expectWhole()
      try pairs[0].close()
    }
  }
}
