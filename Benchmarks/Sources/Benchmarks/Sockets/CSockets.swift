import CBenchmarks
import SCTP

/// Sockets that C creates and uses.
final class CSockets {
  let descriptors: [CInt]

  /// Connects one-to-one sockets to a server on the loopback address.
  init(_ count: Int, connectedTo server: SCTPAddress) throws {
    descriptors = try (0..<count).map { _ in
      try Failure.check("connect", workload_connect(server.port, 1))
    }
  }

  deinit {
    for descriptor in descriptors { _ = workload_abort(descriptor) }
  }

  /// Sends the same message several times.
  static func send(_ payload: [UInt8], count: Int, by descriptor: CInt, on association: Int32 = 0) throws {
    try Failure.check("sendmsg", unsafe workload_send(descriptor, association, payload, payload.count, CInt(count)))
  }
}

extension SCTPEndpoint {
  /// The descriptor, for the C side of a workload, which never outlives the socket.
  var descriptor: CInt {
    get throws { try withFileDescriptor(\.rawValue) }
  }
}

/// A buffer that messages are received into.
@safe final class Buffer {
  @unsafe let bytes: UnsafeMutableRawBufferPointer

  init(_ count: Int = 65_536) {
    unsafe bytes = .allocate(byteCount: count, alignment: 16)
  }

  deinit {
    unsafe bytes.deallocate()
  }

  /// Receives messages in C.
  func receive(_ count: Int, from descriptor: CInt) throws {
    try Failure.check("recvmsg", unsafe workload_receive(descriptor, bytes.baseAddress, bytes.count, CInt(count)))
  }
}
