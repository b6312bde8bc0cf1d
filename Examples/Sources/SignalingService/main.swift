import Foundation
import Logging
import SCTP
import ServiceLifecycle
import UnixSignals

// usage: SignalingService [ADDRESS:PORT]
//
// Serves until SIGTERM or SIGINT. With port 0, the kernel chooses a free port.

let logger = Logger(label: "SignalingService")
do {
  let address = try CommandLine.arguments.dropFirst().first.map { try SCTPAddress(parsing: $0) } ?? .any(port: 5000)
  let group = ServiceGroup(
    services: [try SignalingServer(listeningOn: address, logger: logger)],
    gracefulShutdownSignals: [.sigterm, .sigint],
    logger: logger
  )
  try await group.run()
} catch {
  logger.critical("\(error)")
  exit(1)
}
