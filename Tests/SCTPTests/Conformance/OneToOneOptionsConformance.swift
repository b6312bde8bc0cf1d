import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_sockopt") struct OneToOneOptionsConformance {
    /// An option of a level that there is not.
    private static var noLevel: SCTPSocketOption<CInt> { unsafe .unsafeOption(level: -1, number: 0, request: 0) }

    /// `SCTP_AUTOCLOSE`, which the library has for one-to-many sockets only.
    private static var autoClose: SCTPSocketOption<UInt32> {
      unsafe .unsafeOption(level: 132, number: 4, request: 0)
    }

    @Test("setsockopt() with an invalid level - ENOPROTOOPT") func setNoLevel() throws {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.protocolNotAvailable) { try socket.setOption(Self.noLevel, to: 0) }
      try socket.close()
    }

    @Test("setsockopt() with invalid option name - EOPNOTSUPP: an option of the other style") func setOtherStyle()
      throws
    {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.notSupportedOnSocket, .wrongStyle) { try socket.setOption(Self.autoClose, to: 1) }
      try socket.close()
    }

    // The program skips this scenario.
    @Test("getsockopt() with an invalid level - ENOPROTOOPT (Linux: EOPNOTSUPP)") func getNoLevel() throws {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.notSupportedOnSocket) { try socket.option(Self.noLevel) }
      try socket.close()
    }

    @Test("getsockopt() with invalid option name - EOPNOTSUPP: an option of the other style") func getOtherStyle()
      throws
    {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.notSupportedOnSocket, .wrongStyle) { try socket.option(Self.autoClose) }
      try socket.close()
    }

    @Test("getsockopt() SCTP_INITMSG - SUCCESS") func getInitialMessage() throws {
      let socket = try SCTPOneToOneSocket()
      let message = try socket.option(.initialMessage)
      // The defaults of Linux; the attempts are those of a sysctl.
      #expect(message.outboundStreams == 10)
      #expect(message.maximumInboundStreams == 65_535)
      #expect(message.maximumAttempts > 0)
      try socket.close()
    }

    @Test("setsockopt() SCTP_INITMSG - SUCCESS") func setInitialMessage() throws {
      let (socket, other) = (try SCTPOneToOneSocket(), try SCTPOneToOneSocket())
      let message = SCTPInitialMessage(
        outboundStreams: 5, maximumInboundStreams: 5, maximumAttempts: 3, maximumTimeout: .milliseconds(30))
      let before = try other.option(.initialMessage)
      try socket.setOption(.initialMessage, to: message)
      #expect(try socket.option(.initialMessage) == message)
      // It is the socket's own.
      #expect(try other.option(.initialMessage) == before)
      #expect(before != message)
      try socket.close()
      try other.close()
    }

    @Test("setsockopt() SO_LINGER - SUCCESS") func setLinger() throws {
      let connection = try Connection()
      try connection.client.setOption(.linger, to: .seconds(3))
      try connection.client.setOption(.linger, to: nil)
      #expect(try connection.client.option(.linger) == nil)
      try connection.close()
    }

    @Test("getsockopt() SO_LINGER - SUCCESS") func getLinger() throws {
      let connection = try Connection()
      #expect(try connection.client.option(.linger) == nil)
      try connection.client.setOption(.linger, to: .seconds(3))
      #expect(try connection.client.option(.linger) == .seconds(3))
      try connection.close()
    }

    @Test("getsockopt() SO_RCVBUF - SUCCESS") func getReceiveBuffer() throws {
      let connection = try Connection()
      let size = try connection.client.option(.receiveBufferSize)
      // The window that a peer is told is half of the buffer.
      #expect(try size == 2 * Int(connection.client.option(.associationParameters()).localReceiveWindow))
      try connection.close()
    }

    @Test("getsockopt() SCTP_STATUS - SUCCESS") func getStatus() throws {
      let connection = try Connection()
      let status = try connection.client.status()
      #expect(status.state == .established)
      #expect(try status.association == connection.client.association)
      #expect(try status.primaryAddress == connection.address)
      #expect(try status.receiveWindow == connection.accepted.option(.associationParameters()).localReceiveWindow)
      try connection.close()
    }

    @Test("setsockopt() SO_RCVBUF - SUCCESS") func setReceiveBuffer() throws {
      let connection = try Connection()
      try connection.client.setOption(.receiveBufferSize, to: 2048)
      #expect(try connection.client.option(.receiveBufferSize) == 4096)
      try connection.close()
    }

    @Test("setsockopt() SO_SNDBUF - SUCCESS: a message beyond it fails with EMSGSIZE") func setSendBuffer() throws {
      let connection = try Connection()
      try connection.client.setOption(.sendBufferSize, to: 2304)
      expectFailure(.messageTooLong, .sendBufferTooSmall) {
        try connection.client.send([UInt8](repeating: 0, count: 4609))
      }
      try connection.close()
    }

    @Test("getsockopt() SO_SNDBUF - SUCCESS") func getSendBuffer() throws {
      let connection = try Connection()
      try connection.client.setOption(.sendBufferSize, to: 2304)
      #expect(try connection.client.option(.sendBufferSize) == 4608)
      try connection.close()
    }

    @Test("getsockopt() SCTP_PRIMARY_ADDR - SUCCESS") func getPrimaryPath() throws {
      let connection = try Connection()
      #expect(try connection.client.primaryPath == connection.address)
      try connection.close()
    }

    @Test("setsockopt() SCTP_PRIMARY_ADDR - SUCCESS") func setPrimaryPath() throws {
      let connection = try Connection()
      try connection.client.setPrimaryPath(try #require(try connection.client.primaryPath))
      #expect(try connection.client.primaryPath == connection.address)
      try connection.close()
    }

    @Test("getsockopt() SCTP_ASSOCINFO - SUCCESS") func getAssociationParameters() throws {
      let connection = try Connection()
      let parameters = try connection.client.option(.associationParameters())
      #expect(parameters.peerDestinations == 1)
      #expect(parameters.maximumRetransmissions > 0)
      #expect(parameters.cookieLife > .zero)
      try connection.close()
    }

    @Test("setsockopt() SCTP_ASSOCINFO - SUCCESS") func setAssociationParameters() throws {
      let connection = try Connection()
      var parameters = try connection.client.option(.associationParameters())
      parameters.maximumRetransmissions += 5
      parameters.cookieLife += .milliseconds(10)
      try connection.client.setOption(.associationParameters(), to: parameters)
      #expect(try connection.client.option(.associationParameters()) == parameters)
      try connection.close()
    }
  }
}

extension SCTPOneToOneSocket {
  /// The address that the kernel returns for `SCTP_PRIMARY_ADDR`.
  fileprivate var primaryPath: SCTPAddress? {
    get throws { try paths().first { $0.isPrimary }?.address }
  }
}
