#if os(Linux)
// With `SCTP_SENDALL`, the kernel would stop at the first association without space, and not report which associations
// have the message. A further attempt would send it to them again.

extension SCTPSocket {
  /// Sends a message on each association that is up; an error on one does not stop the others.
  func transmitToAll(
    _ payload: RawSpan, _ options: SCTPSendOptions, timeout: Duration?
  ) throws(SCTPError) {
    try Self.requireNonempty(payload)
    try gate.withDescriptor("sendmsg") { descriptor throws(SCTPError) in
      var distribution = Distribution(try OutgoingMessage(options), to: try establishedAssociations(descriptor))
      do throws(SCTPError) {
        if try send(payload, &distribution, descriptor) { return }
        if isNonBlocking { throw SCTPError(.resourceTemporarilyUnavailable, in: "sendmsg") }
        // The socket may be writable all along, although it has no space for this message.
        try gate.waitForChanges(of: descriptor, until: Deadline(after: timeout), in: "sendmsg") {
          () throws(SCTPError) in
          try send(payload, &distribution, descriptor) ? () : nil
        }
      } catch {
        throw distribution.error(error)
      }
    }
  }

  func transmitToAll(
    _ payload: RawSpan, _ options: SCTPSendOptions, timeout: Duration?
  ) async throws(SCTPError) {
    try Self.requireNonempty(payload)
    var distribution = Distribution(
      try OutgoingMessage(options),
      to: try gate.withDescriptor("sendmsg") { descriptor throws(SCTPError) in try establishedAssociations(descriptor) }
    )
    do throws(SCTPError) {
      try await repeatUntilDone(for: .change(.output), in: "sendmsg", until: Deadline(after: timeout)) {
        descriptor throws(SCTPError) in
        try send(payload, &distribution, descriptor) ? .done(()) : .notYet(isReported: false)
      }
    } catch {
      throw distribution.error(error)
    }
  }

  /// Returns the associations that are neither being set up nor being shut down.
  private func establishedAssociations(_ descriptor: CInt) throws(SCTPError) -> [SCTPAssociationID] {
    var established: [SCTPAssociationID] = []
    for association in try AssociationList.identifiers(on: descriptor) {
      do throws(SCTPError) {
        if try SCTPStatus(of: association, on: descriptor).state == .established { established.append(association) }
      } catch {
        // EINVAL: it has ended in the meantime.
        guard error.code == .invalidArgument else { throw error }
      }
    }
    return established
  }

  /// Sends the message on the remaining associations that have space for it; returns false if some have none.
  ///
  /// After the last association, throws the first error of a single one.
  private func send(
    _ payload: RawSpan, _ distribution: inout Distribution, _ descriptor: CInt
  ) throws(SCTPError) -> Bool {
    var withoutSpace: [SCTPAssociationID] = []
    for association in distribution.remaining {
      do throws(SCTPError) {
        let message = distribution.message(on: association)
        if try !sendWithoutWaiting(payload, message, [], descriptor) { withoutSpace.append(association) }
      } catch {
        distribution.record(error)
      }
    }
    distribution.remaining = withoutSpace
    if !withoutSpace.isEmpty { return false }
    if let failure = distribution.failure { throw failure }
    return true
  }
}

/// A message for several associations.
private struct Distribution {
  private let message: OutgoingMessage
  /// The associations on which the message was not sent for lack of space.
  var remaining: [SCTPAssociationID]
  /// The first error of a single association.
  private(set) var failure: SCTPError?

  init(_ message: OutgoingMessage, to associations: [SCTPAssociationID]) {
    self.message = message
    remaining = associations
  }

  func message(on association: SCTPAssociationID) -> OutgoingMessage {
    var message = message
    message.association = association
    return message
  }

  mutating func record(_ error: SCTPError) {
    let hasEnded = error.code == .brokenPipe && error.reason != .peeledOff
    if hasEnded || error.code == .socketShutdown { return }
    failure = failure ?? error
  }

  /// Adds the first association without space to the error of a wait.
  func error(_ error: SCTPError) -> SCTPError {
    remaining.first.map { error.concerning($0) } ?? error
  }
}
#endif
