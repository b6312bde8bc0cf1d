import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_sctp_sendvrecvv") struct SendvRecvvConformance {
    /// Two sockets without subscriptions, of which one has sent its first message to five addresses of the other.
    struct Vectors {
      let sender: SCTPSocket
      let receiver: SCTPSocket
      let addresses: [SCTPAddress]

      init(_ family: SCTPAddressFamily) throws {
        receiver = try .listening(family)
        sender = try SCTPSocket(family: family)
        try sender.setOption(.noDelay, to: true)
        try sender.bind(to: .loopback(family, port: 0))
        let first = try receiver.address
        addresses =
          try [first]
          + (1...4).map { try SCTPAddress(family == .ipv4 ? "172.16.1.\($0)" : "2020::\($0)", port: first.port) }
        try send(.hello)
      }

      func send(_ payload: [UInt8], _ options: SCTPSendOptions = .init()) throws {
        try sender.send(unsafe payload.span.bytes, to: addresses, options: options)
      }

      /// Sends one more message, and expects that it arrives on the same association.
      func expectArrival(_ payload: [UInt8], _ options: SCTPSendOptions) throws {
        try receiver.expectMessage(.hello, .init())
        try send(payload, options)
        try receiver.expectMessage(payload, options)
        #expect(try sender.associations().count == 1)
        try close()
      }

      func close() throws {
        try sender.close()
        try receiver.close()
      }
    }

    /// What the program sends in three vectors.
    private let threefold = .hello + .hello + .hello

    @Test("sctp_sendv addr info", arguments: SCTPAddressFamily.allCases)
    func sendToAddresses(_ family: SCTPAddressFamily) throws {
      let vectors = try Vectors(family)
      #expect(try vectors.receiver.expectMessage(.hello, .init()).source == vectors.sender.address)
      #expect(try vectors.sender.associations().count == 1)
      try vectors.close()
    }

    @Test("sctp_sendv sndinfo with stream 1", arguments: SCTPAddressFamily.allCases)
    func sendOnStream1(_ family: SCTPAddressFamily) throws {
      try Vectors(family).expectArrival(.hello, SCTPSendOptions(stream: 1, flags: .unordered))
    }

    @Test("sctp_sendv sndinfo with stream 2", arguments: SCTPAddressFamily.allCases)
    func sendOnStream2(_ family: SCTPAddressFamily) throws {
      try Vectors(family).expectArrival(threefold, SCTPSendOptions(stream: 2, flags: .unordered))
    }

    @Test("sctp_sendv prinfo", arguments: SCTPAddressFamily.allCases)
    func sendWithReliability(_ family: SCTPAddressFamily) throws {
      try Vectors(family).expectArrival(threefold, SCTPSendOptions(reliability: .retransmissions(10)))
    }

    @Test("sctp_sendv authinfo", arguments: SCTPAddressFamily.allCases)
    func sendWithAKey(_ family: SCTPAddressFamily) throws {
      try Vectors(family).expectArrival(threefold, SCTPSendOptions(authenticationKey: 0))
    }

    @Test("sctp_sendv spa with stream 3", arguments: SCTPAddressFamily.allCases)
    func sendWithReliabilityOnStream3(_ family: SCTPAddressFamily) throws {
      try Vectors(family).expectArrival(
        threefold, SCTPSendOptions(stream: 3, flags: .unordered, reliability: .retransmissions(10)))
    }

    @Test("sctp_sendv spa with stream 4", arguments: SCTPAddressFamily.allCases)
    func sendWithReliabilityAndAKeyOnStream4(_ family: SCTPAddressFamily) throws {
      try Vectors(family).expectArrival(
        threefold,
        SCTPSendOptions(stream: 4, flags: .unordered, reliability: .retransmissions(10), authenticationKey: 0))
    }

    @Test("sctp_recvv SCTP_RECVV_NOINFO", arguments: SCTPAddressFamily.allCases)
    func receiveWithoutInfo(_ family: SCTPAddressFamily) throws {
      let vectors = try Vectors(family)
      // The library turns the information on, since it depends on it, and says so where someone turned it off.
      let receiveInfo = unsafe SCTPSocketOption.unsafeOption(level: 132, number: 32, request: CInt(0))
      try vectors.receiver.setOption(receiveInfo, to: 0)
      expectFailure(.badMessage, .missingInfo) { try vectors.receiver.receive(timeout: patience) }
      try vectors.close()
    }

    @Test("sctp_recvv SCTP_RECVV_RCVINFO", arguments: SCTPAddressFamily.allCases)
    func receiveInfo(_ family: SCTPAddressFamily) throws {
      let vectors = try Vectors(family)
      try vectors.receiver.expectMessage(.hello, .init())
      #expect(try vectors.receiver.option(.receiveInfo))
      try vectors.send(.hello, SCTPSendOptions(stream: 1, flags: .unordered))
      let info = try vectors.receiver.message().info
      #expect(info.stream == 1)
      #expect(info.next == nil)
      try vectors.close()
    }

    @Test("sctp_recvv SCTP_RECVV_RN", arguments: SCTPAddressFamily.allCases)
    func receiveNextInfo(_ family: SCTPAddressFamily) throws {
      let vectors = try Vectors(family)
      try vectors.receiver.setOption(.receiveNextInfo, to: true)
      try vectors.send(threefold, SCTPSendOptions(stream: 3, payloadProtocol: 5, flags: .unordered))
      let association = try #require(try vectors.sender.associations().first)
      try until("both messages have arrived") {
        try vectors.sender.status(of: association).unacknowledgedChunks == 0
      }
      let info = try vectors.receiver.message().info
      #expect(info.stream == 0)
      let next = try #require(info.next)
      #expect(next.stream == 3)
      #expect(next.isUnordered && !next.isNotification)
      #expect(next.payloadProtocol == 5)
      #expect(next.length == UInt32(threefold.count))
      try vectors.close()
    }
  }
}
