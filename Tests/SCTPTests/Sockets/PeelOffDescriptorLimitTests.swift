import Foundation
import Testing

@testable import SCTP

extension OnTheKernel {
  /// Peel-off while no descriptor is free.
  ///
  /// Each test runs in a separate process.
  @Suite struct PeelOffDescriptorLimit {
    @Test("On EMFILE, the association stays on the parent socket") func processLimit() async {
      await #expect(processExitsWith: .success) {
        let pair = try Pair()
        try pair.deliver([1], [2])
        try DescriptorShortage.prepare()
        var shortage = DescriptorShortage()
        #expect(DescriptorShortage.isReal)
        for _ in 0..<3 {
          expectFailure(.tooManyOpenFiles, .outOfDescriptors, in: "sctp_peeloff") {
            try pair.server.peelOff(association: pair.atServer)
          }
        }
        #expect(try pair.server.associations() == [pair.atServer])
        #expect(try pair.server.message().payload == [1], "receiving needs no descriptor")
        shortage.giveBack(3)
        #expect(try pair.server.message().payload == [2])
        try pair.expectWhole()
        let child = try pair.server.peelOff(association: pair.atServer)
        try pair.expectWhole(on: child)
      }
    }

    @Test("One free descriptor is enough for a peel-off") func oneDescriptor() async {
      await #expect(processExitsWith: .success) {
        let pair = try Pair()
        try DescriptorShortage.prepare()
        var shortage = DescriptorShortage()
        shortage.giveBack(1)
        let child = try pair.server.peelOff(association: pair.atServer)
        #expect(DescriptorShortage.isReal)
        #expect(try child.association == pair.atServer)
        try await child.send([1])
      }
    }

    /// The remaining race: another thread takes the last descriptor between the probe and the call.
    @Test("After a late EMFILE, the reason states whether the association was lost") func lateShortage() async {
      await #expect(processExitsWith: .success) {
        let long = try LongMessage()
        let pair = long.pair
        let other = try Pair(server: pair.server)
        try long.sendAndGatherAPart()
        try DescriptorShortage.prepare()
        let error = peelOffThatLosesTheLastDescriptor(pair)
        #expect(error?.code == .tooManyOpenFiles)
        if try pair.server.associations().contains(pair.atServer) {
          #expect(error?.reason == .outOfDescriptors)
          #expect(try pair.server.message().payload == long.payload)
        } else {
          #expect(error?.reason == .lostToDescriptors)
          expectFailure(.invalidArgument, .lostToDescriptors, in: "sctp_peeloff") {
            try pair.server.peelOff(association: pair.atServer)
          }
          // The half that was gathered holds up neither form of receive.
          try other.deliver([1])
          #expect(try other.server.part(24).bytes == [1])
        }
        try other.expectWhole()
      }
    }

    @Test("On ENFILE, the association stays on the parent socket") func systemLimit() async throws {
      // The limit concerns the whole system, so outside of the virtual machine a stand-in returns the error.
      guard SystemFileLimit.isOursAlone else {
        let pair = try Pair()
        expectFailure(.tooManyOpenFilesInSystem, .outOfDescriptors, in: "sctp_peeloff") {
          try pair.server.peelOff(pair.atServer, .closeOnExec) { _, _, _ in -ENFILE }
        }
        try pair.expectWhole()
        return try pair.close()
      }
      try await SystemFileLimit.whileNothingIsLeft {
        await #expect(processExitsWith: .success) {
          let pair = try Pair()
          try pair.expectWhole()
          let nobody: uid_t = 65_534
          try #require(seteuid(nobody) == 0)
          // The leak check at the end of the process opens files.
          defer { seteuid(0) }
          expectFailure(.tooManyOpenFilesInSystem, .outOfDescriptors, in: "sctp_peeloff") {
            try pair.server.peelOff(association: pair.atServer)
          }
          try pair.expectWhole()
        }
      }
    }
  }
}

/// Peels off while a stand-in for another thread takes all descriptors, after the library has looked for one.
private func peelOffThatLosesTheLastDescriptor(_ pair: Pair) -> SCTPError? {
  var taken: [CInt] = []
  defer { for one in taken { close(one) } }
  return #expect(throws: SCTPError.self) {
    try pair.server.peelOff(pair.atServer, .closeOnExec) { descriptor, association, flags in
      while case let one = dup(descriptor), one >= 0 { taken.append(one) }
      return kernelsPeelOff(descriptor, association, flags)
    }
  }
}
