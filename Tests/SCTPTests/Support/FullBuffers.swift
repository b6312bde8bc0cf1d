import SCTP

/// Sends until there is space for nothing more, and returns how many were sent; the peer must be deaf,
/// or an acknowledgement makes space again.
private func fill(_ send: () throws -> Void) throws -> Int {
  var sent = 0
  do {
    while true {
      try send()
      sent += 1
    }
  } catch let error as SCTPError where error.code == .timedOut {
    return sent
  }
}

extension SCTPOneToOneSocket {
  /// Sends until there is space for nothing more, and returns how many were sent; the peer must be deaf.
  func fill(_ message: [UInt8] = .init(repeating: 0, count: 1_000)) throws -> Int {
    try SCTPTests.fill { try send(message, timeout: .zero) }
  }
}

extension SCTPSocket {
  /// Sends until there is space for nothing more, and returns how many were sent; the peer must be deaf.
  func fill(_ association: SCTPAssociationID, _ message: [UInt8] = .init(repeating: 0, count: 1_000)) throws -> Int {
    try SCTPTests.fill { try send(message, on: association, timeout: .zero) }
  }
}
