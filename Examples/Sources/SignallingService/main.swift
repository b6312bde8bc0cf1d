import Foundation
import Logging
import SCTP
import ServiceLifecycle
import UnixSignals

// usage: SignallingService [ADDRESS:PORT], until SIGTERM or SIGINT; port 0 lets the kernel choose one.

let logger = Logger(label: "SignallingService")
do {
  let address = try CommandLine.arguments.dropFirst().first.map { try SCTPAddress(parsing: $0) } ?? .any(port: 5000)
  let group = ServiceGroup(
    services: [try SignallingServer(listeningOn: address, logger: logger)],
    gracefulShutdownSignals: [.sigterm, .sigint],
    logger: logger
  )
  try await group.run()
} catch {
  logger.critical("\(error)")
  exit(1)
}
