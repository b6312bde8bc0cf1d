import InMemoryLogging
import Logging
import Metrics
import MetricsTestKit
import SCTP

extension SCTPError {
  /// The parts of the error as metadata of a log message.
  var metadata: Logger.Metadata {
    var metadata: Logger.Metadata = ["operation": "\(operation)", "errno": "\(code.rawValue)"]
    metadata["reason"] = reason.map { "\($0)" }
    metadata["association"] = association.map { "\($0)" }
    metadata["stream"] = stream.map { "\($0)" }
    metadata["limit"] = limit.map { "\($0)" }
    metadata["address"] = address.map { "\($0)" }
    return metadata
  }
}

extension Logger {
  /// Logs an error with its parts as metadata.
  func log(_ error: SCTPError, level: Level = .error) {
    log(level: level, "\(error)", metadata: error.metadata)
  }

  /// Logs a notification at the level that its event requires.
  func log(_ notification: SCTPNotification) {
    switch notification {
    case .associationChange(let change):
      let isFailure = [.communicationLost, .cannotStart, .restart].contains(change.state)
      var metadata: Metadata = ["association": "\(change.association)", "state": "\(change.state)"]
      if change.cause != .none { metadata["cause"] = "\(change.cause)" }
      log(level: isFailure ? .warning : .info, "association changed", metadata: metadata)
    case .peerAddressChange(let change):
      let isFailure = [.unreachable, .potentiallyFailed].contains(change.state)
      let metadata: Metadata = [
        "association": "\(change.association)", "path": "\(change.address)", "state": "\(change.state)",
      ]
      log(level: isFailure ? .warning : .info, "path changed", metadata: metadata)
    case .sendFailed(let failure):
      // The payload can contain personal data, so it is not logged.
      let metadata: Metadata = [
        "association": "\(failure.association)", "cause": "\(failure.cause)", "bytes": "\(failure.payload.count)",
      ]
      log(level: .warning, "message not delivered", metadata: metadata)
    default:
      debug("\(notification)")
    }
  }
}

/// The gauges of the association with a peer.
struct PeerGauges {
  private let unacknowledgedChunks: Gauge
  private let peerWindow: Gauge
  private let retransmittedChunks: Gauge
  private let activePaths: Gauge
  private let roundTripTime: Gauge

  /// Creates the gauges.
  ///
  /// The name of the peer must be stable, which the identifier of an association is not.
  init(peer: String) {
    let dimensions = [("peer", peer)]
    unacknowledgedChunks = Gauge(label: "sctp_unacknowledged_chunks", dimensions: dimensions)
    peerWindow = Gauge(label: "sctp_peer_window_bytes", dimensions: dimensions)
    retransmittedChunks = Gauge(label: "sctp_retransmitted_chunks_total", dimensions: dimensions)
    activePaths = Gauge(label: "sctp_active_paths", dimensions: dimensions)
    roundTripTime = Gauge(label: "sctp_round_trip_milliseconds", dimensions: dimensions)
  }

  /// Reads the state of an association, and records it.
  func record(_ association: SCTPAssociationID, of socket: SCTPSocket) throws(SCTPError) {
    let status = try socket.status(of: association)
    unacknowledgedChunks.record(status.unacknowledgedChunks)
    peerWindow.record(status.receiveWindow)
    retransmittedChunks.record(try socket.statistics(of: association).retransmittedChunks)
    let paths = try socket.paths(of: association)
    activePaths.record(paths.count { $0.state == .active })
    if let primary = paths.first(where: \.isPrimary) {
      roundTripTime.record(primary.smoothedRoundTripTime / .milliseconds(1))
    }
  }
}

extension SCTPSocket {
  /// Shuts an association down, and returns its counters at the end.
  func shutdownAndCount(association: SCTPAssociationID) async throws -> SCTPStatistics {
    // The kernel discards the counters together with the association, so they are read before.
    while try status(of: association).unacknowledgedChunks > 0 { try await Task.sleep(for: .milliseconds(10)) }
    let statistics = try statistics(of: association)
    try await shutdownAndWait(association: association, timeout: .seconds(5))
    return statistics
  }
}

enum LoggingAndMetrics {
  static func makeServer(at address: SCTPAddress) throws -> SCTPSocket {
    let server = try SCTPSocket()
    try server.setSubscribed(true, to: [.associationChange, .peerAddressChange, .sendFailed])
    try server.bind(to: address)
    try server.listen()
    return server
  }

  /// Logs the notifications and errors of a server until it is stopped.
  static func serve(_ server: SCTPSocket, logger: Logger) async throws(SCTPError) {
    do throws(SCTPError) {
      for try await received in server.received {
        switch received {
        case .message(let message): logger.trace("\(message)")
        case .notification(let notification): logger.log(notification)
        case .discarded(let error): logger.log(error, level: .warning)
        }
      }
    } catch {
      logger.log(error)
      throw error
    }
  }

  /// Records the state of all associations every ten seconds, until the task is canceled.
  static func sample(_ server: SCTPSocket) async throws {
    var gauges: [String: PeerGauges] = [:]
    while true {
      for association in try server.associations() {
        guard let peer = try? server.peerAddresses(of: association).first?.host else { continue }
        if gauges[peer] == nil { gauges[peer] = PeerGauges(peer: peer) }
        // An association that ends meanwhile has no state.
        try? gauges[peer]?.record(association, of: server)
      }
      try await Task.sleep(for: .seconds(10))
    }
  }

  static let scenarios = [
    Scenario("Notifications and discarded messages are logged with metadata") {
      let server = try makeServer(at: .loopback(port: 0))
      server.maximumMessageSize = 100
      let handler = InMemoryLogHandler()
      let logger = Logger(label: "server") { _ in handler }
      async let service: Void = serve(server, logger: logger)
      let client = try await Loopback.client(of: server.localAddresses()[0])
      try await client.send([UInt8](repeating: 1, count: 200))
      try await client.shutdownAndWait(timeout: .seconds(10))
      try await server.stop(timeout: .seconds(5))
      try await service
      let entries = handler.entries
      let states = entries.compactMap { $0.metadata["state"] }
      try expect(states == ["communication up", "shutdown complete"], "the logged states are \(states)")
      guard let discarded = entries.first(where: { $0.level == .warning }) else {
        throw UnexpectedOutcome(description: "the discarded message was not logged")
      }
      try expect(discarded.metadata["operation"] == "recvmsg", "the metadata is \(discarded.metadata)")
      try expect(discarded.metadata["limit"] == "100", "the metadata is \(discarded.metadata)")
      try expect(discarded.metadata["association"] != nil, "the metadata is \(discarded.metadata)")
      try client.close()
      try server.close()
    },
    Scenario("The gauges describe the association") {
      let metrics = TestMetrics()
      MetricsSystem.bootstrap(metrics)
      let (server, client, _) = try await Loopback.pair()
      let sampler = Task { try await sample(server) }
      let dimensions = [("peer", "127.0.0.1")]
      // The last gauge that is recorded.
      while (try? metrics.expectGauge("sctp_round_trip_milliseconds", dimensions).lastValue) == nil {
        await Task.yield()
      }
      sampler.cancel()
      let paths = try metrics.expectGauge("sctp_active_paths", dimensions).lastValue
      try expect(paths == 1, "the number of paths is \(paths as Any)")
      let window = try metrics.expectGauge("sctp_peer_window_bytes", dimensions).lastValue
      try expect(window.map { $0 > 0 } ?? false, "the window is \(window as Any)")
      try client.close()
      try server.close()
    },
    Scenario("The final counters are read before the association is down") {
      let (server, client, association) = try await Loopback.pair()
      for number in UInt8(0)..<10 { try await server.send([number], on: association) }
      let statistics = try await server.shutdownAndCount(association: association)
      try expect(statistics.sentOrderedChunks == 10, "\(statistics.sentOrderedChunks) chunks were sent")
      do throws(SCTPError) {
        _ = try server.statistics(of: association)
        throw SCTPError(.invalidArgument, in: "statistics")
      } catch {
        try expect(error.operation != "statistics", "the counters outlive the association")
      }
      try client.close()
      try server.close()
    },
  ]
}
