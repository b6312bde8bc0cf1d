import CBenchmarks
import SCTP

/// Servers in C, each with a thread that exists until its association ends.
@safe struct CServers {
  private let servers: OpaquePointer?
  /// The owners of the descriptors.
  private let sockets: [SCTPOneToOneSocket]

  /// Starts the servers, and returns when all of them run.
  init(_ sockets: [SCTPOneToOneSocket], _ serving: workload_serving) throws {
    var servers: OpaquePointer?
    let descriptors = try sockets.map { try $0.descriptor }
    try Failure.check(
      "starting \(sockets.count) threads",
      unsafe workload_start_servers(descriptors, CInt(sockets.count), serving, &servers))
    unsafe self.servers = servers
    self.sockets = sockets
  }

  /// Waits until all associations have ended.
  func join() {
    unsafe workload_join_servers(servers)
    withExtendedLifetime(sockets) {}
  }
}
