import Testing

@testable import SCTP

// Of any kernel: on one without SCTP these run too.
@Suite(.leavesNoDescriptor) struct KernelSupport {
  @Test("A kernel is supported exactly if it creates SCTP sockets") func supportedKernel() throws {
    let makers: [() throws -> SCTPEndpoint] = [
      { try SCTPSocket() }, { try SCTPSocket(family: .ipv6) }, { try SCTPOneToOneSocket() }, { try SCTPListener() },
    ]
    for make in makers {
      do {
        try make().close()
        #expect(SCTPSocket.isSupported)
      } catch let error as SCTPError {
        #expect(!SCTPSocket.isSupported, "\(error)")
        #expect(error.operation == "socket")
        #expect([.socketTypeNotSupported, .protocolNotSupported].contains(error.code))
        #expect(error.reason == .kernelWithoutSCTP)
      }
    }
  }

  // The argument replaces the error of the kernel, so that the test has the same meaning on every kernel.
  @Test("The error of a kernel without SCTP suggests loading the module", arguments: [93, 94] as [CInt])
  func missingSCTP(_ number: CInt) throws {
    let error = try #require(#expect(throws: SCTPError.self) { try check("socket") { -number } })
    #expect(error.code.rawValue == number)
    #expect(error.operation == "socket")
    #expect(error.reason == .kernelWithoutSCTP)
    #expect("\(error)".contains("modprobe sctp"))
  }

  @Test("ENOTSOCK carries the reason that the descriptor is not an SCTP socket") func notSocket() {
    expectFailure(.notSocket, .notSCTP) { try check("bind") { CInt(-88) } }
  }
}
