import SCTP
import Testing

private let everything: SCTPReconfigurationSet = [.resetStreams, .resetAssociation, .addStreams]

extension OnTheKernel {
  @Suite(.requiresRoot) struct StreamReconfiguration {
    /// A pair whose sockets allow each other to change streams, and report that.
    private func pair(
      serverAllows: SCTPReconfigurationSet = everything, clientAllows: SCTPReconfigurationSet = everything
    ) throws -> Pair {
      let pair = try Pair { socket in
        try socket.setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: 4, maximumInboundStreams: 16))
      } server: { socket in
        try socket.setOption(.allowedReconfigurations(), to: serverAllows)
      } client: { socket in
        try socket.setOption(.allowedReconfigurations(), to: clientAllows)
      }
      try pair.subscribe(to: [.streamReset, .associationReset, .streamChange])
      return pair
    }

    /// Sends a message of the client on a stream, and returns the number that it arrives with.
    private func number(of pair: Pair, onStream stream: UInt16) throws -> UInt16 {
      try pair.client.send([1], on: pair.atClient, options: SCTPSendOptions(stream: stream))
      let message = try pair.server.message()
      #expect(message.info.stream == stream)
      return message.info.streamSequenceNumber
    }

    /// As `number(of:onStream:)`, for a message of the server.
    private func serverNumber(of pair: Pair, onStream stream: UInt16) throws -> UInt16 {
      try pair.server.send([1], on: pair.atServer, options: SCTPSendOptions(stream: stream))
      return try pair.client.message().info.streamSequenceNumber
    }

    @Test("A reset of an outgoing stream restarts its sequence numbers") func outgoingReset() throws {
      try withSysctl(["reconf_enable": 1]) {
        let pair = try pair()
        for expected in UInt16(0)..<3 {
          #expect(try number(of: pair, onStream: 1) == expected)
          #expect(try number(of: pair, onStream: 2) == expected)
        }
        try pair.untilAcknowledged()
        try pair.client.resetStreams(.outgoing, streams: [1], of: pair.atClient)
        let here = try pair.client.event(SCTPStreamResetEvent.self)
        #expect(here.flags == .outgoing)
        #expect(here.streams == [1])
        #expect(here.association == pair.atClient)
        let there = try pair.server.event(SCTPStreamResetEvent.self)
        #expect(there.flags == .incoming)
        #expect(there.streams == [1])
        #expect(there.association == pair.atServer)
        #expect(try number(of: pair, onStream: 1) == 0)
        #expect(try number(of: pair, onStream: 2) == 3)
        try pair.close()
      }
    }

    @Test("A reset of an incoming stream restarts its sequence numbers") func incomingReset() throws {
      try withSysctl(["reconf_enable": 1]) {
        let pair = try pair()
        #expect(try serverNumber(of: pair, onStream: 3) == 0)
        #expect(try serverNumber(of: pair, onStream: 3) == 1)
        try until("all is acknowledged") { try pair.server.status(of: pair.atServer).unacknowledgedChunks == 0 }
        try pair.client.resetStreams(.incoming, streams: [3], of: pair.atClient)
        // The peer also requests a reset of the stream.
        let there = try pair.server.event(SCTPStreamResetEvent.self)
        #expect(there.flags == .outgoing)
        #expect(there.streams == [3])
        let here = try pair.client.event(SCTPStreamResetEvent.self)
        #expect(here.flags == .incoming)
        #expect(here.streams == [3])
        #expect(try serverNumber(of: pair, onStream: 3) == 0)
        try pair.close()
      }
    }

    @Test("A reset without stream numbers resets all streams") func allStreams() throws {
      try withSysctl(["reconf_enable": 1]) {
        let pair = try pair()
        #expect(try number(of: pair, onStream: 0) == 0)
        #expect(try number(of: pair, onStream: 1) == 0)
        try pair.untilAcknowledged()
        try pair.client.resetStreams(.outgoing, of: pair.atClient)
        let here = try pair.client.event(SCTPStreamResetEvent.self)
        #expect(here.flags == .outgoing)
        #expect(here.streams == [])
        #expect(try pair.server.event(SCTPStreamResetEvent.self).streams == [])
        #expect(try number(of: pair, onStream: 0) == 0)
        #expect(try number(of: pair, onStream: 1) == 0)
        try pair.close()
      }
    }

    @Test("A peer that does not allow resets denies the reset") func deniedReset() throws {
      try withSysctl(["reconf_enable": 1]) {
        let pair = try pair(serverAllows: [])
        #expect(try number(of: pair, onStream: 1) == 0)
        try pair.untilAcknowledged()
        try pair.client.resetStreams(.outgoing, streams: [1], of: pair.atClient)
        let event = try pair.client.event(SCTPStreamResetEvent.self)
        #expect(event.flags == [.outgoing, .denied])
        #expect(event.streams == [1])
        #expect(try number(of: pair, onStream: 1) == 1)
        try pair.close()
      }
    }

    @Test("A side that does not allow changes cannot request them") func deniedRequest() throws {
      try withSysctl(["reconf_enable": 1]) {
        let pair = try pair(clientAllows: [])
        expectFailure(.protocolNotAvailable, .reconfigurationDisabled) {
          try pair.client.resetStreams(.outgoing, streams: [1], of: pair.atClient)
        }
        expectFailure(.protocolNotAvailable, .reconfigurationDisabled) {
          try pair.client.resetAssociation(pair.atClient)
        }
        expectFailure(.protocolNotAvailable, .reconfigurationDisabled) {
          try pair.client.addStreams(outbound: 1, of: pair.atClient)
        }
        try pair.close()
      }
    }

    @Test("Resetting a stream that does not exist fails with EINVAL") func unknownStream() throws {
      try withSysctl(["reconf_enable": 1]) {
        let pair = try pair()
        expectFailure(.invalidArgument) { try pair.client.resetStreams(.outgoing, streams: [4], of: pair.atClient) }
        expectFailure(.invalidArgument) { try pair.client.resetStreams([], streams: [1], of: pair.atClient) }
        try pair.close()
      }
    }

    @Test("Added outgoing streams can be used at both ends") func outgoingStreams() throws {
      try withSysctl(["reconf_enable": 1]) {
        let pair = try pair()
        #expect(try pair.client.status(of: pair.atClient).outboundStreams == 4)
        expectFailure(.invalidArgument, .streamOutOfRange) {
          try pair.client.send([1], on: pair.atClient, options: SCTPSendOptions(stream: 6))
        }
        try pair.client.addStreams(outbound: 3, of: pair.atClient)
        let here = try pair.client.event(SCTPStreamChangeEvent.self)
        #expect(here.flags == [])
        #expect(here.association == pair.atClient)
        #expect(here.outboundStreams == 3)
        #expect(here.inboundStreams == 0)
        let there = try pair.server.event(SCTPStreamChangeEvent.self)
        #expect(there.flags == [])
        #expect(there.association == pair.atServer)
        #expect(there.inboundStreams == 3)
        #expect(there.outboundStreams == 0)
        #expect(try pair.client.status(of: pair.atClient).outboundStreams == 7)
        #expect(try pair.server.status(of: pair.atServer).inboundStreams == 7)
        #expect(try number(of: pair, onStream: 6) == 0)
        try pair.close()
      }
    }

    @Test("The peer adds incoming streams on request") func incomingStreams() throws {
      try withSysctl(["reconf_enable": 1]) {
        let pair = try pair()
        try pair.client.addStreams(inbound: 2, of: pair.atClient)
        let there = try pair.server.event(SCTPStreamChangeEvent.self)
        #expect(there.flags == [])
        let here = try pair.client.event(SCTPStreamChangeEvent.self)
        #expect(here.flags == [])
        #expect(try pair.server.status(of: pair.atServer).outboundStreams == 6)
        #expect(try pair.client.status(of: pair.atClient).inboundStreams == 6)
        #expect(try serverNumber(of: pair, onStream: 5) == 0)
        try pair.close()
      }
    }

    @Test("A peer that does not allow added streams denies them") func deniedStreams() throws {
      try withSysctl(["reconf_enable": 1]) {
        let pair = try pair(serverAllows: [.resetStreams])
        try pair.client.addStreams(outbound: 3, of: pair.atClient)
        let event = try pair.client.event(SCTPStreamChangeEvent.self)
        #expect(event.flags == .denied)
        #expect(try pair.client.status(of: pair.atClient).outboundStreams == 4)
        try pair.close()
      }
    }

    @Test("A reset of the association restarts all sequence numbers") func wholeAssociation() throws {
      try withSysctl(["reconf_enable": 1]) {
        let pair = try pair()
        #expect(try number(of: pair, onStream: 0) == 0)
        #expect(try number(of: pair, onStream: 0) == 1)
        #expect(try serverNumber(of: pair, onStream: 2) == 0)
        try pair.untilAcknowledged()
        try until("all is acknowledged") { try pair.server.status(of: pair.atServer).unacknowledgedChunks == 0 }
        try pair.client.resetAssociation(pair.atClient)
        let here = try pair.client.event(SCTPAssociationResetEvent.self)
        let there = try pair.server.event(SCTPAssociationResetEvent.self)
        #expect(here.flags == [])
        #expect(there.flags == [])
        #expect(here.association == pair.atClient)
        #expect(there.association == pair.atServer)
        #expect(here.localTransmissionSequenceNumber == there.remoteTransmissionSequenceNumber)
        #expect(here.remoteTransmissionSequenceNumber == there.localTransmissionSequenceNumber)
        try pair.client.send([7], on: pair.atClient)
        let message = try pair.server.message()
        #expect(message.info.streamSequenceNumber == 0)
        // The kernel returns the numbers of the other side as local.
        #expect(message.info.transmissionSequenceNumber == here.remoteTransmissionSequenceNumber)
        #expect(try serverNumber(of: pair, onStream: 2) == 0)
        try pair.close()
      }
    }

    @Test("Without the sysctl, stream reconfiguration fails with ENOPROTOOPT") func disabledSysctl() throws {
      let pair = try pair()
      expectFailure(.protocolNotAvailable, .reconfigurationDisabled) {
        try pair.client.resetStreams(.outgoing, of: pair.atClient)
      }
      expectFailure(.protocolNotAvailable, .reconfigurationDisabled) { try pair.client.resetAssociation(pair.atClient) }
      expectFailure(.protocolNotAvailable, .reconfigurationDisabled) {
        try pair.client.addStreams(outbound: 1, of: pair.atClient)
      }
      try pair.close()
    }

    @Test("One-to-one sockets reconfigure the streams of their only association") func oneToOne() throws {
      try withSysctl(["reconf_enable": 1]) {
        let listener = try SCTPListener.listening()
        try listener.setOption(.allowedReconfigurations(), to: everything)
        let client = try SCTPOneToOneSocket()
        try client.setOption(.noDelay, to: true)
        try client.setOption(.allowedReconfigurations(), to: everything)
        try client.connect(to: [try listener.address], timeout: patience)
        let accepted = try listener.accept(timeout: patience)
        for socket in [client, accepted] {
          try socket.setSubscribed(true, to: [.streamReset, .associationReset, .streamChange])
        }
        try client.resetStreams(.outgoing, streams: [1])
        #expect(try client.event(SCTPStreamResetEvent.self).flags == .outgoing)
        #expect(try accepted.event(SCTPStreamResetEvent.self).flags == .incoming)
        try client.addStreams(outbound: 1)
        #expect(try client.event(SCTPStreamChangeEvent.self).flags == [])
        #expect(try accepted.event(SCTPStreamChangeEvent.self).flags == [])
        try client.resetAssociation()
        #expect(try client.event(SCTPAssociationResetEvent.self).flags == [])
        #expect(try accepted.event(SCTPAssociationResetEvent.self).flags == [])
        try client.send([1])
        #expect(try accepted.message().payload == [1])
        try client.close()
        try accepted.close()
        try listener.close()
      }
    }
  }
}
