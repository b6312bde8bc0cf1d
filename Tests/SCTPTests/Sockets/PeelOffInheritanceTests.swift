import CSCTP
import Foundation
import Testing

@testable import SCTP

extension OnTheKernel {
  /// What the child begins with, and what sort of socket the kernel makes it.
  @Suite struct PeelOffInheritance {
    @Test("The child inherits the subscriptions of the socket and of its association") func subscriptions() throws {
      let server = try SCTPSocket.listening().subscribed(to: .shutdown)
      let (one, other) = (try Pair(server: server), try Pair(server: server))
      try server.setSubscribed(true, to: .associationChange, of: one.atServer)
      try server.setSubscribed(false, to: .shutdown, of: other.atServer)
      let expected: [(Pair, [SCTPAssociationChange.State], Int)] = [
        (one, [.shutdownComplete], 1), (other, [], 0),
      ]
      for (pair, states, shutdowns) in expected {
        let child = try server.peelOff(association: pair.atServer)
        try pair.client.close()
        let arrivals = try child.arrivalsUntilEnd()
        #expect(arrivals.states == states && arrivals.shutdowns == shutdowns)
        try child.close()
      }
      try server.close()
    }

    @Test("Later subscriptions on the child and on the parent are independent") func ownSubscriptions() throws {
      let server = try SCTPSocket.listening()
      let (leaving, staying) = (try Pair(server: server), try Pair(server: server))
      let child = try server.peelOff(association: leaving.atServer)
      try child.setSubscribed(true, to: .shutdown)
      try server.setSubscribed(true, to: .associationChange, of: .all)
      try leaving.client.close()
      let arrivals = try child.arrivalsUntilEnd()
      #expect(arrivals.states == [] && arrivals.shutdowns == 1)
      try staying.client.close()
      try staying.server.event(SCTPAssociationChange.self) {
        $0.state == .shutdownComplete && $0.association == staying.atServer
      }
      try child.close()
      try server.close()
    }

    @Test("The child inherits the maximum message size") func messageLimit() throws {
      let pair = try Pair()
      pair.server.maximumMessageSize = 10
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(child.maximumMessageSize == 10)
      child.maximumMessageSize = 20
      #expect(pair.server.maximumMessageSize == 10)
      try pair.deliver([UInt8](repeating: 0, count: 20), [UInt8](repeating: 0, count: 21), [1])
      #expect(try child.message().payload.count == 20)
      let tooLong = SCTPError(
        .messageTooLong, in: "recvmsg", because: .messageTooLong, association: pair.atServer, stream: 0, limit: 20)
      #expect(throws: tooLong) { try child.message() }
      #expect(try child.message().payload == [1])
      try child.close()
      try pair.close()
    }

    @Test("The child has the receive information and the subscriptions that the library needs")
    func libraryNeeds() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try child.carriesReceiveInfo())
      let subscribed = try child.withFileDescriptor {
        try EventSubscription.subscribed(.needed, of: .future, on: $0.rawValue)
      }
      #expect(subscribed == .needed)
      try pair.deliver([1])
      try pair.client.shutdown(association: pair.atClient)
      #expect(try child.message().payload == [1])
      #expect(try child.receive(timeout: patience) == nil)
      try child.close()
      try pair.close()
    }

    @Test("The child inherits SCTP_NODELAY and the size of the receive buffer") func socketOptions() throws {
      let pair = try Pair()
      try pair.server.setOption(.receiveBufferSize, to: 50_000)
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try child.option(.noDelay))
      #expect(try child.option(.receiveBufferSize) == pair.server.option(.receiveBufferSize))
      try child.close()
      try pair.close()
    }

    @Test("The child inherits the type of service since Linux 6.19") func typeOfService() throws {
      let pair = try Pair()
      let option = KernelOption<CInt>("IP_TOS", IP_TOS, level: CInt(IPPROTO_IP))
      let service: SCTPSocketOption<Int> = option.integer
      try pair.server.setOption(service, to: 0x10)
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try child.option(service) == (Kernel.isAtLeast(6, 19) ? 0x10 : 0))
      try child.close()
      try pair.close()
    }

    @Test("The kernel reports SOCK_SEQPACKET as the type of the child") func socketType() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let type = KernelOption<CInt>("SO_TYPE", SO_TYPE, level: SOL_SOCKET)
      #expect(try child.withFileDescriptor { try type.value(on: $0.rawValue) } == CInt(SOCK_SEQPACKET.rawValue))
      try child.close()
      try pair.close()
    }

    @Test("The system call shutdown(2) has no effect on the child") func kernelShutdown() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try child.withFileDescriptor { Foundation.shutdown($0.rawValue, CInt(SHUT_WR)) } == 0)
      try pair.expectWhole(on: child)
      #expect(try child.status().state == .established)
      try child.close()
      try pair.close()
    }

    @Test("The child can neither listen nor accept") func listenAndAccept() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let listener = SCTPListener(takingOwnershipOf: try child.duplicate())
      #expect(throws: SCTPError(.invalidArgument, in: "listen", because: .wrongStyle)) { try listener.listen() }
      #expect(throws: SCTPError(.notSupportedOnSocket, in: "accept4", because: .wrongStyle)) { try listener.accept() }
      try listener.close()
      try pair.expectWhole(on: child)
      try child.close()
      try pair.close()
    }

    @Test("The child cannot connect to another peer") func secondPeer() throws {
      let pair = try Pair()
      let stranger = try SCTPSocket.listening()
      let child = try pair.server.peelOff(association: pair.atServer)
      let text = "\(try stranger.address)"
      #expect(throws: SCTPError(.socketIsConnected, in: "sctp_connectx", address: text)) {
        try child.connect(to: [stranger.address])
      }
      try pair.expectWhole(on: child)
      try child.close()
      try stranger.close()
      try pair.close()
    }

    @Test("The kernel ignores unknown peel-off flags") func unknownFlags() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(pair.atServer, []) { descriptor, association, flags in
        kernelsPeelOff(descriptor, association, flags | 1)
      }
      try pair.expectWhole(on: child)
      try child.close()
      try pair.close()
    }
  }
}
