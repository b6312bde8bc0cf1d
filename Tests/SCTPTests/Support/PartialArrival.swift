import CSCTP
import Testing

@testable import SCTP

extension SCTPEndpoint {
  /// Waits until there is something to receive, and leaves it there.
  func untilReadable() throws {
    try until(POLLIN, "there is nothing to receive")
  }

  /// Waits until the kernel has an error to tell of, and leaves it there.
  func untilThereIsAnError() throws {
    try until(POLLERR, "there is no error")
  }

  private func until(_ event: CInt, _ missing: Comment) throws {
    try withFileDescriptor { descriptor in
      // Errors show whatever is asked for.
      var entry = pollfd(fd: descriptor.rawValue, events: Int16(event), revents: 0)
      let nanoseconds = patience.components.seconds * 1_000_000_000
      try #require(unsafe csctp_poll(&entry, 1, nanoseconds) == 1, missing)
    }
  }
}

extension SCTPSocket {
  /// Takes the notifications that only the library needs.
  ///
  /// Who subscribes to them before they are read sees them.
  func takeHidden(_ location: SourceLocation = #_sourceLocation) throws {
    expectFailure(.timedOut, nil, in: nil, location) { _ = try receive(timeout: .zero) }
  }
}

extension SCTPOneToOneSocket {
  /// As the one of ``SCTPSocket``.
  func takeHidden(_ location: SourceLocation = #_sourceLocation) throws {
    expectFailure(.timedOut, nil, in: nil, location) { _ = try receive(timeout: .zero) }
  }
}

extension Pair {
  static let longMessage = 300_000

  /// An association with a message whose first part has arrived at the server, which is deaf to the rest.
  static func withMessageArrivedInPart() throws -> Pair {
    let server = try SCTPSocket()
    // Full before the message is whole, so the kernel delivers what it has.
    try server.setOption(.receiveBufferSize, to: 40_000)
    try server.bind(to: .loopback(port: 0))
    try server.listen()
    let pair = try Pair(server: server)
    try pair.client.setOption(.sendBufferSize, to: 2 << 20)
    try server.takeHidden()
    try pair.client.send(payload(longMessage), on: pair.atClient)
    try server.untilReadable()
    try server.setDeaf(true)
    return pair
  }
}
