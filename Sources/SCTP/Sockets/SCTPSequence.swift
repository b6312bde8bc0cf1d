#if os(Linux)
/// The messages or associations that arrive at a socket, for `for try await`.
///
/// Each step is one `receive` or `accept`. The library does not read ahead, so a slow loop slows the peer down. Several
/// loops over one socket share the elements.
/// A step that throws ends the loop, and loses no more than the corresponding call. A new loop continues from there.
public struct SCTPSequence<Element: Sendable>: AsyncSequence, Sendable {
  /// The error that ends a loop.
  public typealias Failure = SCTPError

  fileprivate typealias Step = nonisolated(nonsending) @Sendable () async throws(SCTPError) -> Element?

  fileprivate let step: Step

  /// The iterator of the sequence.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// The error that ends a loop.
    public typealias Failure = SCTPError

    fileprivate let step: Step

    /// The next element; nil at the end of the association.
    public nonisolated(nonsending) mutating func next() async throws(SCTPError) -> Element? {
      try await step()
    }

    /// The next element; nil at the end of the association.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws(SCTPError) -> Element? {
      try await step()
    }
  }

  /// Creates an iterator, which continues with the next element that arrives.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(step: step)
  }
}

extension SCTPSocket {
  /// The messages, and the notifications to which the caller subscribed, as `receive` returns them.
  ///
  /// The loop ends by throwing what `receive` throws: EBADF when the socket is closed, ECANCELED when the task is
  /// canceled, ENOTCONN if the socket has no association and does not listen, EMSGSIZE for a message beyond
  /// ``SCTPEndpoint/maximumMessageSize``.
  public var received: SCTPSequence<SCTPReceived> {
    SCTPSequence { () async throws(SCTPError) in try await self.receive() }
  }
}

extension SCTPOneToOneSocket {
  /// The messages, and the notifications to which the caller subscribed, as `receive` returns them.
  ///
  /// The loop ends when the association has ended gracefully, and throws if it was aborted or lost: the errors are
  /// those of `receive`.
  public var received: SCTPSequence<SCTPReceived> {
    SCTPSequence { () async throws(SCTPError) in try await self.receive() }
  }

  /// The messages, without notifications.
  ///
  /// The loop ends when the association has ended gracefully, and throws if it was aborted or lost: the errors are
  /// those of `receive`.
  public var messages: SCTPSequence<SCTPMessage> {
    SCTPSequence { () async throws(SCTPError) in
      while let received = try await self.receive() {
        if let message = received.message { return message }
      }
      return nil
    }
  }
}

extension SCTPListener {
  /// The sockets of arriving associations, as `accept` returns them.
  ///
  /// The loop ends by throwing what `accept` throws: EBADF when the socket is closed, ECANCELED when the task is
  /// canceled, EMFILE when no descriptor is free.
  public var accepted: SCTPSequence<SCTPOneToOneSocket> {
    SCTPSequence { () async throws(SCTPError) in try await self.accept() }
  }
}
#endif
