import Foundation
import SCTP

@main
struct ActivatedServer {
  static func main() async throws {
    for descriptor in activatedDescriptors() where try SCTPSocketStyle(of: descriptor) == .listener {
      let listener = SCTPListener(takingOwnershipOf: descriptor)
      for try await peer in listener.accepted {
        Task {
          for try await message in peer.messages { try await peer.send(message.payload) }
        }
      }
    }
  }
}

/// The descriptors that systemd passed to this process.
func activatedDescriptors() -> [FileDescriptor] {
  let environment = ProcessInfo.processInfo.environment
  guard environment["LISTEN_PID"] == "\(ProcessInfo.processInfo.processIdentifier)",
    let count = environment["LISTEN_FDS"].flatMap({ CInt($0) })
  else { return [] }
  return (3..<3 + count).map { FileDescriptor(rawValue: $0) }
}
