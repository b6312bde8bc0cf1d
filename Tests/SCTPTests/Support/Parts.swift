import CSCTP

@testable import SCTP

/// The result of one `receive(into:)`.
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
    guard let info = try receive(&span) else { return nil }
    self.init(span.bytes, info)
  }

  fileprivate init?(_ capacity: Int, _ receive: (inout OutputRawSpan) async throws -> SCTPReceiveInfo?) async throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
    defer { unsafe buffer.deallocate() }
    var span = unsafe OutputRawSpan(buffer: buffer, initializedCount: 0)
    guard let info = try await receive(&span) else { return nil }
    self.init(span.bytes, info)
  }
}

extension SCTPSocket {
  /// Receives into a buffer of this size.
  func part(_ capacity: Int, timeout: Duration? = patience) throws -> Part {
    let part = try Part(capacity) { try receive(into: &$0, timeout: timeout) }
    guard let part else { throw SCTPError(.badMessage, in: "receive(into:)") }
    return part
  }

  /// Receives into a buffer of this size, without blocking a thread.
  func asyncPart(_ capacity: Int) async throws -> Part {
    let part = try await Part(capacity) { (span: inout OutputRawSpan) async throws in
      try await receive(into: &span, timeout: patience)
    }
    guard let part else { throw SCTPError(.badMessage, in: "receive(into:)") }
    return part
  }
}

extension SCTPOneToOneSocket {
  /// Receives into a buffer of this size; returns nil at the end of the association.
  func part(_ capacity: Int, timeout: Duration? = patience) throws -> Part? {
    try Part(capacity) { try receive(into: &$0, timeout: timeout) }
  }

  /// Receives into a buffer of this size, without blocking a thread; returns nil at the end of the association.
  func asyncPart(_ capacity: Int) async throws -> Part? {
    try await Part(capacity) { (span: inout OutputRawSpan) async throws in
      try await receive(into: &span, timeout: patience)
    }
  }
}

extension SCTPReceiveBatch {
  /// The parts that one call received.
  var parts: [Part] {
    var parts: [Part] = []
    withEach { bytes, info in parts.append(Part(bytes, info)) }
    return parts
  }

  var payloads: [[UInt8]] { parts.map(\.bytes) }
}

extension csctp_incoming {
  /// The result of a call of recvmsg(2) that received a part of a message.
  static func part(
    of association: Int32, stream: UInt16 = 0, number: UInt16 = 0, isUnordered: Bool = false, isEnd: Bool = false
  ) -> Self {
    var incoming = csctp_incoming()
    incoming.has_info = true
    incoming.flags = isEnd ? csctp_MSG_EOR : 0
    incoming.info.rcv_assoc_id = association
    incoming.info.rcv_sid = stream
    incoming.info.rcv_ssn = number
    incoming.info.rcv_flags = isUnordered ? UInt16(SCTP_UNORDERED.rawValue) : 0
    return incoming
  }
}
