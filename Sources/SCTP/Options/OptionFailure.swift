#if os(Linux)
internal import CSCTP

/// A failed getsockopt(2) or setsockopt(2), and the arguments that determine its reason.
struct OptionFailure {
  let code: Errno
  let level: CInt
  let number: CInt
  let association: SCTPAssociationID
  /// The C value of the option.
  let value: Any
  let descriptor: CInt

  /// The reason; nil if the error number needs none, or the cause is unknown.
  var reason: SCTPError.Reason? {
    if let reason = SCTPError.Reason(anyCallOn: descriptor, code) { return reason }
    guard level == SOL_SCTP else { return nil }
    return switch code {
    case .invalidArgument: reasonForInvalidArgument
    case .noSuchFileOrDirectory where path != nil:
      SCTPError.Reason(missing: association, on: descriptor) ?? .unknownPath
    case .notSupportedOnSocket where Self.onlyForOneToMany.contains(number): .wrongStyle
    case .permissionDenied where Self.ofAuthentication.contains(number): .authenticationDisabled
    case .protocolNotAvailable where Self.reconfigurations.contains(number): .reconfigurationDisabled
    case .notPermitted where number == CSCTP.SCTP_SET_PEER_PRIMARY_ADDR: .addressReconfigurationDisabled
    default: nil
    }
  }

  private var requestsHeartbeat: Bool {
    (value as? sctp_paddrparams).map { $0.spp_flags & SPP_HB_DEMAND.rawValue != 0 } ?? false
  }

  private var path: SCTPAddress? { (value as? any OptionWithPath)?.path }

  private var reasonForInvalidArgument: SCTPError.Reason? {
    let path = path
    switch SCTPError.Reason(missing: association, on: descriptor) {
    case .unknownAssociation: return .unknownAssociation
    case .notConnected where path != nil || requestsHeartbeat: return .notConnected
    case let reason? where Self.ofAssociations.contains(number): return reason
    default: break
    }
    if let path, !DescriptorProbe.hasPath(path, association, on: descriptor) { return .unknownPath }
    if let value = value as? sctp_rtoinfo, DescriptorProbe.exceedsMaximum(value, on: descriptor) {
      return .minimumAboveMaximum
    }
    return nil
  }

  private static var onlyForOneToMany: [CInt] {
    [CSCTP.SCTP_GET_ASSOC_NUMBER, CSCTP.SCTP_GET_ASSOC_ID_LIST, CSCTP.SCTP_AUTOCLOSE]
  }

  private static var reconfigurations: [CInt] {
    [CSCTP.SCTP_RESET_STREAMS, CSCTP.SCTP_RESET_ASSOC, CSCTP.SCTP_ADD_STREAMS]
  }

  private static var ofAuthentication: [CInt] {
    [
      CSCTP.SCTP_AUTH_CHUNK, CSCTP.SCTP_HMAC_IDENT, CSCTP.SCTP_AUTH_KEY, CSCTP.SCTP_AUTH_ACTIVE_KEY,
      CSCTP.SCTP_AUTH_DELETE_KEY, CSCTP.SCTP_AUTH_DEACTIVATE_KEY, CSCTP.SCTP_PEER_AUTH_CHUNKS,
      CSCTP.SCTP_LOCAL_AUTH_CHUNKS,
    ]
  }

  /// The options that only an existing association has.
  private static var ofAssociations: [CInt] {
    reconfigurations + [
      CSCTP.SCTP_STATUS, CSCTP.SCTP_GET_ASSOC_STATS, CSCTP.SCTP_PRIMARY_ADDR, CSCTP.SCTP_SET_PEER_PRIMARY_ADDR,
      CSCTP.SCTP_PR_ASSOC_STATUS, CSCTP.SCTP_PR_STREAM_STATUS, CSCTP.SCTP_PEER_AUTH_CHUNKS,
      CSCTP.SCTP_STREAM_SCHEDULER_VALUE,
    ]
  }
}

extension SCTPError {
  /// Whether a failed option of an association means that the socket does not have the association.
  ///
  /// Other errors, such as ENOMEM, do not say whether it exists.
  var meansMissingAssociation: Bool {
    [.invalidArgument, .notSupportedOnSocket, .protocolNotAvailable].contains(code)
  }
}

extension SCTPError.Reason {
  /// Creates the reason that an error number of any call on a descriptor implies; nil if it implies none.
  init?(anyCallOn descriptor: CInt, _ code: Errno) {
    if [.notSupportedOnSocket, .protocolNotAvailable].contains(code), !DescriptorProbe.isSCTP(descriptor) {
      self = .notSCTP
    } else {
      self.init(anySocket: code)
    }
  }

  /// Creates the reason why a call does not find an association; nil if the association exists.
  init?(missing association: SCTPAssociationID, on descriptor: CInt) {
    if DescriptorProbe.exists(association, on: descriptor) { return nil }
    guard DescriptorProbe.isOneToMany(descriptor) else {
      self = .notConnected
      return
    }
    self = association.isReserved ? .reservedAssociation : .unknownAssociation
  }
}

/// A C value that names a path, which the zero address does not.
protocol OptionWithPath {
  var path: SCTPAddress? { get }
}

extension sctp_paddrinfo: OptionWithPath {
  var path: SCTPAddress? { SCTPAddress(storage: spinfo_address) }
}

extension sctp_paddrparams: OptionWithPath {
  var path: SCTPAddress? { SCTPAddress(storage: spp_address) }
}

extension sctp_paddrthlds: OptionWithPath {
  var path: SCTPAddress? { SCTPAddress(storage: spt_address) }
}

extension sctp_paddrthlds_v2: OptionWithPath {
  var path: SCTPAddress? { SCTPAddress(storage: spt_address) }
}

extension sctp_prim: OptionWithPath {
  var path: SCTPAddress? { SCTPAddress(storage: ssp_addr) }
}

extension sctp_udpencaps: OptionWithPath {
  var path: SCTPAddress? { SCTPAddress(storage: sue_address) }
}

extension sctp_probeinterval: OptionWithPath {
  var path: SCTPAddress? { SCTPAddress(storage: spi_address) }
}
#endif
