import Foundation
import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_sctp_sendvrecvv") struct SendvRecvvConformance {
    /// The message that the program sends in three vectors.
    private let threefold = .hello + .hello + .hello

    /// The scenarios of the program, on one association and in its order.
    @Test("the program", arguments: SCTPAddressFamily.allCases)
    func program(_ family: SCTPAddressFamily) throws {
      let receiver = try SCTPSocket.listening(family)
      let sender = try SCTPSocket.bound(family)
      let messages = try sendAll(from: sender, to: addresses(of: receiver, family))
      try receive(messages, on: receiver, from: sender)
      #expect(try sender.associations().count == 1)
      #expect(try receiver.associations().count == 1)
      try sender.close()
      try receiver.close()
    }

    /// Five addresses, of which the peer has only the first.
    private func addresses(of receiver: SCTPSocket, _ family: SCTPAddressFamily) throws -> [SCTPAddress] {
      let first = try receiver.address
      return try [first]
        + (1...4).map { try SCTPAddress(family == .ipv4 ? "172.16.1.\($0)" : "2020::\($0)", port: first.port) }
    }

    private func sendAll(
      from sender: SCTPSocket, to addresses: [SCTPAddress]
    ) throws -> [(payload: [UInt8], options: SCTPSendOptions)] {
      var messages: [(payload: [UInt8], options: SCTPSendOptions)] = []
      func send(_ name: String, _ payload: [UInt8], _ options: SCTPSendOptions = .init()) throws {
        try scenario(name) {
          try sender.send(unsafe payload.span.bytes, to: addresses, options: options)
          messages.append((payload, options))
        }
      }
      try send("sctp_sendv addr info", .hello)
      let association = try #require(try sender.associations().first)
      try until("the association is up") { try sender.status(of: association).state == .established }
      try send("sctp_sendv sndinfo with stream 1", .hello, SCTPSendOptions(stream: 1, flags: .unordered))
      try send("sctp_sendv sndinfo with stream 2", threefold, SCTPSendOptions(stream: 2, flags: .unordered))
      try send("sctp_sendv prinfo", threefold, SCTPSendOptions(reliability: .retransmissions(10)))
      try send("sctp_sendv authinfo", threefold, SCTPSendOptions(authenticationKey: 0))
      try send(
        "sctp_sendv spa with stream 3", threefold,
        SCTPSendOptions(stream: 3, payloadProtocol: 5, flags: .unordered, reliability: .retransmissions(10)))
      try send(
        "sctp_sendv spa with stream 4", threefold,
        SCTPSendOptions(stream: 4, flags: .unordered, reliability: .retransmissions(10), authenticationKey: 0))
      try until("all is acknowledged") { try sender.status(of: association).unacknowledgedChunks == 0 }
      return messages
    }

    private func receive(
      _ messages: [(payload: [UInt8], options: SCTPSendOptions)], on receiver: SCTPSocket, from sender: SCTPSocket
    ) throws {
      try scenario("sctp_recvv SCTP_RECVV_NOINFO (the library: EBADMSG, because it needs the information)") {
        let receiveInfo = unsafe SCTPSocketOption.unsafeOption(level: 132, number: 32, request: CInt(0))
        try receiver.setOption(receiveInfo, to: 0)
        #expect(try peek(receiver) == messages[0].payload)
        expectFailure(.badMessage, .missingInfo) { try receiver.receive(timeout: patience) }
        try receiver.setOption(receiveInfo, to: 1)
      }
      try scenario("sctp_recvv SCTP_RECVV_RCVINFO") {
        #expect(try receiver.carriesReceiveInfo())
        let message = try receiver.expectMessage(messages[1].payload, messages[1].options)
        #expect(message.info.next == nil)
        #expect(try message.source == sender.address)
      }
      // The program receives these two into buffers that are too small for the information.
      for message in messages[2...3] { try receiver.expectMessage(message.payload, message.options) }
      try scenario("sctp_recvv SCTP_RECVV_RN") {
        try receiver.setOption(.receiveNextInfo, to: true)
        let next = try #require(
          try receiver.expectMessage(messages[4].payload, messages[4].options).info.next)
        #expect(next.stream == 3)
        #expect(next.isUnordered && !next.isNotification)
        #expect(next.payloadProtocol == 5)
        #expect(next.length == UInt32(threefold.count))
      }
      for message in messages[5...] { try receiver.expectMessage(message.payload, message.options) }
    }

    /// The kernel's next message, without its information; the message stays queued.
    private func peek(_ socket: SCTPSocket) throws -> [UInt8] {
      try socket.untilReadable()
      var bytes = [UInt8](repeating: 0, count: 100)
      let count = try socket.withFileDescriptor {
        unsafe recv($0.rawValue, &bytes, bytes.count, CInt(MSG_PEEK))
      }
      try #require(count > 0, "recv(2): errno \(errno)")
      return Array(bytes[..<count])
    }
  }
}
