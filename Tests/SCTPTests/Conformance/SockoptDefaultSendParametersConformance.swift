import SCTP
import Testing

extension OnTheKernel.SockoptConformance {
  @Suite("SCTP_DEFAULT_SEND_PARAM") struct DefaultSendParametersConformance {
    /// An identifier that no association has here.
    private static let unknown = SCTPAssociationID(rawValue: 1234)
    private static let ofSocket = SCTPSendOptions(payloadProtocol: 1000)
    private static let ofAssociation = SCTPSendOptions(payloadProtocol: 3000)

    /// Two associated sockets, both with default parameters of their own.
    private func pairWithDefaults(_ family: SCTPAddressFamily) throws -> Pair {
      let pair = try Pair(family)
      for socket in [pair.server, pair.client] { try socket.setOption(.defaultSendParameters(), to: Self.ofSocket) }
      return pair
    }

    /// A listener and a client with default parameters of their own, before they are connected.
    private struct Styled {
      let listener: SCTPListener
      let client: SCTPOneToOneSocket

      init(_ family: SCTPAddressFamily) throws {
        listener = try .listening(family)
        client = try SCTPOneToOneSocket(family: family)
        // The identifier is ignored on a one-to-one socket.
        try listener.setOption(.defaultSendParameters(of: unknown), to: ofSocket)
        try client.setOption(.defaultSendParameters(of: unknown), to: ofSocket)
      }

      func connect() throws {
        try client.connect(to: [try listener.address], timeout: patience)
      }

      func close() throws {
        try client.close()
        try listener.close()
      }
    }

    @Test("setsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-many style socket", arguments: SCTPAddressFamily.allCases)
    func setOfASocket(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket(family: family)
      #expect(try socket.option(.defaultSendParameters()) == SCTPSendOptions())
      try socket.setOption(.defaultSendParameters(), to: Self.ofSocket)
      #expect(try socket.option(.defaultSendParameters()) == Self.ofSocket)
      try socket.close()
    }

    @Test("getsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-many style socket", arguments: SCTPAddressFamily.allCases)
    func getOfASocket(_ family: SCTPAddressFamily) throws {
      let pair = try pairWithDefaults(family)
      for socket in [pair.server, pair.client] {
        #expect(try socket.option(.defaultSendParameters()).payloadProtocol == 1000)
      }
      try pair.close()
    }

    @Test(
      "setsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-many style invalid associd", arguments: SCTPAddressFamily.allCases)
    func setOfAnUnknownAssociation(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket(family: family)
      expectFailure(.invalidArgument, .unknownAssociation) {
        try socket.setOption(.defaultSendParameters(of: Self.unknown), to: Self.ofSocket)
      }
      try socket.close()
    }

    @Test(
      "setsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-many style associd belonging to another socket",
      arguments: SCTPAddressFamily.allCases)
    func setOfAForeignAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try pairWithDefaults(family)
      expectFailure(.invalidArgument, .unknownAssociation) {
        try pair.server.setOption(.defaultSendParameters(of: pair.atClient), to: Self.ofAssociation)
      }
      try pair.close()
    }

    @Test(
      "setsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-many style valid associd", arguments: SCTPAddressFamily.allCases)
    func setOfAnAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try pairWithDefaults(family)
      try pair.server.setOption(.defaultSendParameters(of: pair.atServer), to: Self.ofAssociation)
      #expect(try pair.server.option(.defaultSendParameters()) == Self.ofSocket)
      try pair.close()
    }

    @Test(
      "getsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-many style valid associd", arguments: SCTPAddressFamily.allCases)
    func getOfAnAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try pairWithDefaults(family)
      try pair.server.setOption(.defaultSendParameters(of: pair.atServer), to: Self.ofAssociation)
      #expect(try pair.server.option(.defaultSendParameters(of: pair.atServer)) == Self.ofAssociation)
      try pair.close()
    }

    @Test("getsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-many style zero associd", arguments: SCTPAddressFamily.allCases)
    func getOfNoAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try pairWithDefaults(family)
      try pair.client.setOption(.defaultSendParameters(of: pair.atClient), to: Self.ofAssociation)
      #expect(try pair.client.option(.defaultSendParameters(of: .future)) == Self.ofSocket)
      try pair.close()
    }

    @Test(
      "getsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-many style peeled off socket", arguments: SCTPAddressFamily.allCases
    )
    func getOfAPeeledOffSocket(_ family: SCTPAddressFamily) throws {
      let pair = try pairWithDefaults(family)
      try pair.server.setOption(.defaultSendParameters(of: pair.atServer), to: Self.ofAssociation)
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try child.option(.defaultSendParameters()) == Self.ofAssociation)
      try child.close()
      try pair.close()
    }

    @Test("setsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-one style socket", arguments: SCTPAddressFamily.allCases)
    func setOfAOneToOneSocket(_ family: SCTPAddressFamily) throws {
      let sockets = try Styled(family)
      let others = SCTPSendOptions(stream: 3, payloadProtocol: 2000)
      try sockets.client.setOption(.defaultSendParameters(of: Self.unknown), to: others)
      #expect(try sockets.client.option(.defaultSendParameters()) == others)
      try sockets.close()
    }

    @Test("getsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-one style socket", arguments: SCTPAddressFamily.allCases)
    func getOfAOneToOneSocket(_ family: SCTPAddressFamily) throws {
      let sockets = try Styled(family)
      #expect(try sockets.listener.option(.defaultSendParameters()) == Self.ofSocket)
      #expect(try sockets.client.option(.defaultSendParameters()) == Self.ofSocket)
      try sockets.close()
    }

    @Test("setsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-one style assoc", arguments: SCTPAddressFamily.allCases)
    func setOfAConnectedSocket(_ family: SCTPAddressFamily) throws {
      let sockets = try Styled(family)
      try sockets.connect()
      #expect(try sockets.client.option(.defaultSendParameters()) == Self.ofSocket)
      try sockets.client.setOption(.defaultSendParameters(), to: Self.ofAssociation)
      #expect(try sockets.client.option(.defaultSendParameters()) == Self.ofAssociation)
      try sockets.close()
    }

    @Test("getsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-one style assoc", arguments: SCTPAddressFamily.allCases)
    func getOfAConnectedSocket(_ family: SCTPAddressFamily) throws {
      let sockets = try Styled(family)
      try sockets.connect()
      try sockets.client.setOption(.defaultSendParameters(), to: Self.ofAssociation)
      let association = try sockets.client.association
      #expect(try sockets.client.option(.defaultSendParameters(of: association)) == Self.ofAssociation)
      #expect(try sockets.client.option(.defaultSendParameters()) == Self.ofAssociation)
      #expect(try sockets.listener.option(.defaultSendParameters()) == Self.ofSocket)
      try sockets.close()
    }

    @Test(
      "getsockopt(SCTP_DEFAULT_SEND_PARAM) - one-to-one style accepted socket", arguments: SCTPAddressFamily.allCases)
    func getOfAnAcceptedSocket(_ family: SCTPAddressFamily) throws {
      let sockets = try Styled(family)
      try sockets.connect()
      let accepted = try sockets.listener.accept(timeout: patience)
      #expect(try accepted.option(.defaultSendParameters()) == Self.ofSocket)
      try accepted.close()
      try sockets.close()
    }
  }
}
