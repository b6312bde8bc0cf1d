import SCTP
import Testing

/// An association whose server accepts no more data: a message that is longer than its window is queued before
/// everything that the client sends next.
struct ClosedWindow {
  static let fragment = 500
  /// A message whose lifetime ends before the window opens.
  static let late = Array("too late".utf8)
  /// A message of three fragments, whose lifetime ends before the window opens.
  static let lateFragments = (0..<3 * fragment).map { UInt8(truncatingIfNeeded: $0 / 7) }
  /// A message without a lifetime.
  static let lasting = Array("there is time".utf8)
  static let options = SCTPSendOptions(stream: 2, payloadProtocol: 0xCAFE_F00E)

  let pair: Pair
  let filler: [UInt8]

  var server: SCTPSocket { pair.server }
  var client: SCTPSocket { pair.client }

  /// Subscribes the client to `failures`, and fills the server's window.
  init(_ family: SCTPAddressFamily, failures: SCTPEventSet) throws {
    pair = try Pair.greeted(family) { server, client in
      try client.setOption(.maximumFragmentSize(), to: UInt32(Self.fragment))
      try client.setSubscribed(true, to: failures)
      // Half of it is the window, the other half the kernel's overhead.
      try server.setOption(.receiveBufferSize, to: 3000)
    }
    let window = try pair.client.status(of: pair.atClient).receiveWindow
    filler = [UInt8](repeating: UInt8(ascii: "X"), count: Int(window) + 100)
    try pair.client.send(filler, on: pair.atClient, options: Self.options)
  }

  /// The options of a message with a lifetime.
  static func lasting(_ time: Duration) -> SCTPSendOptions {
    var options = options
    options.reliability = .lifetime(time)
    return options
  }

  /// Sends two late messages and a lasting one between them, and waits until the lifetimes have ended.
  func sendLate(_ send: (_ payload: [UInt8], _ options: SCTPSendOptions) throws -> Void) throws {
    let lifetime = Duration.milliseconds(100)
    try send(Self.late, Self.lasting(lifetime))
    try send(Self.lasting, Self.options)
    try send(Self.lateFragments, Self.lasting(lifetime))
    let end = ContinuousClock.now + lifetime * 2
    // The kernel reports nothing before the window opens.
    try until("the lifetimes have ended") { ContinuousClock.now > end }
  }

  /// Opens the window, and checks that the server receives `payload` and nothing else.
  func expectOnly(_ payload: [UInt8], _ location: SourceLocation = #_sourceLocation) throws {
    try server.expectMessage(filler, Self.options, location)
    try server.expectMessage(payload, Self.options, location)
    // The next message of the stream is the one that is sent now.
    try client.send(.hello, on: pair.atClient, options: Self.options)
    try server.expectMessage(.hello, Self.options, location)
  }

  /// Checks that the client receives a failure for a late message or for one of its fragments.
  func expectFailure(
    of payload: [UInt8], first: Bool = true, last: Bool = true, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let failure = try #require(try client.notification(location).failure, sourceLocation: location)
    #expect(failure.payload == payload, sourceLocation: location)
    #expect(!failure.wasSent, sourceLocation: location)
    #expect(failure.isFirstFragment == first, sourceLocation: location)
    #expect(failure.isLastFragment == last, sourceLocation: location)
    #expect(failure.cause == .none, sourceLocation: location)
    #expect(failure.association == pair.atClient, sourceLocation: location)
    #expect(failure.options == Self.options, sourceLocation: location)
  }

  /// Checks that the client receives a failure for every fragment of the late message.
  func expectFailureOfFragments(_ location: SourceLocation = #_sourceLocation) throws {
    for start in stride(from: 0, to: Self.lateFragments.count, by: Self.fragment) {
      try expectFailure(
        of: Array(Self.lateFragments[start..<start + Self.fragment]), first: start == 0,
        last: start + Self.fragment == Self.lateFragments.count, location)
    }
  }
}

extension SCTPNotification {
  /// The failure to send, in either of its forms; nil for every other notification.
  fileprivate var failure: SCTPSendFailed? {
    switch self {
    case .sendFailed(let failure), .sendFailedDeprecated(let failure): failure
    default: nil
    }
  }
}
