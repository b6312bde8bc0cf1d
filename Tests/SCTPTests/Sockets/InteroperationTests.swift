import Foundation
import SCTP
import Testing

extension OnTheKernel {
  /// With a program of lksctp-tools, in C and with libsctp's own calls, at the other end.
  @Suite struct Interoperation {
    @Test("A listener written in C receives the messages of a Swift client") func swiftToC() throws {
      let port = try Self.freePort()
      let listener = try Self.darn(["-P", "\(port)", "-l"])
      try listener.untilItSays("listening")
      let client = try SCTPSocket()
      let association = try client.connect(to: [.loopback(port: port)], timeout: patience)
      try client.send(Self.bytes("from Swift"), on: association, options: .init(stream: 3, payloadProtocol: 46))
      try listener.untilItSays("DATA(11):  from Swift")
      try listener.untilItSays("sinfo_stream 3")
      // As it lies in the DATA chunk: in network order.
      try listener.untilItSays("sinfo_ppid \(UInt32(46).bigEndian)")
      try client.send(Self.bytes("with no order"), on: association, options: .init(flags: .unordered))
      try listener.untilItSays("DATA(14):  with no order")
      try listener.untilItSays("sinfo_flags 0x1")
      try client.shutdown(association: association)
      try listener.untilItSays("SHUTDOWN_COMP")
      try client.close()
      try listener.end()
    }

    @Test("A Swift server receives the messages of a sender written in C") func cToSwift() throws {
      let server = try SCTPSocket.listening()
      let sender = try Self.darn(["-P", "0", "-h", "127.0.0.1", "-p", "\(server.address.port)", "-s"])
      try sender.tell("first from C")
      let first = try server.message()
      #expect(Self.text(first) == "first from C")
      #expect(first.source.host == "127.0.0.1")
      try sender.tell("second from C")
      let second = try server.message()
      #expect(Self.text(second) == "second from C")
      #expect(second.association == first.association)
      #expect(second.info.streamSequenceNumber == first.info.streamSequenceNumber + 1)
      try sender.end()
      try until("the association has ended") { try server.associations().isEmpty }
      try server.close()
    }

    @Test("An association with a sender written in C can be peeled off") func peelOffFromC() throws {
      let server = try SCTPSocket.listening()
      let sender = try Self.darn(["-P", "0", "-h", "127.0.0.1", "-p", "\(server.address.port)", "-s"])
      try sender.tell("to the server")
      let first = try server.message()
      #expect(Self.text(first) == "to the server")
      let child = try server.peelOff(association: first.association)
      #expect(try server.associations().isEmpty)
      try sender.tell("to the child")
      #expect(Self.text(try child.message()) == "to the child")
      try sender.end()
      #expect(try child.receive(timeout: patience) == nil)
      try child.close()
      try server.close()
    }

    @Test("The error for a missing program states the package to install") func missingProgram() {
      let error = #expect(throws: (any Error).self) {
        try Program.requireInstalled("no-such-program", of: "lksctp-tools")
      }
      #expect("\(error.map { "\($0)" } ?? "")".contains("apt-get install lksctp-tools"))
    }

    private static func darn(_ arguments: [String]) throws -> Program {
      try Program("sctp_darn", of: "lksctp-tools", ["-H", "127.0.0.1"] + arguments)
    }

    /// sctp_darn omits the last byte, because it expects a NUL.
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

    /// sctp_darn sends the end of the line and a NUL, too.
    private static func text(_ message: SCTPMessage) -> String {
      String(decoding: message.payload, as: UTF8.self).trimmingCharacters(in: ["\n", "\0"])
    }

    /// A port that was free a moment ago, for a program that does not say which it got.
    private static func freePort() throws -> UInt16 {
      let socket = try SCTPSocket()
      try socket.bind(to: .loopback(port: 0))
      let port = try socket.address.port
      try socket.close()
      return port
    }
  }
}
