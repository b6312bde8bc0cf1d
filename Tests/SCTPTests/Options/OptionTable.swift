import Foundation
import SCTP
import Testing

/// The behavior of the kernel for each option, on each kind of socket.
///
/// The defaults are those of a kernel with the default sysctls in net.sctp.
enum OptionTable {
  static let rows: [OptionRow] = socketRows + associationRows + pathRows + generalRows

  private static let socketRows: [OptionRow] = [
    .socket("SCTP_ADAPTATION_LAYER", .adaptationLayer, default: 0, set: [(.max, .max), (1, 1)]),
    .socket("SCTP_NODELAY", .noDelay, default: false, set: [(true, true), (false, false)]),
    .socket("SCTP_DISABLE_FRAGMENTS", .fragmentationDisabled, default: false, set: [(true, true), (false, false)]),
    .socket("SCTP_RECVNXTINFO", .receiveNextInfo, default: false, set: [(true, true), (false, false)]),
    // The kernel only stores whether it is 0. A peeled-off socket inherits the level of its one-to-many socket.
    .socket(
      "SCTP_FRAGMENT_INTERLEAVE", .fragmentInterleave, defaults: { $0.isStream ? 0 : 1 },
      set: [(0, 0), (1, 1), (2, 1)]),
    .socket(
      "SCTP_PARTIAL_DELIVERY_POINT", .partialDeliveryPoint, default: 0, set: [(1_000, 1_000), (0, 0)],
      refuses: [(-1, .invalidArgument), (100_000_000, .invalidArgument)]),
    .socket("SCTP_I_WANT_MAPPED_V4_ADDR", .mappedIPv4Addresses, default: true, set: [(false, false), (true, true)]),
    .socket(
      "SCTP_INITMSG", .initialMessage,
      default: SCTPInitialMessage(
        outboundStreams: 10, maximumInboundStreams: 65_535, maximumAttempts: 8, maximumTimeout: .seconds(60)),
      set: [
        (initialMessage(20, 30, 4, 500), initialMessage(20, 30, 4, 500)),
        // Zero leaves a value unchanged.
        (SCTPInitialMessage(maximumAttempts: 5), initialMessage(20, 30, 5, 500)),
      ],
      refuses: [
        (SCTPInitialMessage(maximumTimeout: .milliseconds(65_536)), .invalidArgument),
        (SCTPInitialMessage(maximumTimeout: .milliseconds(-1)), .invalidArgument),
      ]),
  ]

  private static func initialMessage(
    _ outbound: UInt16, _ inbound: UInt16, _ attempts: UInt16, _ milliseconds: Int
  ) -> SCTPInitialMessage {
    SCTPInitialMessage(
      outboundStreams: outbound, maximumInboundStreams: inbound, maximumAttempts: attempts,
      maximumTimeout: .milliseconds(milliseconds))
  }

  private static let associationRows: [OptionRow] = [
    .scoped(
      "SCTP_RTOINFO", .futureAndOne, default: timeouts(3_000, 60_000, 1_000), set: timeouts(500, 5_000, 100),
      and: timeouts(700, 7_000, 200),
      refuses: [
        // The shortest one above the longest one. The first one is not compared with them.
        (timeouts(0, 100, 200), .invalidArgument), (timeouts(-1, 0, 0), .invalidArgument),
      ]
    ) { .retransmissionTimeouts(of: $0) },
    .scoped(
      "SCTP_ASSOCINFO", .futureAndOne, default: ParametersPart(10, .seconds(60)), set: ParametersPart(4, .seconds(30)),
      and: ParametersPart(3, .seconds(20)), refuses: [(ParametersPart(4, .milliseconds(-1)), .invalidArgument)],
      read: { socket, scope in ParametersPart(try socket.option(.associationParameters(of: scope))) },
      write: { socket, scope, part in try socket.setOption(.associationParameters(of: scope), to: part.whole) }),
    .scoped(
      "SCTP_DELAYED_SACK", .every, default: delayed(200, 2), set: delayed(100, 4), and: delayed(40, 3),
      refuses: [(delayed(501, 2), .invalidArgument), (delayed(-1, 2), .invalidArgument)]
    ) { .delayedAcknowledgement(of: $0) },
    .scoped("SCTP_MAX_BURST", .every, default: 4, set: 8, and: 0) { .maximumBurst(of: $0) },
    .scoped("SCTP_CONTEXT", .every, default: 0, set: .max, and: 1) { .context(of: $0) },
    // The fragments must have space for the headers of a chunk. Where none is set, an association reads as what its MTU
    // leaves for payload.
    .scoped(
      "SCTP_MAXSEG", .futureAndOne, default: 0, inForce: 65_484, set: 1_000, and: 2_000,
      refuses: [(8, .invalidArgument), (65_536, .invalidArgument)]
    ) { .maximumFragmentSize(of: $0) },
    .scoped("SCTP_DEFAULT_SNDINFO", .every, default: SCTPSendOptions(), set: sendOptions(1), and: sendOptions(2)) {
      .defaultSendOptions(of: $0)
    },
    .scoped(
      "SCTP_DEFAULT_SEND_PARAM", .every, default: SCTPSendOptions(), set: sendOptions(1, .lifetime(.milliseconds(70))),
      and: sendOptions(2, .lifetime(.milliseconds(80)))
    ) { .defaultSendParameters(of: $0) },
    .scoped(
      "SCTP_DEFAULT_PRINFO", .every, default: .reliable, set: .lifetime(.milliseconds(50)), and: .retransmissions(3),
      refuses: [(.unknown(policy: 0x1, value: 1), .invalidArgument), (.lifetime(.seconds(-1)), .invalidArgument)]
    ) { .defaultReliability(of: $0) },
    .scoped(
      "SCTP_ENABLE_STREAM_RESET", .every, default: [], set: [.resetStreams, .addStreams], and: .resetAssociation,
      refuses: [(SCTPReconfigurationSet(rawValue: 8), .invalidArgument)]
    ) { .allowedReconfigurations(of: $0) },
    .scoped(
      "SCTP_STREAM_SCHEDULER", .every, default: .firstComeFirstServed, set: .roundRobin, and: .priority,
      refuses: [(SCTPStreamScheduler(rawValue: 99), .invalidArgument)]
    ) { .streamScheduler(of: $0) },
    .scoped(
      "SCTP_EXPOSE_POTENTIALLY_FAILED_STATE", .futureAndOne, default: .unset, set: .enabled, and: .disabled,
      refuses: [(SCTPPotentiallyFailedExposure(rawValue: 3), .invalidArgument)]
    ) { .potentiallyFailedExposure(of: $0) },
    .negotiated("SCTP_PR_SUPPORTED", default: true) { .partialReliabilitySupported(of: $0) },
    .negotiated("SCTP_RECONFIG_SUPPORTED", default: false) { .reconfigurationSupported(of: $0) },
    .negotiated("SCTP_ASCONF_SUPPORTED", default: false) { .addressReconfigurationSupported(of: $0) },
    .negotiated("SCTP_AUTH_SUPPORTED", default: false) { .authenticationSupported(of: $0) },
    .negotiated("SCTP_ECN_SUPPORTED", default: true) { .ecnSupported(of: $0) },
  ]

  private static func timeouts(_ initial: Int, _ maximum: Int, _ minimum: Int) -> SCTPRetransmissionTimeouts {
    SCTPRetransmissionTimeouts(
      initial: .milliseconds(initial), maximum: .milliseconds(maximum), minimum: .milliseconds(minimum))
  }

  private static func delayed(_ milliseconds: Int, _ frequency: UInt32) -> SCTPDelayedAcknowledgement {
    SCTPDelayedAcknowledgement(delay: .milliseconds(milliseconds), frequency: frequency)
  }

  private static func sendOptions(_ number: UInt16, _ reliability: SCTPReliability? = nil) -> SCTPSendOptions {
    SCTPSendOptions(
      stream: number, payloadProtocol: 0x0102_0304, flags: .unordered, context: UInt32(number), reliability: reliability
    )
  }

  /// What can be set of `SCTP_ASSOCINFO`.
  private struct ParametersPart: Equatable {
    let maximumRetransmissions: UInt16
    let cookieLife: Duration

    init(_ maximumRetransmissions: UInt16, _ cookieLife: Duration) {
      self.maximumRetransmissions = maximumRetransmissions
      self.cookieLife = cookieLife
    }

    init(_ whole: SCTPAssociationParameters) {
      self.init(whole.maximumRetransmissions, whole.cookieLife)
    }

    var whole: SCTPAssociationParameters {
      SCTPAssociationParameters(maximumRetransmissions: maximumRetransmissions, cookieLife: cookieLife)
    }
  }

  private static let pathRows: [OptionRow] = [
    .path(
      "SCTP_PEER_ADDR_PARAMS", default: PathPart(true, 30_000, 5), set: PathPart(true, 1_000, 7),
      and: PathPart(false, 0, 9),
      read: { socket, path, scope in PathPart(try socket.option(.pathParameters(path, of: scope))) },
      write: { socket, path, scope, part in
        try socket.setOption(.pathParameters(path, of: scope), to: part.whole)
      }),
    .path(
      "SCTP_PEER_ADDR_THLDS_V2", default: thresholds(5, 0, .max), set: thresholds(8, 3, 6), and: thresholds(9, 2, 4),
      withoutPath: .noSuchFileOrDirectory, refuses: [(thresholds(5, 4, 3), .invalidArgument)]
    ) { .pathThresholds($0, of: $1) },
    .path(
      "SCTP_PEER_ADDR_THLDS", default: thresholds(5, 0, .max), set: thresholds(8, 3, .max), and: thresholds(9, 2, .max),
      withoutPath: .noSuchFileOrDirectory
    ) { .pathThresholdsWithoutSwitchover($0, of: $1) },
    // Packets are encapsulated only where the sysctl udp_port is set too. An association then has the port that the
    // peer's packets come from: none.
    .path("SCTP_REMOTE_UDP_ENCAPS_PORT", default: 0, set: 9_899, and: 1, later: 0) {
      .udpEncapsulationPort($0, of: $1)
    },
    .path(
      "SCTP_PLPMTUD_PROBE_INTERVAL", default: .zero, set: .seconds(5), and: .seconds(6),
      refuses: [(.milliseconds(4_999), .invalidArgument), (.seconds(-1), .invalidArgument)]
    ) { .pathMTUProbeInterval($0, of: $1) },
  ]

  private static func thresholds(
    _ retransmissions: UInt16, _ failed: UInt16, _ switchover: UInt16
  ) -> SCTPPathThresholds {
    SCTPPathThresholds(
      maximumRetransmissions: retransmissions, potentiallyFailed: failed, primarySwitchover: switchover)
  }

  /// What every scope of `SCTP_PEER_ADDR_PARAMS` has.
  private struct PathPart: Equatable {
    let heartbeats: Bool
    let interval: Int
    let retransmissions: UInt16

    init(_ heartbeats: Bool, _ interval: Int, _ retransmissions: UInt16) {
      self.heartbeats = heartbeats
      self.interval = interval
      self.retransmissions = retransmissions
    }

    init(_ whole: SCTPPathParameters) {
      let milliseconds = (whole.heartbeatInterval ?? .zero) / .milliseconds(1)
      self.init(whole.heartbeats ?? false, Int(milliseconds), whole.maximumRetransmissions ?? 0)
    }

    var whole: SCTPPathParameters {
      SCTPPathParameters(
        heartbeats: heartbeats, heartbeatInterval: heartbeats ? .milliseconds(interval) : nil,
        maximumRetransmissions: retransmissions)
    }
  }

  private static let generalRows: [OptionRow] = [
    // The kernel doubles the value, to allow for its own overhead.
    .socket(
      "SO_SNDBUF", .sendBufferSize, default: try sysctl("net/core/wmem_default"),
      set: [(50_000, 100_000), (Int(Int32.max), try 2 * sysctl("net/core/wmem_max"))],
      refuses: [(1 << 32, .invalidArgument)]),
    .socket(
      "SO_RCVBUF", .receiveBufferSize, default: try sysctl("net/core/rmem_default"),
      set: [(60_000, 120_000), (Int(Int32.max), try 2 * sysctl("net/core/rmem_max"))],
      refuses: [(1 << 32, .invalidArgument)]),
    .socket("SO_REUSEADDR", .reuseAddress, default: false, set: [(true, true), (false, false)]),
    .socket("IP_FREEBIND", .freeBind, default: false, set: [(true, true), (false, false)]),
    .socket(
      "IP_TTL", .timeToLive, default: try sysctl("net/ipv4/ip_default_ttl"), set: [(1, 1), (255, 255)],
      refuses: [(0, .invalidArgument), (256, .invalidArgument)]),
    .socket("SO_PRIORITY", .priority, default: 0, set: [(5, 5), (0, 0)]),
    .socket(
      "SO_LINGER", .linger, default: nil,
      set: [(.seconds(3), .seconds(3)), (.milliseconds(1_500), .seconds(2)), (.zero, .zero), (nil, nil)],
      refuses: [(.seconds(-1), .invalidArgument)]),
  ]
}

/// The number in a file below /proc/sys.
private func sysctl(_ path: String) throws -> Int {
  let text = try String(contentsOfFile: "/proc/sys/\(path)", encoding: .utf8)
  return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
}
