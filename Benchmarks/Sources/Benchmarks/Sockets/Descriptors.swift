import CWorkloads
import SCTP

extension SCTPEndpoint {
  /// The descriptor, for the C side of a workload, which never outlives the socket.
  var descriptor: CInt {
    get throws { try withFileDescriptor(\.rawValue) }
  }

  /// Sets what the sockets of the C side have too.
  func prepare(bufferSize: Int = 4 << 20) throws(SCTPError) {
    try setOption(.noDelay, to: true)
    try setOption(.sendBufferSize, to: bufferSize)
    try setOption(.receiveBufferSize, to: bufferSize)
  }
}

/// Sockets that C made and that are used by C alone.
final class CSockets {
  let descriptors: [CInt]

  /// Connects sockets of the one-to-one style to a server on the loopback.
  init(_ count: Int, connectedTo server: SCTPAddress) throws {
    descriptors = try (0..<count).map { _ in
      try Failure.check("connect", workload_connect(server.port, 1))
    }
  }

  deinit {
    for descriptor in descriptors { _ = workload_abort(descriptor) }
  }
}
