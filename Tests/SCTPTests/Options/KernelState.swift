import CSCTP
import Testing

@testable import SCTP

extension SCTPEndpoint {
  /// The events that the kernel delivers of future associations, including those that only the library needs.
  ///
  /// The C option is `SCTP_EVENTS`, whose structure has different sizes in different kernels.
  func kernelEvents() throws -> SCTPEventSet {
    try withFileDescriptor { descriptor in
      // The structure has one byte for each event, in the order of the types.
      var bytes = [UInt8](repeating: 0, count: MemoryLayout<sctp_event_subscribe>.size)
      var length = socklen_t(bytes.count)
      let result = unsafe csctp_getsockopt(descriptor.rawValue, SOL_SCTP, CSCTP.SCTP_EVENTS, &bytes, &length)
      try #require(result >= 0)
      let types = bytes.prefix(Int(length)).indices.filter { bytes[$0] != 0 }
      return SCTPEventSet(rawValue: types.reduce(0) { $0 | 1 << UInt32($1) })
    }
  }

  /// Returns and clears the pending error; the C option is `SO_ERROR`.
  func takePendingError() throws -> Errno? {
    try withFileDescriptor { try PendingError.take(from: $0.rawValue) }
  }

  /// Whether received messages carry their information; the C option is `SCTP_RECVRCVINFO`.
  func carriesReceiveInfo() throws -> Bool {
    try option(unsafe .unsafeOption(level: SOL_SCTP, number: CSCTP.SCTP_RECVRCVINFO, request: CInt(0))) != 0
  }
}
