import SCTP
import Testing

/// A conversation whose server takes no more for the moment: a message that is longer than its window lies before
/// whatever the client sends next.
struct ClosedWindow {
  static let fragment = 500
  /// What does not reach the server in time.
  static let late = Array("too late".utf8)
  static let lateFragments = (0..<3 * fragment).map { UInt8(truncatingIfNeeded: $0 / 7) }
  /// What does.
  static let lasting = Array("there is time".utf8)
  static let options = SCTPSendOptions(stream: 2, payloadProtocol: 0xCAFE_F00E)

  let conversation: Conversation
  let filler: [UInt8]

  var server: SCTPSocket { conversation.server }
  var client: SCTPSocket { conversation.client }

  /// The client sees the `failures` to send; the window is filled by `fill`.
  init(_ family: SCTPAddressFamily, failures: SCTPEventSet) throws {
    conversation = try Conversation(family) { server, client in
      try client.setOption(.maximumFragmentSize(), to: UInt32(Self.fragment))
      try client.setSubscribed(true, to: failures)
      // It halves: one part is the window, the other the kernel's overhead.
      try server.setOption(.receiveBufferSize, to: 3000)
    }
    let window = try conversation.client.status(of: conversation.atClient).receiveWindow
    filler = [UInt8](repeating: UInt8(ascii: "X"), count: Int(window) + 100)
    try conversation.client.send(filler, on: conversation.atClient, options: Self.options)
  }

  /// Options of a message that is worth being sent for this time.
  static func lasting(_ time: Duration) -> SCTPSendOptions {
    var options = options
    options.reliability = .lifetime(time)
    return options
  }

  /// Sends what will be late, and between it what will not, and waits until it is late.
  func sendLate(_ send: (_ payload: [UInt8], _ options: SCTPSendOptions) throws -> Void) throws {
    let lifetime = Duration.milliseconds(100)
    try send(Self.late, Self.lasting(lifetime))
    try send(Self.lasting, Self.options)
    try send(Self.lateFragments, Self.lasting(lifetime))
    let end = ContinuousClock.now + lifetime * 2
    // Nothing tells of it before the window opens.
    try until("the lifetimes have ended") { ContinuousClock.now > end }
  }

  /// Opens the window, and expects that all the server gets is `payload`.
  func expectOnly(_ payload: [UInt8], _ location: SourceLocation = #_sourceLocation) throws {
    try server.expectMessage(filler, Self.options, location)
    try server.expectMessage(payload, Self.options, location)
    // The next message of the stream is one that is sent now.
    try client.send(Greeting.payload, on: conversation.atClient, options: Self.options)
    try server.expectMessage(Greeting.payload, Self.options, location)
  }

  /// Expects that the client is told of a late message, as a whole or as one of its fragments.
  func expectFailure(
    of payload: [UInt8], first: Bool = true, last: Bool = true, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let failure = try #require(try client.notification(location).failure, sourceLocation: location)
    #expect(failure.payload == payload, sourceLocation: location)
    #expect(!failure.wasSent, sourceLocation: location)
    #expect(failure.isFirstFragment == first, sourceLocation: location)
    #expect(failure.isLastFragment == last, sourceLocation: location)
    #expect(failure.cause == .none, sourceLocation: location)
    #expect(failure.association == conversation.atClient, sourceLocation: location)
    #expect(failure.options == Self.options, sourceLocation: location)
  }

  /// Expects that the client is told of all the fragments of the late message.
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
