import CSCTP
import Foundation
import Testing

@testable import SCTP

extension OnTheKernel {
  /// In processes of their own, where SIGPIPE has its default action: it ends the process.
  @Suite struct PipeSignal {
    @Test("Writing to a broken pipe ends the process with SIGPIPE") func defaultAction() async {
      await #expect(processExitsWith: .signal(SIGPIPE)) {
        signal(SIGPIPE, SIG_DFL)
        var ends: [CInt] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        close(ends[0])
        _ = unsafe write(ends[1], "x", 1)
      }
    }

    @Test("No call on a one-to-many socket raises SIGPIPE") func oneToMany() async {
      await #expect(processExitsWith: .success) {
        signal(SIGPIPE, SIG_DFL)
        let pair = try Pair()
        try pair.client.close()
        try until("the association has ended") { try pair.server.associations().isEmpty }
        #expect(throws: SCTPError.self) { try pair.server.send([1], on: pair.atServer) }
        #expect(throws: SCTPError.self) { try pair.server.shutdown(association: pair.atServer) }
        #expect(throws: SCTPError.self) { try pair.server.abort(association: pair.atServer, reason: [1]) }
        #expect(throws: SCTPError.self) { try pair.server.send([1], on: .init(rawValue: 1 << 30)) }
        try pair.server.close()
      }
    }

    @Test("No call on a one-to-one socket raises SIGPIPE") func oneToOne() async {
      await #expect(processExitsWith: .success) {
        signal(SIGPIPE, SIG_DFL)
        let connection = try Connection()
        try connection.client.close()
        #expect(try await connection.accepted.receive(timeout: patience) == nil)
        expectFailure(.brokenPipe, .endedAssociation) { try connection.accepted.send([1]) }
        expectFailure(.brokenPipe, .endedAssociation) { try connection.accepted.send(payload(5_000)) }
        try connection.accepted.close()
        let lone = try SCTPOneToOneSocket()
        expectFailure(.brokenPipe, .notConnected) { try lone.send([1]) }
        #expect(throws: SCTPError.self) { try lone.shutdown() }
        try lone.close()
      }
    }

    /// A thread that blocks it, and has one pending, does not get it when it starts a thread of the library.
    @Test("Starting a thread of the library does not deliver a blocked SIGPIPE") func newThread() async {
      await #expect(processExitsWith: .success) {
        signal(SIGPIPE, SIG_DFL)
        var blocked = sigset_t()
        unsafe sigemptyset(&blocked)
        unsafe sigaddset(&blocked, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &blocked, nil)
        raise(SIGPIPE)
        try DetachedThread.start("sctp-test") {}
      }
    }

    @Test("A waiting send does not raise SIGPIPE") func waitingSend() async {
      await #expect(processExitsWith: .success) {
        signal(SIGPIPE, SIG_DFL)
        let connection = try Connection()
        try connection.accepted.setDeaf(true)
        _ = try connection.client.fill()
        let sent = Background { try connection.client.send([1]) }
        try sent.untilItWaits()
        try connection.accepted.abort()
        #expect(throws: SCTPError.self) { try sent.value() }
        try connection.client.close()
      }
    }

    @Test("No call on a peeled-off socket raises SIGPIPE") func peeledOffSocket() async {
      await #expect(processExitsWith: .success) {
        signal(SIGPIPE, SIG_DFL)
        let pair = try Pair()
        let child = try pair.server.peelOff(association: pair.atServer)
        try pair.client.close()
        #expect(try await child.receive(timeout: patience) == nil)
        expectFailure(.brokenPipe, .endedAssociation) { try child.send([1]) }
        try child.shutdown()
        expectFailure(.brokenPipe, .endedAssociation) { try child.abort() }
        try pair.server.close()
      }
    }
  }
}
