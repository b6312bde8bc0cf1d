import Foundation
import Testing

@testable import SCTP

extension OnTheKernel {
  /// Errors that no test can cause, returned by a stand-in for the system call.
  @Suite struct PeelOffKernelAnswers {
    @Test(
      "An error of the kernel is passed on, and the association stays on the parent",
      arguments: [Errno.noMemory, .resourceBusy, .permissionDenied, .notPermitted])
    func kernelError(_ code: Errno) throws {
      let pair = try Pair()
      expectFailure(code, nil, in: "sctp_peeloff") {
        try pair.server.peelOff(pair.atServer, .closeOnExec) { _, _, _ in -code.rawValue }
      }
      try pair.expectWhole()
      let child = try pair.server.peelOff(association: pair.atServer)
      try pair.expectWhole(on: child)
      try child.close()
      try pair.close()
    }

    @Test(
      "Without a free descriptor, the reason is outOfDescriptors and the association stays",
      arguments: [Errno.tooManyOpenFiles, .tooManyOpenFilesInSystem])
    func noDescriptor(_ code: Errno) throws {
      let pair = try Pair()
      expectFailure(code, .outOfDescriptors, in: "sctp_peeloff") {
        try pair.server.peelOff(pair.atServer, .closeOnExec) { _, _, _ in -code.rawValue }
      }
      try pair.expectWhole()
      try pair.close()
    }

    @Test("A system call that fails with EINTR is retried") func interruptedCall() throws {
      let pair = try Pair()
      var calls = 0
      let child = try pair.server.peelOff(pair.atServer, .closeOnExec) { descriptor, association, flags in
        calls += 1
        return calls < 3 ? -EINTR : kernelsPeelOff(descriptor, association, flags)
      }
      #expect(calls == 3)
      try pair.expectWhole(on: child)
      try child.close()
      try pair.close()
    }

    @Test("The kernel receives the descriptor and the association") func callArguments() throws {
      let pair = try Pair()
      let number = try pair.server.withFileDescriptor(\.rawValue)
      var asked: [[Int32]] = []
      let child = try pair.server.peelOff(pair.atServer, .closeOnExec) { descriptor, association, flags in
        asked.append([descriptor, association])
        return kernelsPeelOff(descriptor, association, flags)
      }
      #expect(asked == [[number, pair.atServer.rawValue]])
      try child.close()
      try pair.close()
    }
  }

  /// A kernel older than 4.13, which does not know the option with flags.
  @Suite struct PeelOffWithoutFlags {
    @Test("Without the option for flags, a peel-off returns an equal child", arguments: PeelOffFlags.combinations)
    func sameChild(_ flags: SCTPSocketFlags) throws {
      let server = try SCTPSocket.listening(flags: [.nonBlocking, .closeOnExec])
      let (new, old) = (try Pair(server: server), try Pair(server: server))
      for pair in [new, old] { try pair.deliver([1], [2]) }
      let modern = try server.peelOff(association: new.atServer, flags: flags)
      let plain = try server.peelOff(old.atServer, flags, by: unknownOption)
      #expect(try DescriptorFlags(of: plain) == DescriptorFlags(of: modern))
      #expect(plain.isNonBlocking == modern.isNonBlocking)
      for (pair, child) in [(new, modern), (old, plain)] {
        #expect(try child.association == pair.atServer)
        #expect(try child.next()?.message?.payload == [1])
        #expect(try child.next()?.message?.payload == [2])
        try pair.client.shutdown(association: pair.atClient)
        #expect(try child.next() == nil)
        try child.close()
        try pair.client.close()
      }
      try server.close()
    }

    @Test("Without the option for flags, a peel-off fails with the same errors") func sameErrors() throws {
      let (pair, other) = (try Pair(), try Pair())
      expectFailure(.invalidArgument, .foreignAssociation, in: "sctp_peeloff") {
        try pair.server.peelOff(other.atServer, .closeOnExec, by: unknownOption)
      }
      expectFailure(.invalidArgument, .unknownAssociation, in: "sctp_peeloff") {
        try pair.server.peelOff(.init(rawValue: .max), .closeOnExec, by: unknownOption)
      }
      let child = try pair.server.peelOff(pair.atServer, .closeOnExec, by: unknownOption)
      expectFailure(.invalidArgument, .peeledOff, in: "sctp_peeloff") {
        try pair.server.peelOff(pair.atServer, .closeOnExec, by: unknownOption)
      }
      try pair.expectWhole(on: child)
      try other.expectWhole()
      try child.close()
      try pair.close()
      try other.close()
    }

    @Test("Without the option for flags, a file or a pipe fails with ENOTSOCK", arguments: ForeignDescriptor.files)
    func notSocket(_ stranger: ForeignDescriptor) throws {
      let socket = SCTPSocket(takingOwnershipOf: try stranger.descriptor())
      expectFailure(.notSocket, .notSCTP, in: "sctp_peeloff") {
        try socket.peelOff(.init(rawValue: 3), .closeOnExec, by: unknownOption)
      }
      try socket.close()
    }
  }
}

/// What the option with flags says where the kernel does not know it.
private func unknownOption(_: CInt, _: Int32, _: CInt) -> CInt { -ENOPROTOOPT }
