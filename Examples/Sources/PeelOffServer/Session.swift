import SCTP

/// What the server knows of one association, whichever socket it is on.
struct Session: Sendable {
  enum Socket: String {
    case shared, own
  }

  let association: SCTPAssociationID
  let peer: SCTPAddress
  var socket = Socket.shared
  /// With more bytes than these it is to be peeled off.
  var limit = Server.threshold
  private(set) var messages = 0
  private(set) var bytes = 0
  private var first: ContinuousClock.Instant?
  private var last: ContinuousClock.Instant?
  private(set) var transfer: Transfer?
  private var notesBefore = 0

  init(_ association: SCTPAssociationID, peer: SCTPAddress) {
    self.association = association
    self.peer = peer
  }

  /// Takes a message in, and returns the answer to it if it needs one.
  ///
  /// Throws if no client of ours would have sent it, or the file cannot be stored.
  mutating func answer(_ message: SCTPMessage, notes: Counter) throws(Failure) -> Outgoing? {
    count(message)
    switch message.info.payloadProtocol {
    case .note:
      if socket == .shared { notes.increment() }
      return Outgoing(.note, message.payload)
    case .offer:
      guard transfer == nil else { throw Failure("it offers a second file") }
      let offered = try Transfer(offer: message.payload)
      transfer = offered
      notesBefore = notes.value
      report("offers a file of \(offered.length.inBytes)")
      return Outgoing(.ready, message.payload)
    case .block:
      if let step = try transfer?.add(block: message.payload) {
        let others = notes.value - notesBefore
        let beside = others == 0 ? "" : "; \(others.grouped) short messages on the shared socket meanwhile"
        report(step.text + beside)
      }
      return try receipt()
    case .end:
      try transfer?.end(message.payload)
      return try receipt()
    case let kind:
      throw Failure("it sends a message of an unknown kind, \(kind)")
    }
  }

  func report(_ event: String) {
    Output.event("association \(association)", event)
  }

  var duration: Duration {
    guard let first, let last else { return .zero }
    return first.duration(to: last)
  }

  private mutating func count(_ message: SCTPMessage) {
    messages += 1
    bytes += message.payload.count
    last = .now
    first = first ?? last
  }

  private func receipt() throws(Failure) -> Outgoing? {
    guard let transfer else { throw Failure("it sends a file without having offered it") }
    guard let checksum = transfer.receipt else { return nil }
    report("transfer \(transfer.outcome)")
    return Outgoing(.receipt, checksum)
  }
}
