import Foundation
import Testing

@testable import SCTP

extension OnTheKernel {
  /// The flags that the child's descriptor is made with.
  @Suite struct PeelOffFlags {
    static let combinations: [SCTPSocketFlags] = [[], .nonBlocking, .closeOnExec, [.nonBlocking, .closeOnExec]]

    @Test("The child has the requested flags, regardless of the parent's flags", arguments: combinations, combinations)
    func requestedFlags(_ flags: SCTPSocketFlags, whateverTheParentHas: SCTPSocketFlags) throws {
      let pair = try Pair(server: .listening(flags: whateverTheParentHas))
      let parent = try DescriptorFlags(of: pair.server)
      let child = try pair.server.peelOff(association: pair.atServer, flags: flags)
      let made = try DescriptorFlags(of: child)
      #expect(made.isCloseOnExec == flags.contains(.closeOnExec))
      #expect(made.isNonBlocking == flags.contains(.nonBlocking))
      #expect(try DescriptorFlags(of: pair.server) == parent)
      try child.close()
      try pair.close()
    }

    @Test("By default, the child is close-on-exec and blocking") func defaultFlags() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let made = try DescriptorFlags(of: child)
      #expect(made.isCloseOnExec && !made.isNonBlocking)
      try child.close()
      try pair.close()
    }

    @Test("A receive on a non-blocking child fails with EAGAIN instead of waiting") func nonBlockingChild() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer, flags: .nonBlocking)
      #expect(throws: SCTPError(.resourceTemporarilyUnavailable, in: "recvmsg")) {
        try child.receive(timeout: patience)
      }
      try pair.deliver([1])
      #expect(try child.receive(timeout: patience)?.message?.payload == [1])
      try child.close()
      try pair.close()
    }

    @Test("A receive on a blocking child of a non-blocking parent waits") func blockingChild() throws {
      let pair = try Pair(server: .listening(flags: .nonBlocking))
      let child = try pair.server.peelOff(association: pair.atServer, flags: [])
      let receiver = Background { try child.message().payload }
      try receiver.untilItWaits()
      try pair.client.send([1], on: pair.atClient)
      #expect(try receiver.value() == [1])
      try child.close()
      try pair.close()
    }

    @Test("A started program inherits the child's descriptor only without close-on-exec", arguments: combinations)
    func programInherits(_ flags: SCTPSocketFlags) throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer, flags: flags)
      let isPassedOn = try child.withFileDescriptor {
        try Program.status(of: ["/bin/sh", "-c", "test -e /proc/self/fd/\($0.rawValue)"]) == 0
      }
      #expect(isPassedOn == !flags.contains(.closeOnExec))
      try child.close()
      try pair.close()
    }

    @Test("The kernel receives exactly the requested flags", arguments: combinations)
    func kernelFlags(_ flags: SCTPSocketFlags) throws {
      let pair = try Pair()
      var asked: [CInt] = []
      expectFailure(.noMemory, nil, in: "sctp_peeloff") {
        try pair.server.peelOff(pair.atServer, flags) { _, _, bits in
          asked.append(bits)
          return -ENOMEM
        }
      }
      let cloexec = flags.contains(.closeOnExec) ? CInt(SOCK_CLOEXEC.rawValue) : 0
      let nonBlock = flags.contains(.nonBlocking) ? CInt(SOCK_NONBLOCK.rawValue) : 0
      #expect(asked == [cloexec | nonBlock])
      try pair.close()
    }

    @Test("Unknown flags are not passed on to the kernel") func unknownFlags() throws {
      let pair = try Pair()
      let everything = SCTPSocketFlags(rawValue: -1).union(SCTPSocketFlags(rawValue: 1))
      #expect(everything == [.nonBlocking, .closeOnExec])
      var asked: [CInt] = []
      expectFailure(.noMemory, nil, in: "sctp_peeloff") {
        try pair.server.peelOff(pair.atServer, everything) { _, _, bits in
          asked.append(bits)
          return -ENOMEM
        }
      }
      #expect(asked == [CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)])
      try pair.close()
    }
  }
}
