// swift-format-ignore-file: AlwaysUseLowerCamelCase

#if os(Linux)
// The names of the C header lead to those of the library.

extension SCTPSocketOption where Value == Duration {
  /// Renamed to ``autoClose``.
  @available(*, unavailable, renamed: "autoClose")
  public static var SCTP_AUTOCLOSE: Self { autoClose }
  /// Renamed to ``pathMTUProbeInterval(_:of:)``.
  @available(*, unavailable, renamed: "pathMTUProbeInterval(_:of:)")
  public static var SCTP_PLPMTUD_PROBE_INTERVAL: Self { pathMTUProbeInterval() }
}

extension SCTPSocketOption where Value == UInt32 {
  /// Renamed to ``adaptationLayer``.
  @available(*, unavailable, renamed: "adaptationLayer")
  public static var SCTP_ADAPTATION_LAYER: Self { adaptationLayer }
  /// Renamed to ``maximumFragmentSize(of:)``.
  @available(*, unavailable, renamed: "maximumFragmentSize(of:)")
  public static var SCTP_MAXSEG: Self { maximumFragmentSize() }
  /// Renamed to ``context(of:)``.
  @available(*, unavailable, renamed: "context(of:)")
  public static var SCTP_CONTEXT: Self { context() }
  /// Renamed to ``maximumBurst(of:)``.
  @available(*, unavailable, renamed: "maximumBurst(of:)")
  public static var SCTP_MAX_BURST: Self { maximumBurst() }
  /// Renamed to ``mark``.
  @available(*, unavailable, renamed: "mark")
  public static var SO_MARK: Self { mark }
}

extension SCTPSocketOption where Value == Bool {
  /// Renamed to ``ecnSupported(of:)``.
  @available(*, unavailable, renamed: "ecnSupported(of:)")
  public static var SCTP_ECN_SUPPORTED: Self { ecnSupported() }
  /// Renamed to ``reusePort``.
  @available(*, unavailable, renamed: "reusePort")
  public static var SCTP_REUSE_PORT: Self { reusePort }
  /// Renamed to ``mappedIPv4Addresses``.
  @available(*, unavailable, renamed: "mappedIPv4Addresses")
  public static var SCTP_I_WANT_MAPPED_V4_ADDR: Self { mappedIPv4Addresses }
  /// Renamed to ``automaticAddressReconfiguration``.
  @available(*, unavailable, renamed: "automaticAddressReconfiguration")
  public static var SCTP_AUTO_ASCONF: Self { automaticAddressReconfiguration }
  /// Renamed to ``addressReconfigurationSupported(of:)``.
  @available(*, unavailable, renamed: "addressReconfigurationSupported(of:)")
  public static var SCTP_ASCONF_SUPPORTED: Self { addressReconfigurationSupported() }
  /// Renamed to ``authenticationSupported(of:)``.
  @available(*, unavailable, renamed: "authenticationSupported(of:)")
  public static var SCTP_AUTH_SUPPORTED: Self { authenticationSupported() }
  /// Renamed to ``noDelay``.
  @available(*, unavailable, renamed: "noDelay")
  public static var SCTP_NODELAY: Self { noDelay }
  /// Renamed to ``fragmentationDisabled``.
  @available(*, unavailable, renamed: "fragmentationDisabled")
  public static var SCTP_DISABLE_FRAGMENTS: Self { fragmentationDisabled }
  /// Renamed to ``interleavingSupported(of:)``.
  @available(*, unavailable, renamed: "interleavingSupported(of:)")
  public static var SCTP_INTERLEAVING_SUPPORTED: Self { interleavingSupported() }
  /// Renamed to ``receiveNextInfo``.
  @available(*, unavailable, renamed: "receiveNextInfo")
  public static var SCTP_RECVNXTINFO: Self { receiveNextInfo }
  /// Renamed to ``partialReliabilitySupported(of:)``.
  @available(*, unavailable, renamed: "partialReliabilitySupported(of:)")
  public static var SCTP_PR_SUPPORTED: Self { partialReliabilitySupported() }
  /// Renamed to ``reuseAddress``.
  @available(*, unavailable, renamed: "reuseAddress")
  public static var SO_REUSEADDR: Self { reuseAddress }
  /// Renamed to ``ipv6Only``.
  @available(*, unavailable, renamed: "ipv6Only")
  public static var IPV6_V6ONLY: Self { ipv6Only }
  /// Renamed to ``freeBind``.
  @available(*, unavailable, renamed: "freeBind")
  public static var IP_FREEBIND: Self { freeBind }
  /// Renamed to ``reconfigurationSupported(of:)``.
  @available(*, unavailable, renamed: "reconfigurationSupported(of:)")
  public static var SCTP_RECONFIG_SUPPORTED: Self { reconfigurationSupported() }
}

extension SCTPReadOnlyOption where Value == Int {
  /// Renamed to ``associationCount``.
  @available(*, unavailable, renamed: "associationCount")
  public static var SCTP_GET_ASSOC_NUMBER: Self { associationCount }
}

extension SCTPReadOnlyOption where Value == [SCTPAssociationID] {
  /// Renamed to ``associations``.
  @available(*, unavailable, renamed: "associations")
  public static var SCTP_GET_ASSOC_ID_LIST: Self { associations }
}

extension SCTPHMACIdentifier {
  /// Renamed to ``sha1``.
  @available(*, unavailable, renamed: "sha1")
  public static var SCTP_AUTH_HMAC_ID_SHA1: Self { sha1 }
  /// Renamed to ``sha256``.
  @available(*, unavailable, renamed: "sha256")
  public static var SCTP_AUTH_HMAC_ID_SHA256: Self { sha256 }
}

extension SCTPSocketOption where Value == [SCTPHMACIdentifier] {
  /// Renamed to ``hmacIdentifiers``.
  @available(*, unavailable, renamed: "hmacIdentifiers")
  public static var SCTP_HMAC_IDENT: Self { hmacIdentifiers }
}

extension SCTPSocketOption where Value == UInt16 {
  /// Renamed to ``activeKey(of:)``.
  @available(*, unavailable, renamed: "activeKey(of:)")
  public static var SCTP_AUTH_ACTIVE_KEY: Self { activeKey() }
  /// Renamed to ``udpEncapsulationPort(_:of:)``.
  @available(*, unavailable, renamed: "udpEncapsulationPort(_:of:)")
  public static var SCTP_REMOTE_UDP_ENCAPS_PORT: Self { udpEncapsulationPort() }
  /// Renamed to ``streamSchedulerValue(ofStream:of:)``.
  @available(*, unavailable, renamed: "streamSchedulerValue(ofStream:of:)")
  public static func SCTP_STREAM_SCHEDULER_VALUE(ofStream stream: UInt16, of association: SCTPAssociationID = .future)
    -> Self
  { streamSchedulerValue(ofStream: stream, of: association) }
}

extension SCTPWriteOnlyOption where Value == SCTPAuthenticationKey {
  /// Renamed to ``authenticationKey(of:)``.
  @available(*, unavailable, renamed: "authenticationKey(of:)")
  public static var SCTP_AUTH_KEY: Self { authenticationKey() }
}

extension SCTPWriteOnlyOption where Value == UInt16 {
  /// Renamed to ``deactivatedKey(of:)``.
  @available(*, unavailable, renamed: "deactivatedKey(of:)")
  public static var SCTP_AUTH_DEACTIVATE_KEY: Self { deactivatedKey() }
  /// Renamed to ``deletedKey(of:)``.
  @available(*, unavailable, renamed: "deletedKey(of:)")
  public static var SCTP_AUTH_DELETE_KEY: Self { deletedKey() }
}

extension SCTPWriteOnlyOption where Value == SCTPChunkType {
  /// Renamed to ``authenticatedChunk``.
  @available(*, unavailable, renamed: "authenticatedChunk")
  public static var SCTP_AUTH_CHUNK: Self { authenticatedChunk }
}

extension SCTPReadOnlyOption where Value == [SCTPChunkType] {
  /// Renamed to ``localAuthenticatedChunks(of:)``.
  @available(*, unavailable, renamed: "localAuthenticatedChunks(of:)")
  public static var SCTP_LOCAL_AUTH_CHUNKS: Self { localAuthenticatedChunks() }
  /// Renamed to ``peerAuthenticatedChunks(of:)``.
  @available(*, unavailable, renamed: "peerAuthenticatedChunks(of:)")
  public static var SCTP_PEER_AUTH_CHUNKS: Self { peerAuthenticatedChunks() }
}

extension SCTPSocketOption where Value == SCTPSendOptions {
  /// Renamed to ``defaultSendOptions(of:)``.
  @available(*, unavailable, renamed: "defaultSendOptions(of:)")
  public static var SCTP_DEFAULT_SNDINFO: Self { defaultSendOptions() }
  /// Renamed to ``defaultSendParameters(of:)``.
  @available(*, unavailable, renamed: "defaultSendParameters(of:)")
  public static var SCTP_DEFAULT_SEND_PARAM: Self { defaultSendParameters() }
}

extension SCTPReadOnlyOption where Value == Bool {
  /// Renamed to ``receiveInfo``.
  @available(*, unavailable, renamed: "receiveInfo")
  public static var SCTP_RECVRCVINFO: Self { receiveInfo }
}

extension SCTPSocketOption where Value == Int {
  /// Renamed to ``sendBufferSize``.
  @available(*, unavailable, renamed: "sendBufferSize")
  public static var SO_SNDBUF: Self { sendBufferSize }
  /// Renamed to ``receiveBufferSize``.
  @available(*, unavailable, renamed: "receiveBufferSize")
  public static var SO_RCVBUF: Self { receiveBufferSize }
  /// Renamed to ``fragmentInterleave``.
  @available(*, unavailable, renamed: "fragmentInterleave")
  public static var SCTP_FRAGMENT_INTERLEAVE: Self { fragmentInterleave }
  /// Renamed to ``partialDeliveryPoint``.
  @available(*, unavailable, renamed: "partialDeliveryPoint")
  public static var SCTP_PARTIAL_DELIVERY_POINT: Self { partialDeliveryPoint }
  /// Renamed to ``typeOfService``.
  @available(*, unavailable, renamed: "typeOfService")
  public static var IP_TOS: Self { typeOfService }
  /// Renamed to ``trafficClass``.
  @available(*, unavailable, renamed: "trafficClass")
  public static var IPV6_TCLASS: Self { trafficClass }
  /// Renamed to ``timeToLive``.
  @available(*, unavailable, renamed: "timeToLive")
  public static var IP_TTL: Self { timeToLive }
  /// Renamed to ``hopLimit``.
  @available(*, unavailable, renamed: "hopLimit")
  public static var IPV6_UNICAST_HOPS: Self { hopLimit }
  /// Renamed to ``priority``.
  @available(*, unavailable, renamed: "priority")
  public static var SO_PRIORITY: Self { priority }
}

extension SCTPReadOnlyOption where Value == SCTPEventSet {
  /// Renamed to ``events``.
  @available(*, unavailable, renamed: "events")
  public static var SCTP_EVENTS: Self { events }
}

extension SCTPSocketOption where Value == SCTPPathThresholds {
  /// Renamed to ``pathThresholds(_:of:)``.
  @available(*, unavailable, renamed: "pathThresholds(_:of:)")
  public static var SCTP_PEER_ADDR_THLDS_V2: Self { pathThresholds() }
  /// Renamed to ``pathThresholdsWithoutSwitchover(_:of:)``.
  @available(*, unavailable, renamed: "pathThresholdsWithoutSwitchover(_:of:)")
  public static var SCTP_PEER_ADDR_THLDS: Self { pathThresholdsWithoutSwitchover() }
}

extension SCTPSocketOption where Value == SCTPAddress {
  /// Renamed to ``primaryPath(of:)``.
  @available(*, unavailable, renamed: "primaryPath(of:)")
  public static var SCTP_PRIMARY_ADDR: Self { primaryPath() }
}

extension SCTPWriteOnlyOption where Value == SCTPAddress {
  /// Renamed to ``peerPrimaryPath(of:)``.
  @available(*, unavailable, renamed: "peerPrimaryPath(of:)")
  public static var SCTP_SET_PEER_PRIMARY_ADDR: Self { peerPrimaryPath() }
}

extension SCTPSocketOption where Value == SCTPPotentiallyFailedExposure {
  /// Renamed to ``potentiallyFailedExposure(of:)``.
  @available(*, unavailable, renamed: "potentiallyFailedExposure(of:)")
  public static var SCTP_EXPOSE_POTENTIALLY_FAILED_STATE: Self { potentiallyFailedExposure() }
}

extension SCTPReliabilityPolicy {
  /// Renamed to ``lifetime``.
  @available(*, unavailable, renamed: "lifetime")
  public static var SCTP_PR_SCTP_TTL: Self { lifetime }
  /// Renamed to ``retransmissions``.
  @available(*, unavailable, renamed: "retransmissions")
  public static var SCTP_PR_SCTP_RTX: Self { retransmissions }
  /// Renamed to ``priority``.
  @available(*, unavailable, renamed: "priority")
  public static var SCTP_PR_SCTP_PRIO: Self { priority }
  /// Renamed to ``all``.
  @available(*, unavailable, renamed: "all")
  public static var SCTP_PR_SCTP_ALL: Self { all }
}

extension SCTPSocketOption where Value == SCTPReliability {
  /// Renamed to ``defaultReliability(of:)``.
  @available(*, unavailable, renamed: "defaultReliability(of:)")
  public static var SCTP_DEFAULT_PRINFO: Self { defaultReliability() }
}

extension SCTPReadOnlyOption where Value == SCTPAbandonedMessages {
  /// Renamed to ``abandonedMessages(_:of:)``.
  @available(*, unavailable, renamed: "abandonedMessages(_:of:)")
  public static func SCTP_PR_ASSOC_STATUS(_ policy: SCTPReliabilityPolicy, of association: SCTPAssociationID = .future)
    -> Self
  { abandonedMessages(policy, of: association) }
  /// Renamed to ``abandonedMessages(_:of:)``.
  @available(*, unavailable, renamed: "abandonedMessages(_:of:)")
  public static func SCTP_PR_STREAM_STATUS(_ policy: SCTPReliabilityPolicy, of association: SCTPAssociationID = .future)
    -> Self
  { abandonedMessages(policy, of: association) }
}

extension SCTPSocketOption where Value == SCTPRetransmissionTimeouts {
  /// Renamed to ``retransmissionTimeouts(of:)``.
  @available(*, unavailable, renamed: "retransmissionTimeouts(of:)")
  public static var SCTP_RTOINFO: Self { retransmissionTimeouts() }
}

extension SCTPSocketOption where Value == SCTPAssociationParameters {
  /// Renamed to ``associationParameters(of:)``.
  @available(*, unavailable, renamed: "associationParameters(of:)")
  public static var SCTP_ASSOCINFO: Self { associationParameters() }
}

extension SCTPSocketOption where Value == SCTPDelayedAcknowledgement {
  /// Renamed to ``delayedAcknowledgement(of:)``.
  @available(*, unavailable, renamed: "delayedAcknowledgement(of:)")
  public static var SCTP_DELAYED_SACK: Self { delayedAcknowledgement() }
}

extension SCTPAssociationID {
  /// Renamed to ``future``.
  @available(*, unavailable, renamed: "future")
  public static var SCTP_FUTURE_ASSOC: Self { future }
  /// Renamed to ``current``.
  @available(*, unavailable, renamed: "current")
  public static var SCTP_CURRENT_ASSOC: Self { current }
  /// Renamed to ``all``.
  @available(*, unavailable, renamed: "all")
  public static var SCTP_ALL_ASSOC: Self { all }
}

extension SCTPSocketOption where Value == SCTPInitialMessage {
  /// Renamed to ``initialMessage``.
  @available(*, unavailable, renamed: "initialMessage")
  public static var SCTP_INITMSG: Self { initialMessage }
}

extension SCTPPathInfo.State {
  /// Renamed to ``inactive``.
  @available(*, unavailable, renamed: "inactive")
  public static var SCTP_INACTIVE: Self { inactive }
  /// Renamed to ``potentiallyFailed``.
  @available(*, unavailable, renamed: "potentiallyFailed")
  public static var SCTP_PF: Self { potentiallyFailed }
  /// Renamed to ``active``.
  @available(*, unavailable, renamed: "active")
  public static var SCTP_ACTIVE: Self { active }
  /// Renamed to ``unconfirmed``.
  @available(*, unavailable, renamed: "unconfirmed")
  public static var SCTP_UNCONFIRMED: Self { unconfirmed }
  /// Renamed to ``unknown``.
  @available(*, unavailable, renamed: "unknown")
  public static var SCTP_UNKNOWN: Self { unknown }
}

extension SCTPReadOnlyOption where Value == SCTPPathInfo {
  /// Renamed to ``pathInfo(_:of:)``.
  @available(*, unavailable, renamed: "pathInfo(_:of:)")
  public static func SCTP_GET_PEER_ADDR_INFO(_ path: SCTPAddress, of association: SCTPAssociationID = .future) -> Self {
    pathInfo(path, of: association)
  }
}

extension SCTPSocketOption where Value == SCTPPathParameters {
  /// Renamed to ``pathParameters(_:of:)``.
  @available(*, unavailable, renamed: "pathParameters(_:of:)")
  public static var SCTP_PEER_ADDR_PARAMS: Self { pathParameters() }
}

extension SCTPWriteOnlyOption where Value == Void {
  /// Renamed to ``heartbeat(_:of:)``.
  @available(*, unavailable, renamed: "heartbeat(_:of:)")
  public static var SCTP_PEER_ADDR_PARAMS: Self { heartbeat() }
  /// Renamed to ``associationReset(of:)``.
  @available(*, unavailable, renamed: "associationReset(of:)")
  public static var SCTP_RESET_ASSOC: Self { associationReset() }
}

extension SCTPReadOnlyOption where Value == SCTPStatistics {
  /// Renamed to ``statistics(of:)``.
  @available(*, unavailable, renamed: "statistics(of:)")
  public static var SCTP_GET_ASSOC_STATS: Self { statistics() }
}

extension SCTPAssociationState {
  /// Renamed to ``closed``.
  @available(*, unavailable, renamed: "closed")
  public static var SCTP_CLOSED: Self { closed }
  /// Renamed to ``cookieWait``.
  @available(*, unavailable, renamed: "cookieWait")
  public static var SCTP_COOKIE_WAIT: Self { cookieWait }
  /// Renamed to ``cookieEchoed``.
  @available(*, unavailable, renamed: "cookieEchoed")
  public static var SCTP_COOKIE_ECHOED: Self { cookieEchoed }
  /// Renamed to ``established``.
  @available(*, unavailable, renamed: "established")
  public static var SCTP_ESTABLISHED: Self { established }
  /// Renamed to ``shutdownPending``.
  @available(*, unavailable, renamed: "shutdownPending")
  public static var SCTP_SHUTDOWN_PENDING: Self { shutdownPending }
  /// Renamed to ``shutdownSent``.
  @available(*, unavailable, renamed: "shutdownSent")
  public static var SCTP_SHUTDOWN_SENT: Self { shutdownSent }
  /// Renamed to ``shutdownReceived``.
  @available(*, unavailable, renamed: "shutdownReceived")
  public static var SCTP_SHUTDOWN_RECEIVED: Self { shutdownReceived }
  /// Renamed to ``shutdownAckSent``.
  @available(*, unavailable, renamed: "shutdownAckSent")
  public static var SCTP_SHUTDOWN_ACK_SENT: Self { shutdownAckSent }
}

extension SCTPReadOnlyOption where Value == SCTPStatus {
  /// Renamed to ``status(of:)``.
  @available(*, unavailable, renamed: "status(of:)")
  public static func SCTP_STATUS(of association: SCTPAssociationID) -> Self { status(of: association) }
}

extension SCTPSocketOption where Value == Duration? {
  /// Renamed to ``linger``.
  @available(*, unavailable, renamed: "linger")
  public static var SO_LINGER: Self { linger }
}

extension SCTPSocketOption where Value == String {
  /// Renamed to ``device``.
  @available(*, unavailable, renamed: "device")
  public static var SO_BINDTODEVICE: Self { device }
}

extension SCTPReadOnlyOption where Value == Errno? {
  /// Renamed to ``pendingError``.
  @available(*, unavailable, renamed: "pendingError")
  public static var SO_ERROR: Self { pendingError }
}

extension SCTPReconfigurationSet {
  /// Renamed to ``resetStreams``.
  @available(*, unavailable, renamed: "resetStreams")
  public static var SCTP_ENABLE_RESET_STREAM_REQ: Self { resetStreams }
  /// Renamed to ``resetAssociation``.
  @available(*, unavailable, renamed: "resetAssociation")
  public static var SCTP_ENABLE_RESET_ASSOC_REQ: Self { resetAssociation }
  /// Renamed to ``addStreams``.
  @available(*, unavailable, renamed: "addStreams")
  public static var SCTP_ENABLE_CHANGE_ASSOC_REQ: Self { addStreams }
}

extension SCTPStreamScheduler {
  /// Renamed to ``firstComeFirstServed``.
  @available(*, unavailable, renamed: "firstComeFirstServed")
  public static var SCTP_SS_FCFS: Self { firstComeFirstServed }
  /// Renamed to ``priority``.
  @available(*, unavailable, renamed: "priority")
  public static var SCTP_SS_PRIO: Self { priority }
  /// Renamed to ``roundRobin``.
  @available(*, unavailable, renamed: "roundRobin")
  public static var SCTP_SS_RR: Self { roundRobin }
}

extension SCTPSocketOption where Value == SCTPReconfigurationSet {
  /// Renamed to ``allowedReconfigurations(of:)``.
  @available(*, unavailable, renamed: "allowedReconfigurations(of:)")
  public static var SCTP_ENABLE_STREAM_RESET: Self { allowedReconfigurations() }
}

extension SCTPSocketOption where Value == SCTPStreamScheduler {
  /// Renamed to ``streamScheduler(of:)``.
  @available(*, unavailable, renamed: "streamScheduler(of:)")
  public static var SCTP_STREAM_SCHEDULER: Self { streamScheduler() }
}

extension SCTPStreamReset.Directions {
  /// Renamed to ``incoming``.
  @available(*, unavailable, renamed: "incoming")
  public static var SCTP_STREAM_RESET_INCOMING: Self { incoming }
  /// Renamed to ``outgoing``.
  @available(*, unavailable, renamed: "outgoing")
  public static var SCTP_STREAM_RESET_OUTGOING: Self { outgoing }
}

extension SCTPWriteOnlyOption where Value == SCTPStreamReset {
  /// Renamed to ``streamReset(of:)``.
  @available(*, unavailable, renamed: "streamReset(of:)")
  public static var SCTP_RESET_STREAMS: Self { streamReset() }
}

extension SCTPWriteOnlyOption where Value == SCTPAddedStreams {
  /// Renamed to ``addedStreams(of:)``.
  @available(*, unavailable, renamed: "addedStreams(of:)")
  public static var SCTP_ADD_STREAMS: Self { addedStreams() }
}
#endif
