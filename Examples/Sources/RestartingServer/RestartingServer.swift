import Foundation
import SCTP

@main
struct RestartingServer {
  static func main() async throws {
    let server = try makeServer()
    let address = try server.localAddresses()[0]

    let serving = Task {
      for try await received in server.received {
        guard let message = received.message else { continue }
        try await server.send(message.payload, on: message.association)
      }
    }
    let hangup = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .main)
    hangup.setEventHandler { serving.cancel() }
    hangup.resume()

    print("serving \(address)")
    _ = await serving.result
    try restart(server)
  }
}

/// Takes over the socket of the previous program, or creates a socket.
func makeServer() throws -> SCTPSocket {
  if let number = ProcessInfo.processInfo.environment["SERVER_DESCRIPTOR"].flatMap({ CInt($0) }) {
    return SCTPSocket(takingOwnershipOf: FileDescriptor(rawValue: number))
  }
  let server = try SCTPSocket()
  try server.bind(to: .loopback(port: 0))
  try server.listen()
  return server
}

/// Replaces the running program with the executable on disk, and passes the socket on.
func restart(_ server: SCTPSocket) throws {
  let descriptor = try server.releaseDescriptor()
  // The descriptor is close-on-exec until this call.
  _ = fcntl(descriptor.rawValue, F_SETFD, 0)
  unsafe setenv("SERVER_DESCRIPTOR", "\(descriptor.rawValue)", 1)
  _ = unsafe execv("/proc/self/exe", CommandLine.unsafeArgv)
  throw Errno(rawValue: errno)
}
