import Foundation
import SCTP

enum HandingOverSockets {
  static let scenarios = [
    Scenario("A released descriptor keeps its associations") {
      let (server, client, association) = try await Loopback.pair()
      let descriptor = try server.releaseDescriptor()
      guard case .oneToMany(let successor) = try adopt(descriptor) else {
        throw UnexpectedOutcome(description: "\(descriptor) has another style")
      }
      try await successor.send([1], on: association)
      let message = try await client.receive(timeout: .seconds(10))?.message
      try expect(message?.payload == [1], "the message is \(String(describing: message))")
    },
    Scenario("Another program serves the associations of a socket") {
      let (server, address) = try Loopback.server()
      let program = try start(Program.url(of: "InheritingServer"), serving: server)
      try await exchange(with: address)
      program.terminate()
      program.waitUntilExit()
    },
    Scenario("A program replaces itself and keeps its socket") {
      let program = try Program("RestartingServer")
      try await program.until("serving 127.0.0.1:")
      let line = program.output.split(separator: "\n")[0]
      let address = try SCTPAddress(parsing: String(line.split(separator: " ")[1]))
      let client = try await Loopback.client(of: address)
      try await exchange(1, on: client)
      kill(program.identifier, SIGHUP)
      try await program.until("\(line)\n\(line)")
      try await exchange(2, on: client)
      try expect(program.stop() == SIGTERM, "the program ignored SIGTERM")
    },
    Scenario("A descriptor crosses a Unix domain socket") {
      let (server, client, association) = try await Loopback.pair()
      let (one, other) = try unixSocketPair()
      try pass(server, over: one)
      let successor = SCTPSocket(takingOwnershipOf: try receiveDescriptor(from: other))
      try await successor.send([1], on: association)
      let message = try await client.receive(timeout: .seconds(10))?.message
      try expect(message?.payload == [1], "the message is \(String(describing: message))")
      for end in [one, other] { close(end.rawValue) }
    },
    Scenario("A program takes the socket that systemd passes") {
      let listener = try SCTPListener()
      try listener.bind(to: .loopback(port: 0))
      try listener.listen()
      let address = try listener.localAddresses()[0]
      let descriptor = try listener.releaseDescriptor()
      let program = try Program("ActivatedServer", activatedWith: descriptor)
      try await exchange(with: address)
      _ = program.stop()
    },
  ]

  private static func exchange(with address: SCTPAddress) async throws {
    let client = try await Loopback.client(of: address)
    try await exchange(1, on: client)
    try await client.shutdownAndWait(timeout: .seconds(10))
  }

  private static func exchange(_ byte: UInt8, on client: SCTPOneToOneSocket) async throws {
    try await client.send([byte])
    let answer = try await client.receive(timeout: .seconds(10))?.message
    try expect(answer?.payload == [byte], "the answer is \(String(describing: answer))")
  }

  private static func unixSocketPair() throws -> (FileDescriptor, FileDescriptor) {
    var ends: [CInt] = [0, 0]
    guard unsafe socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0 else { throw Errno(rawValue: errno) }
    return (FileDescriptor(rawValue: ends[0]), FileDescriptor(rawValue: ends[1]))
  }

  private static func pass(_ server: SCTPSocket, over unixSocket: FileDescriptor) throws {
    let descriptor = try server.releaseDescriptor()
    defer { close(descriptor.rawValue) }
    try send(descriptor, over: unixSocket)
  }

  private static func start(_ executable: URL, serving server: SCTPSocket) throws -> Process {
    let descriptor = try server.releaseDescriptor()
    let process = Process()
    process.executableURL = executable
    process.standardInput = FileHandle(fileDescriptor: descriptor.rawValue, closeOnDealloc: true)
    try process.run()
    process.standardInput = nil
    return process
  }
}

/// A socket of any style.
enum AdoptedSocket {
  case oneToMany(SCTPSocket)
  case oneToOne(SCTPOneToOneSocket)
  case listener(SCTPListener)
}

/// Creates a socket object that owns the descriptor.
func adopt(_ descriptor: FileDescriptor) throws(SCTPError) -> AdoptedSocket {
  switch try SCTPSocketStyle(of: descriptor) {
  case .oneToMany: .oneToMany(SCTPSocket(takingOwnershipOf: descriptor))
  case .oneToOne: .oneToOne(SCTPOneToOneSocket(takingOwnershipOf: descriptor))
  case .listener: .listener(SCTPListener(takingOwnershipOf: descriptor))
  }
}

extension Program {
  /// Starts a program as systemd does: the first descriptor is 3, and the environment contains its own process.
  convenience init(_ name: String, activatedWith descriptor: FileDescriptor) throws {
    let script = #"LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" 3<&0 </dev/null"#
    try self.init(URL(filePath: "/bin/sh"), ["-c", script, Program.url(of: name).path], input: descriptor)
  }
}
