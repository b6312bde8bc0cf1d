import SCTP

/// What one `receive(into:)` brought.
struct Part: Sendable {
  let bytes: [UInt8]
  let info: SCTPReceiveInfo

  init(_ bytes: RawSpan, _ info: SCTPReceiveInfo) {
    self.bytes = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
    self.info = info
  }

  fileprivate init?(_ capacity: Int, _ receive: (inout OutputRawSpan) throws -> SCTPReceiveInfo?) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
    defer { unsafe buffer.deallocate() }
    var span = unsafe OutputRawSpan(buffer: buffer, initializedCount: 0)
    let info = try receive(&span)
    let count = unsafe span.finalize(for: buffer)
    guard let info else { return nil }
    self.bytes = unsafe Array(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    self.info = info
  }

  init?(_ capacity: Int, _ receive: (inout OutputRawSpan) async throws -> SCTPReceiveInfo?) async throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
    defer { unsafe buffer.deallocate() }
    var span = unsafe OutputRawSpan(buffer: buffer, initializedCount: 0)
    let info = try await receive(&span)
    let count = unsafe span.finalize(for: buffer)
    guard let info else { return nil }
    self.bytes = unsafe Array(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    self.info = info
  }
}

extension SCTPSocket {
  /// Receives into a buffer of this size.
  func part(_ capacity: Int, timeout: Duration? = patience) throws -> Part {
    let part = try Part(capacity) { try receive(into: &$0, timeout: timeout) }
    guard let part else { throw SCTPError(.badMessage, in: "receive(into:)") }
    return part
  }
}

extension SCTPOneToOneSocket {
  /// Receives into a buffer of this size; nil at the end of the association.
  func part(_ capacity: Int, timeout: Duration? = patience) throws -> Part? {
    try Part(capacity) { try receive(into: &$0, timeout: timeout) }
  }
}
