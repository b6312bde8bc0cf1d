import SCTP

/// The state of an association, on either socket.
struct Session: Sendable {
  enum Socket: String {
    case shared, own
  }

  let association: SCTPAssociationID
  let peer: SCTPAddress
  var socket = Socket.shared
  /// The number of bytes above which the association is peeled off.
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

  /// Handles a message, and returns the answer; nil if the message needs none.
  ///
  /// Throws if the message violates the protocol, or if the file cannot be stored.
  mutating func answer(_ message: SCTPMessage, notes: Counter) throws(Failure) -> Outgoing? {
    count(message)
    switch message.payloadProtocol {
    case .note:
      if socket == .shared { notes.increment() }
      return Outgoing(.note, message.payload)
    case .offer:
      guard transfer == nil else { throw Failure("the client offers a second file") }
      let offered = try Transfer(offer: message.payload)
      transfer = offered
      notesBefore = notes.value
      report("offers a file of \(offered.length.inBytes)")
      return Outgoing(.ready, message.payload)
    case .block:
      if let step = try transfer?.add(block: message.payload) {
        let others = notes.value - notesBefore
        let beside = others == 0 ? "" : "; short messages on the shared socket meanwhile: \(others.grouped)"
        report(step.text + beside)
      }
      return try receipt()
    case .end:
      try transfer?.end(message.payload)
      return try receipt()
    case let kind:
      throw Failure("the client sent a message with payload protocol \(kind)")
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
    guard let transfer else { throw Failure("the client sent a part of a file that it did not offer") }
    guard let checksum = transfer.receipt else { return nil }
    report("transfer \(transfer.outcome)")
    return Outgoing(.receipt, checksum)
  }
}
