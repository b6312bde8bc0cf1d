#if os(Linux)
/// An asynchronous sequence of the messages or associations that arrive at a socket.
///
/// Each step is one call of `receive` or `accept`. The library does not read ahead, so a slow loop slows the peer down.
/// If several loops iterate over one socket, each element is delivered to one of them. An error ends the loop, but
/// loses no more than the same error of `receive` or `accept`. A new loop continues with the next element.
public struct SCTPSequence<Element: Sendable>: AsyncSequence, Sendable {
  /// The error that ends a loop.
  public typealias Failure = SCTPError

  /// A call of `receive` or `accept`.
  ///
  /// The socket is a parameter, because the compiler wraps a closure that captures it in a further async function.
  /// `SCTPSocket` and `SCTPListener` need their own type, and capture it nonetheless.
  fileprivate typealias Step = nonisolated(nonsending) @Sendable (SCTPEndpoint) async throws(SCTPError) -> Element?

  fileprivate let name: String
  fileprivate let socket: SCTPEndpoint
  fileprivate let step: Step

  /// The iterator of the sequence.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// The error that ends a loop.
    public typealias Failure = SCTPError

    fileprivate let socket: SCTPEndpoint
    fileprivate let step: Step

    /// Returns the next element; nil when no further element can arrive.
    public nonisolated(nonsending) mutating func next() async throws(SCTPError) -> Element? {
      try await step(socket)
    }

    /// Returns the next element; nil when no further element can arrive.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws(SCTPError) -> Element? {
      try await step(socket)
    }
  }

  /// Creates an iterator, which continues with the next element that arrives.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(socket: socket, step: step)
  }
}

extension SCTPSequence: CustomStringConvertible {
  /// The name of the sequence and its socket.
  public var description: String { "\(name) of \(socket)" }
}

extension SCTPSocket {
  /// The messages, and the notifications to which the caller subscribed.
  ///
  /// The loop finishes when no more messages can arrive, because the socket does not listen and has no association. A
  /// server reaches this state after `stop(timeout:)`, or when the last association ends after `listen(backlog: 0)`. A
  /// message that is too long does not end the loop. It arrives as ``SCTPReceived/discarded(_:)``.
  ///
  /// The loop throws ``SCTPError`` with
  /// - EBADF if the socket is closed;
  /// - ECANCELED if the task is canceled;
  /// - EMFILE or ENFILE if a step must wait and no descriptor is free.
  public var received: SCTPSequence<SCTPReceived> {
    SCTPSequence(name: "received", socket: self) { _ async throws(SCTPError) in try await self.nextReceived() }
  }

  private func nextReceived() async throws(SCTPError) -> SCTPReceived? {
    do throws(SCTPError) {
      return try await receive()
    } catch {
      if error.code == .messageTooLong { return .discarded(error) }
      if error.reason == .notConnected { return nil }
      throw error
    }
  }
}

extension SCTPOneToOneSocket {
  /// The messages, and the notifications to which the caller subscribed, as `receive` returns them.
  ///
  /// The loop finishes when the association has ended gracefully, and throws if it was aborted or lost. The errors are
  /// those of `receive`.
  public var received: SCTPSequence<SCTPReceived> {
    SCTPSequence(name: "received", socket: self) { socket async throws(SCTPError) in
      try await socket.receiveWhole(timeout: nil)
    }
  }

  /// The messages, without notifications.
  ///
  /// The loop finishes when the association has ended gracefully, and throws if it was aborted or lost. The errors are
  /// those of `receive`.
  public var messages: SCTPSequence<SCTPMessage> {
    SCTPSequence(name: "messages", socket: self) { socket async throws(SCTPError) in
      while let received = try await socket.receiveWhole(timeout: nil) {
        if let message = received.message { return message }
      }
      return nil
    }
  }
}

extension SCTPListener {
  /// The sockets of arriving associations, as `accept` returns them.
  ///
  /// The loop throws ``SCTPError`` with
  /// - EBADF if the socket is closed;
  /// - ECANCELED if the task is canceled;
  /// - EMFILE or ENFILE if no descriptor is free.
  public var accepted: SCTPSequence<SCTPOneToOneSocket> {
    SCTPSequence(name: "accepted", socket: self) { _ async throws(SCTPError) in try await self.accept() }
  }
}
#endif
