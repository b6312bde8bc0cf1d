#if os(Linux)
internal import CSCTP

/// The stream reconfigurations that the peer may request.
///
/// See RFC 6525, section 6.3.1.
public struct SCTPReconfigurationSet: OptionSet, Hashable, Sendable {
  /// The kernel's bits.
  public let rawValue: UInt32

  /// Creates a set from the kernel's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  private init(_ constant: Int32) { self.init(rawValue: UInt32(constant)) }

  /// Resetting streams.
  ///
  /// The corresponding C constant is `SCTP_ENABLE_RESET_STREAM_REQ`.
  public static var resetStreams: Self { Self(CSCTP.SCTP_ENABLE_RESET_STREAM_REQ) }
  /// Resetting the association.
  ///
  /// The corresponding C constant is `SCTP_ENABLE_RESET_ASSOC_REQ`.
  public static var resetAssociation: Self { Self(CSCTP.SCTP_ENABLE_RESET_ASSOC_REQ) }
  /// Adding streams.
  ///
  /// The corresponding C constant is `SCTP_ENABLE_CHANGE_ASSOC_REQ`.
  public static var addStreams: Self { Self(CSCTP.SCTP_ENABLE_CHANGE_ASSOC_REQ) }
}

/// The order in which the kernel sends the messages of different streams.
///
/// The corresponding C type is `enum sctp_sched_type`. See RFC 8260, section 3.
public struct SCTPStreamScheduler: RawRepresentable, Hashable, Sendable {
  /// The kernel's number.
  public let rawValue: UInt32

  /// Creates a scheduler from the kernel's number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  private init(_ type: sctp_sched_type) { self.init(rawValue: type.rawValue) }

  /// The order of the calls of `send`.
  ///
  /// The corresponding C constant is `SCTP_SS_FCFS`.
  public static var firstComeFirstServed: Self { Self(CSCTP.SCTP_SS_FCFS) }
  /// Streams of higher priority first; 0 is the highest priority.
  ///
  /// The corresponding C constant is `SCTP_SS_PRIO`.
  public static var priority: Self { Self(CSCTP.SCTP_SS_PRIO) }
  /// Streams take turns.
  ///
  /// The corresponding C constant is `SCTP_SS_RR`.
  public static var roundRobin: Self { Self(CSCTP.SCTP_SS_RR) }
}

extension SCTPReconfigurationSet: CustomStringConvertible {
  /// The names of the reconfigurations, such as `[reset streams, add streams]`.
  public var description: String {
    list(of: [.resetStreams: "reset streams", .resetAssociation: "reset association", .addStreams: "add streams"])
  }
}

extension SCTPStreamScheduler: CustomStringConvertible {
  /// The name of the scheduler, such as `round robin`, or its number if it is unknown.
  public var description: String {
    name(in: [
      .firstComeFirstServed: "first come, first served", .priority: "priority", .roundRobin: "round robin",
    ])
  }
}

extension SCTPSocketOption where Value == Bool {
  /// Whether streams can be reset and added.
  ///
  /// Reading the option of an association returns the negotiated value. Setting it affects future associations.
  /// The default is the sysctl `net.sctp.reconf_enable`.
  ///
  /// The corresponding C option is `SCTP_RECONFIG_SUPPORTED`. See RFC 6525.
  public static func reconfigurationSupported(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_RECONFIG_SUPPORTED", CSCTP.SCTP_RECONFIG_SUPPORTED, of: association)
      .scopedToggle
  }
}

extension SCTPSocketOption where Value == SCTPReconfigurationSet {
  /// The stream reconfigurations that the peer may request.
  ///
  /// On Linux, this side can request only the same reconfigurations. Setting an unknown bit fails with EINVAL.
  ///
  /// The corresponding C option is `SCTP_ENABLE_STREAM_RESET`. See RFC 6525, section 6.3.1.
  public static func allowedReconfigurations(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_ENABLE_STREAM_RESET", CSCTP.SCTP_ENABLE_STREAM_RESET, of: association)
      .scopedValue {
        SCTPReconfigurationSet(rawValue: $0)
      } _: {
        $0.rawValue
      }
  }
}

extension SCTPSocketOption where Value == SCTPStreamScheduler {
  /// The order in which the kernel sends the messages of different streams.
  ///
  /// Setting an unknown scheduler fails with EINVAL.
  ///
  /// The corresponding C option is `SCTP_STREAM_SCHEDULER`. See RFC 8260, section 4.3.2.
  public static func streamScheduler(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_STREAM_SCHEDULER", CSCTP.SCTP_STREAM_SCHEDULER, of: association)
      .scopedValue {
        SCTPStreamScheduler(rawValue: $0)
      } _: {
        $0.rawValue
      }
  }
}

extension SCTPSocketOption where Value == UInt16 {
  /// The value that the scheduler uses for a stream, such as its priority.
  ///
  /// The option fails with EINVAL if the association has no such outbound stream. On a one-to-many socket, the scope
  /// must be an association. Setting the option also supports `.current`.
  ///
  /// The corresponding C option is `SCTP_STREAM_SCHEDULER_VALUE`. See RFC 8260, section 4.3.3.
  public static func streamSchedulerValue(
    ofStream stream: UInt16, of association: SCTPAssociationID = .future
  ) -> Self {
    let id = association.rawValue
    return KernelOption<sctp_stream_value>(
      "SCTP_STREAM_SCHEDULER_VALUE", CSCTP.SCTP_STREAM_SCHEDULER_VALUE, of: association
    )
    .option(request: sctp_stream_value(assoc_id: id, stream_id: stream, stream_value: 0)) {
      $0.stream_value
    } _: {
      sctp_stream_value(assoc_id: id, stream_id: stream, stream_value: $0)
    }
  }
}
#endif
