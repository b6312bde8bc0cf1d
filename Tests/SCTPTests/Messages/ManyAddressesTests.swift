import Foundation
import SCTP
import Testing

extension OnTheKernel {
  @Suite struct ManyAddresses {
    /// Runs in a separate process, because a stack overflow would end the process.
    @Test("Sending to more addresses than the kernel accepts fails with ENOBUFS") func tooMany() async {
      await #expect(processExitsWith: .success) {
        let client = try SCTPSocket()
        let addresses = [SCTPAddress](repeating: .loopback(port: 9), count: 400_000)
        expectFailure(.noBufferSpace, .tooManyAddresses, in: "sendmsg") { try client.send([1], toAll: addresses) }
        try client.close()
      }
    }

    @Test("A rejected list of addresses leaves the socket usable") func rejectedList() throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket()
      let address = try server.address
      expectFailure(.noBufferSpace, .tooManyAddresses, in: "sendmsg") {
        try client.send([1], toAll: [SCTPAddress](repeating: address, count: 10_000))
      }
      #expect(try client.associations().isEmpty)
      try client.send([2], toAll: [address, SCTPAddress("127.0.0.2", port: address.port)])
      #expect(try server.message().payload == [2])
      try client.close()
      try server.close()
    }

    @Test("Sending to a list of 250 addresses succeeds") func hundreds() throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket()
      let port = try server.address.port
      let others = try (2...250).map { try SCTPAddress("127.0.0.\($0)", port: port) }
      let initialMessage = SCTPInitialMessage(outboundStreams: 7)
      let options = SCTPSendOptions(stream: 6, payloadProtocol: 46, reliability: .retransmissions(5))
      try client.send([3], toAll: [try server.address] + others, initialMessage, options)
      let message = try server.message()
      #expect(message.payload == [3])
      #expect(message.info.stream == 6)
      #expect(message.info.payloadProtocol == 46)
      try client.close()
      try server.close()
    }
  }
}

extension SCTPSocket {
  fileprivate func send(
    _ payload: [UInt8], toAll addresses: [SCTPAddress], _ initialMessage: SCTPInitialMessage? = nil,
    _ options: SCTPSendOptions = .init()
  ) throws {
    try send(
      unsafe payload.span.bytes, to: addresses, initialMessage: initialMessage, options: options, timeout: patience)
  }
}
