import Foundation
import SCTP
import Testing

/// A peer whose SCTP is not the kernel's: the program of Tests/UserlandPeer, whose README describes it.
final class UserlandPeer: Sendable {
  static let port: UInt16 = 5_000
  /// The number of streams in each direction that the peer offers.
  static let streams: UInt16 = 16

  /// The UDP port of the peer, and the one on which the kernel receives encapsulated packets.
  let ports: (peer: UInt16, kernel: UInt16)
  private let program: Program
  private let process: pid_t

  var address: SCTPAddress {
    get throws { try SCTPAddress("127.0.0.1", port: Self.port) }
  }

  /// Starts the peer, which listens when this returns.
  init(ports: (peer: UInt16, kernel: UInt16)) throws {
    self.ports = ports
    let arguments = [ports.peer, ports.kernel, Self.port].map { "\($0)" }
    program = try Program(installed: try Self.path, arguments, limit: patience * 3 + longTime)
    process = try #require(pid_t(program.line(beginningWith: "ready")[1]))
  }

  private static var path: String {
    get throws {
      let root = URL(filePath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
      let path = "\(root)/.build/userland-peer/debug/UserlandPeer"
      if !FileManager.default.isExecutableFile(atPath: path) { throw NotBuilt() }
      return path
    }
  }

  private struct NotBuilt: Error, CustomStringConvertible {
    var description: String {
      "the peer in user space is not built: run the tests with Scripts/test, or run `apt-get install libusrsctp-dev` "
        + "and `swift build --package-path Tests/UserlandPeer --scratch-path .build/userland-peer`"
    }
  }

  /// Waits for an event of the peer, and returns the numbers and words that it carries.
  @discardableResult
  func event(_ name: String, _ location: SourceLocation = #_sourceLocation) throws -> [String] {
    Array(try program.line(beginningWith: name, location).dropFirst())
  }

  /// Gives the peer a command, and does not wait until it has carried it out.
  func tell(_ command: String) throws { try program.tell(command) }

  /// Gives the peer a command, and waits until it has carried it out.
  func order(_ command: String, _ location: SourceLocation = #_sourceLocation) throws {
    try program.tell(command)
    try event("done", location)
  }

  /// Sends SIGSTOP, SIGCONT or SIGKILL to the peer's process, which contains its whole protocol stack.
  ///
  /// After SIGSTOP, waits until every thread has stopped.
  func signal(_ number: CInt) throws {
    try #require(Glibc.kill(process, number) == 0)
    if number == SIGSTOP { try until("the peer has stopped") { try threadStates().allSatisfy { $0 == "T" } } }
  }

  private func threadStates() throws -> [Character] {
    let folder = "/proc/\(process)/task"
    return try FileManager.default.contentsOfDirectory(atPath: folder).map { thread in
      let status = try String(contentsOfFile: "\(folder)/\(thread)/stat", encoding: .utf8)
      // The state follows the name of the program, which is in parentheses.
      return try #require(status.split(separator: ")").last?.dropFirst().first)
    }
  }

  /// Kills the peer, and waits until its ports are free.
  func kill() throws {
    try signal(SIGKILL)
    try until("the peer has ended") { Glibc.kill(process, 0) != 0 }
  }

  /// Ends the peer, which must have reported nothing but the events that the test has waited for.
  func end(_ location: SourceLocation = #_sourceLocation) throws {
    _ = Glibc.kill(process, SIGKILL)
    try program.end(location)
    #expect(program.unreadOutput == "", sourceLocation: location)
  }
}

/// A message as the peer reports it.
struct UserlandMessage: Equatable {
  let stream: UInt16
  let payloadProtocol: UInt32
  let isUnordered: Bool
  let size: Int
  let hash: UInt64
}

extension UserlandMessage {
  /// The message that the peer reports for a payload with these options.
  init(_ payload: [UInt8], _ options: SCTPSendOptions) {
    stream = options.stream
    payloadProtocol = options.payloadProtocol.rawValue
    isUnordered = options.flags.contains(.unordered)
    size = payload.count
    // FNV-1a.
    hash = payload.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
