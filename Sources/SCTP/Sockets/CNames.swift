// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

#if os(Linux)
// The names of the C headers, which lead to the names of the library.

extension SCTPSocketFlags {
  @available(*, unavailable, renamed: "nonBlocking")
  public static var SOCK_NONBLOCK: Self { nonBlocking }
  @available(*, unavailable, renamed: "closeOnExec")
  public static var SOCK_CLOEXEC: Self { closeOnExec }
}

extension SCTPSendFlags {
  @available(*, unavailable, renamed: "unordered")
  public static var SCTP_UNORDERED: Self { unordered }
  @available(*, unavailable, renamed: "addressOverride")
  public static var SCTP_ADDR_OVER: Self { addressOverride }
  @available(*, unavailable, renamed: "sackImmediately")
  public static var SCTP_SACK_IMMEDIATELY: Self { sackImmediately }
}

extension SCTPAssociationChange.State {
  @available(*, unavailable, renamed: "communicationUp")
  public static var SCTP_COMM_UP: Self { communicationUp }
  @available(*, unavailable, renamed: "communicationLost")
  public static var SCTP_COMM_LOST: Self { communicationLost }
  @available(*, unavailable, renamed: "restart")
  public static var SCTP_RESTART: Self { restart }
  @available(*, unavailable, renamed: "shutdownComplete")
  public static var SCTP_SHUTDOWN_COMP: Self { shutdownComplete }
  @available(*, unavailable, renamed: "cannotStart")
  public static var SCTP_CANT_STR_ASSOC: Self { cannotStart }
}

extension SCTPAssociationResetEvent.Flags {
  @available(*, unavailable, renamed: "denied")
  public static var SCTP_ASSOC_RESET_DENIED: Self { denied }
  @available(*, unavailable, renamed: "failed")
  public static var SCTP_ASSOC_RESET_FAILED: Self { failed }
}

extension SCTPAuthenticationEvent.Indication {
  @available(*, unavailable, renamed: "newKey")
  public static var SCTP_AUTH_NEW_KEY: Self { newKey }
  @available(*, unavailable, renamed: "freeKey")
  public static var SCTP_AUTH_FREE_KEY: Self { freeKey }
  @available(*, unavailable, renamed: "noAuthentication")
  public static var SCTP_AUTH_NO_AUTH: Self { noAuthentication }
}

extension SCTPEventSet {
  @available(*, unavailable, renamed: "associationChange")
  public static var SCTP_ASSOC_CHANGE: Self { associationChange }
  @available(*, unavailable, renamed: "peerAddressChange")
  public static var SCTP_PEER_ADDR_CHANGE: Self { peerAddressChange }
  @available(*, unavailable, renamed: "remoteError")
  public static var SCTP_REMOTE_ERROR: Self { remoteError }
  @available(*, unavailable, renamed: "shutdown")
  public static var SCTP_SHUTDOWN_EVENT: Self { shutdown }
  @available(*, unavailable, renamed: "partialDelivery")
  public static var SCTP_PARTIAL_DELIVERY_EVENT: Self { partialDelivery }
  @available(*, unavailable, renamed: "adaptation")
  public static var SCTP_ADAPTATION_INDICATION: Self { adaptation }
  @available(*, unavailable, renamed: "authentication")
  public static var SCTP_AUTHENTICATION_EVENT: Self { authentication }
  @available(*, unavailable, renamed: "senderDry")
  public static var SCTP_SENDER_DRY_EVENT: Self { senderDry }
  @available(*, unavailable, renamed: "streamReset")
  public static var SCTP_STREAM_RESET_EVENT: Self { streamReset }
  @available(*, unavailable, renamed: "associationReset")
  public static var SCTP_ASSOC_RESET_EVENT: Self { associationReset }
  @available(*, unavailable, renamed: "streamChange")
  public static var SCTP_STREAM_CHANGE_EVENT: Self { streamChange }
  @available(*, unavailable, renamed: "sendFailed")
  public static var SCTP_SEND_FAILED_EVENT: Self { sendFailed }
  @available(*, unavailable, renamed: "sendFailedDeprecated")
  public static var SCTP_SEND_FAILED: Self { sendFailedDeprecated }
}

extension SCTPPeerAddressChange.State {
  @available(*, unavailable, renamed: "available")
  public static var SCTP_ADDR_AVAILABLE: Self { available }
  @available(*, unavailable, renamed: "unreachable")
  public static var SCTP_ADDR_UNREACHABLE: Self { unreachable }
  @available(*, unavailable, renamed: "removed")
  public static var SCTP_ADDR_REMOVED: Self { removed }
  @available(*, unavailable, renamed: "added")
  public static var SCTP_ADDR_ADDED: Self { added }
  @available(*, unavailable, renamed: "madePrimary")
  public static var SCTP_ADDR_MADE_PRIM: Self { madePrimary }
  @available(*, unavailable, renamed: "confirmed")
  public static var SCTP_ADDR_CONFIRMED: Self { confirmed }
  @available(*, unavailable, renamed: "potentiallyFailed")
  public static var SCTP_ADDR_POTENTIALLY_FAILED: Self { potentiallyFailed }
}

extension SCTPStreamChangeEvent.Flags {
  @available(*, unavailable, renamed: "denied")
  public static var SCTP_STREAM_CHANGE_DENIED: Self { denied }
  @available(*, unavailable, renamed: "failed")
  public static var SCTP_STREAM_CHANGE_FAILED: Self { failed }
}

extension SCTPStreamResetEvent.Flags {
  @available(*, unavailable, renamed: "incoming")
  public static var SCTP_STREAM_RESET_INCOMING_SSN: Self { incoming }
  @available(*, unavailable, renamed: "outgoing")
  public static var SCTP_STREAM_RESET_OUTGOING_SSN: Self { outgoing }
  @available(*, unavailable, renamed: "denied")
  public static var SCTP_STREAM_RESET_DENIED: Self { denied }
  @available(*, unavailable, renamed: "failed")
  public static var SCTP_STREAM_RESET_FAILED: Self { failed }
}

extension SCTPSocketOption where Value == Duration {
  @available(*, unavailable, renamed: "autoClose")
  public static var SCTP_AUTOCLOSE: Self { autoClose }
  @available(*, unavailable, renamed: "pathMTUProbeInterval(_:of:)")
  public static var SCTP_PLPMTUD_PROBE_INTERVAL: Self { pathMTUProbeInterval() }
}

extension SCTPSocketOption where Value == UInt32 {
  @available(*, unavailable, renamed: "adaptationLayer")
  public static var SCTP_ADAPTATION_LAYER: Self { adaptationLayer }
  @available(*, unavailable, renamed: "maximumFragmentSize(of:)")
  public static var SCTP_MAXSEG: Self { maximumFragmentSize() }
  @available(*, unavailable, renamed: "context(of:)")
  public static var SCTP_CONTEXT: Self { context() }
  @available(*, unavailable, renamed: "maximumBurst(of:)")
  public static var SCTP_MAX_BURST: Self { maximumBurst() }
  @available(*, unavailable, renamed: "mark")
  public static var SO_MARK: Self { mark }
}

extension SCTPSocketOption where Value == Bool {
  @available(*, unavailable, renamed: "ecnSupported(of:)")
  public static var SCTP_ECN_SUPPORTED: Self { ecnSupported() }
  @available(*, unavailable, renamed: "reusePort")
  public static var SCTP_REUSE_PORT: Self { reusePort }
  @available(*, unavailable, renamed: "mappedIPv4Addresses")
  public static var SCTP_I_WANT_MAPPED_V4_ADDR: Self { mappedIPv4Addresses }
  @available(*, unavailable, renamed: "automaticAddressReconfiguration")
  public static var SCTP_AUTO_ASCONF: Self { automaticAddressReconfiguration }
  @available(*, unavailable, renamed: "addressReconfigurationSupported(of:)")
  public static var SCTP_ASCONF_SUPPORTED: Self { addressReconfigurationSupported() }
  @available(*, unavailable, renamed: "authenticationSupported(of:)")
  public static var SCTP_AUTH_SUPPORTED: Self { authenticationSupported() }
  @available(*, unavailable, renamed: "noDelay")
  public static var SCTP_NODELAY: Self { noDelay }
  @available(*, unavailable, renamed: "fragmentationDisabled")
  public static var SCTP_DISABLE_FRAGMENTS: Self { fragmentationDisabled }
  @available(*, unavailable, renamed: "interleavingSupported(of:)")
  public static var SCTP_INTERLEAVING_SUPPORTED: Self { interleavingSupported() }
  @available(*, unavailable, renamed: "receiveNextInfo")
  public static var SCTP_RECVNXTINFO: Self { receiveNextInfo }
  @available(*, unavailable, renamed: "partialReliabilitySupported(of:)")
  public static var SCTP_PR_SUPPORTED: Self { partialReliabilitySupported() }
  @available(*, unavailable, renamed: "reuseAddress")
  public static var SO_REUSEADDR: Self { reuseAddress }
  @available(*, unavailable, renamed: "ipv6Only")
  public static var IPV6_V6ONLY: Self { ipv6Only }
  @available(*, unavailable, renamed: "freeBind")
  public static var IP_FREEBIND: Self { freeBind }
  @available(*, unavailable, renamed: "reconfigurationSupported(of:)")
  public static var SCTP_RECONFIG_SUPPORTED: Self { reconfigurationSupported() }
}

extension SCTPReadOnlyOption where Value == Int {
  @available(*, unavailable, renamed: "associationCount")
  public static var SCTP_GET_ASSOC_NUMBER: Self { associationCount }
}

extension SCTPReadOnlyOption where Value == [SCTPAssociationID] {
  @available(*, unavailable, renamed: "associations")
  public static var SCTP_GET_ASSOC_ID_LIST: Self { associations }
}

extension SCTPHMACIdentifier {
  @available(*, unavailable, renamed: "sha1")
  public static var SCTP_AUTH_HMAC_ID_SHA1: Self { sha1 }
  @available(*, unavailable, renamed: "sha256")
  public static var SCTP_AUTH_HMAC_ID_SHA256: Self { sha256 }
}

extension SCTPSocketOption where Value == [SCTPHMACIdentifier] {
  @available(*, unavailable, renamed: "hmacIdentifiers")
  public static var SCTP_HMAC_IDENT: Self { hmacIdentifiers }
}

extension SCTPSocketOption where Value == UInt16 {
  @available(*, unavailable, renamed: "activeKey(of:)")
  public static var SCTP_AUTH_ACTIVE_KEY: Self { activeKey() }
  @available(*, unavailable, renamed: "udpEncapsulationPort(_:of:)")
  public static var SCTP_REMOTE_UDP_ENCAPS_PORT: Self { udpEncapsulationPort() }
  @available(*, unavailable, renamed: "streamSchedulerValue(ofStream:of:)")
  public static func SCTP_STREAM_SCHEDULER_VALUE(ofStream stream: UInt16, of association: SCTPAssociationID = .future)
    -> Self
  { streamSchedulerValue(ofStream: stream, of: association) }
}

extension SCTPWriteOnlyOption where Value == SCTPAuthenticationKey {
  @available(*, unavailable, renamed: "authenticationKey(of:)")
  public static var SCTP_AUTH_KEY: Self { authenticationKey() }
}

extension SCTPWriteOnlyOption where Value == UInt16 {
  @available(*, unavailable, renamed: "deactivatedKey(of:)")
  public static var SCTP_AUTH_DEACTIVATE_KEY: Self { deactivatedKey() }
  @available(*, unavailable, renamed: "deletedKey(of:)")
  public static var SCTP_AUTH_DELETE_KEY: Self { deletedKey() }
}

extension SCTPWriteOnlyOption where Value == SCTPChunkType {
  @available(*, unavailable, renamed: "authenticatedChunk")
  public static var SCTP_AUTH_CHUNK: Self { authenticatedChunk }
}

extension SCTPReadOnlyOption where Value == [SCTPChunkType] {
  @available(*, unavailable, renamed: "localAuthenticatedChunks(of:)")
  public static var SCTP_LOCAL_AUTH_CHUNKS: Self { localAuthenticatedChunks() }
  @available(*, unavailable, renamed: "peerAuthenticatedChunks(of:)")
  public static var SCTP_PEER_AUTH_CHUNKS: Self { peerAuthenticatedChunks() }
}

extension SCTPSocketOption where Value == SCTPSendOptions {
  @available(*, unavailable, renamed: "defaultSendOptions(of:)")
  public static var SCTP_DEFAULT_SNDINFO: Self { defaultSendOptions() }
  @available(*, unavailable, renamed: "defaultSendParameters(of:)")
  public static var SCTP_DEFAULT_SEND_PARAM: Self { defaultSendParameters() }
}

extension SCTPReadOnlyOption where Value == Bool {
  @available(*, unavailable, renamed: "receiveInfo")
  public static var SCTP_RECVRCVINFO: Self { receiveInfo }
}

extension SCTPSocketOption where Value == Int {
  @available(*, unavailable, renamed: "sendBufferSize")
  public static var SO_SNDBUF: Self { sendBufferSize }
  @available(*, unavailable, renamed: "receiveBufferSize")
  public static var SO_RCVBUF: Self { receiveBufferSize }
  @available(*, unavailable, renamed: "fragmentInterleave")
  public static var SCTP_FRAGMENT_INTERLEAVE: Self { fragmentInterleave }
  @available(*, unavailable, renamed: "partialDeliveryPoint")
  public static var SCTP_PARTIAL_DELIVERY_POINT: Self { partialDeliveryPoint }
  @available(*, unavailable, renamed: "typeOfService")
  public static var IP_TOS: Self { typeOfService }
  @available(*, unavailable, renamed: "trafficClass")
  public static var IPV6_TCLASS: Self { trafficClass }
  @available(*, unavailable, renamed: "timeToLive")
  public static var IP_TTL: Self { timeToLive }
  @available(*, unavailable, renamed: "hopLimit")
  public static var IPV6_UNICAST_HOPS: Self { hopLimit }
  @available(*, unavailable, renamed: "priority")
  public static var SO_PRIORITY: Self { priority }
}

extension SCTPReadOnlyOption where Value == SCTPEventSet {
  @available(*, unavailable, renamed: "events")
  public static var SCTP_EVENTS: Self { events }
}

extension SCTPSocketOption where Value == SCTPPathThresholds {
  @available(*, unavailable, renamed: "pathThresholds(_:of:)")
  public static var SCTP_PEER_ADDR_THLDS_V2: Self { pathThresholds() }
  @available(*, unavailable, renamed: "pathThresholdsWithoutSwitchover(_:of:)")
  public static var SCTP_PEER_ADDR_THLDS: Self { pathThresholdsWithoutSwitchover() }
}

extension SCTPSocketOption where Value == SCTPAddress {
  @available(*, unavailable, renamed: "primaryPath(of:)")
  public static var SCTP_PRIMARY_ADDR: Self { primaryPath() }
}

extension SCTPWriteOnlyOption where Value == SCTPAddress {
  @available(*, unavailable, renamed: "peerPrimaryPath(of:)")
  public static var SCTP_SET_PEER_PRIMARY_ADDR: Self { peerPrimaryPath() }
}

extension SCTPSocketOption where Value == SCTPPotentiallyFailedExposure {
  @available(*, unavailable, renamed: "potentiallyFailedExposure(of:)")
  public static var SCTP_EXPOSE_POTENTIALLY_FAILED_STATE: Self { potentiallyFailedExposure() }
}

extension SCTPReliabilityPolicy {
  @available(*, unavailable, renamed: "lifetime")
  public static var SCTP_PR_SCTP_TTL: Self { lifetime }
  @available(*, unavailable, renamed: "retransmissions")
  public static var SCTP_PR_SCTP_RTX: Self { retransmissions }
  @available(*, unavailable, renamed: "priority")
  public static var SCTP_PR_SCTP_PRIO: Self { priority }
  @available(*, unavailable, renamed: "all")
  public static var SCTP_PR_SCTP_ALL: Self { all }
}

extension SCTPSocketOption where Value == SCTPReliability {
  @available(*, unavailable, renamed: "defaultReliability(of:)")
  public static var SCTP_DEFAULT_PRINFO: Self { defaultReliability() }
}

extension SCTPReadOnlyOption where Value == SCTPAbandonedMessages {
  @available(*, unavailable, renamed: "abandonedMessages(_:of:)")
  public static func SCTP_PR_ASSOC_STATUS(_ policy: SCTPReliabilityPolicy, of association: SCTPAssociationID = .future)
    -> Self
  { abandonedMessages(policy, of: association) }
  @available(*, unavailable, renamed: "abandonedMessages(_:of:)")
  public static func SCTP_PR_STREAM_STATUS(_ policy: SCTPReliabilityPolicy, of association: SCTPAssociationID = .future)
    -> Self
  { abandonedMessages(policy, of: association) }
}

extension SCTPSocketOption where Value == SCTPRetransmissionTimeouts {
  @available(*, unavailable, renamed: "retransmissionTimeouts(of:)")
  public static var SCTP_RTOINFO: Self { retransmissionTimeouts() }
}

extension SCTPSocketOption where Value == SCTPAssociationParameters {
  @available(*, unavailable, renamed: "associationParameters(of:)")
  public static var SCTP_ASSOCINFO: Self { associationParameters() }
}

extension SCTPSocketOption where Value == SCTPDelayedAcknowledgement {
  @available(*, unavailable, renamed: "delayedAcknowledgement(of:)")
  public static var SCTP_DELAYED_SACK: Self { delayedAcknowledgement() }
}

extension SCTPAssociationID {
  @available(*, unavailable, renamed: "future")
  public static var SCTP_FUTURE_ASSOC: Self { future }
  @available(*, unavailable, renamed: "current")
  public static var SCTP_CURRENT_ASSOC: Self { current }
  @available(*, unavailable, renamed: "all")
  public static var SCTP_ALL_ASSOC: Self { all }
}

extension SCTPSocketOption where Value == SCTPInitialMessage {
  @available(*, unavailable, renamed: "initialMessage")
  public static var SCTP_INITMSG: Self { initialMessage }
}

extension SCTPPathInfo.State {
  @available(*, unavailable, renamed: "inactive")
  public static var SCTP_INACTIVE: Self { inactive }
  @available(*, unavailable, renamed: "potentiallyFailed")
  public static var SCTP_PF: Self { potentiallyFailed }
  @available(*, unavailable, renamed: "active")
  public static var SCTP_ACTIVE: Self { active }
  @available(*, unavailable, renamed: "unconfirmed")
  public static var SCTP_UNCONFIRMED: Self { unconfirmed }
  @available(*, unavailable, renamed: "unknown")
  public static var SCTP_UNKNOWN: Self { unknown }
}

extension SCTPReadOnlyOption where Value == SCTPPathInfo {
  @available(*, unavailable, renamed: "pathInfo(_:of:)")
  public static func SCTP_GET_PEER_ADDR_INFO(_ path: SCTPAddress, of association: SCTPAssociationID = .future) -> Self {
    pathInfo(path, of: association)
  }
}

extension SCTPSocketOption where Value == SCTPPathParameters {
  @available(*, unavailable, renamed: "pathParameters(_:of:)")
  public static var SCTP_PEER_ADDR_PARAMS: Self { pathParameters() }
}

extension SCTPWriteOnlyOption where Value == Void {
  @available(*, unavailable, renamed: "heartbeat(_:of:)")
  public static var SCTP_PEER_ADDR_PARAMS: Self { heartbeat() }
  @available(*, unavailable, renamed: "associationReset(of:)")
  public static var SCTP_RESET_ASSOC: Self { associationReset() }
}

extension SCTPReadOnlyOption where Value == SCTPStatistics {
  @available(*, unavailable, renamed: "statistics(of:)")
  public static var SCTP_GET_ASSOC_STATS: Self { statistics() }
}

extension SCTPAssociationState {
  @available(*, unavailable, renamed: "closed")
  public static var SCTP_CLOSED: Self { closed }
  @available(*, unavailable, renamed: "cookieWait")
  public static var SCTP_COOKIE_WAIT: Self { cookieWait }
  @available(*, unavailable, renamed: "cookieEchoed")
  public static var SCTP_COOKIE_ECHOED: Self { cookieEchoed }
  @available(*, unavailable, renamed: "established")
  public static var SCTP_ESTABLISHED: Self { established }
  @available(*, unavailable, renamed: "shutdownPending")
  public static var SCTP_SHUTDOWN_PENDING: Self { shutdownPending }
  @available(*, unavailable, renamed: "shutdownSent")
  public static var SCTP_SHUTDOWN_SENT: Self { shutdownSent }
  @available(*, unavailable, renamed: "shutdownReceived")
  public static var SCTP_SHUTDOWN_RECEIVED: Self { shutdownReceived }
  @available(*, unavailable, renamed: "shutdownAckSent")
  public static var SCTP_SHUTDOWN_ACK_SENT: Self { shutdownAckSent }
}

extension SCTPReadOnlyOption where Value == SCTPStatus {
  @available(*, unavailable, renamed: "status(of:)")
  public static func SCTP_STATUS(of association: SCTPAssociationID) -> Self { status(of: association) }
}

extension SCTPSocketOption where Value == Duration? {
  @available(*, unavailable, renamed: "linger")
  public static var SO_LINGER: Self { linger }
}

extension SCTPSocketOption where Value == String {
  @available(*, unavailable, renamed: "device")
  public static var SO_BINDTODEVICE: Self { device }
}

extension SCTPReadOnlyOption where Value == Errno? {
  @available(*, unavailable, renamed: "pendingError")
  public static var SO_ERROR: Self { pendingError }
}

extension SCTPReconfigurationSet {
  @available(*, unavailable, renamed: "resetStreams")
  public static var SCTP_ENABLE_RESET_STREAM_REQ: Self { resetStreams }
  @available(*, unavailable, renamed: "resetAssociation")
  public static var SCTP_ENABLE_RESET_ASSOC_REQ: Self { resetAssociation }
  @available(*, unavailable, renamed: "addStreams")
  public static var SCTP_ENABLE_CHANGE_ASSOC_REQ: Self { addStreams }
}

extension SCTPStreamScheduler {
  @available(*, unavailable, renamed: "firstComeFirstServed")
  public static var SCTP_SS_FCFS: Self { firstComeFirstServed }
  @available(*, unavailable, renamed: "priority")
  public static var SCTP_SS_PRIO: Self { priority }
  @available(*, unavailable, renamed: "roundRobin")
  public static var SCTP_SS_RR: Self { roundRobin }
}

extension SCTPSocketOption where Value == SCTPReconfigurationSet {
  @available(*, unavailable, renamed: "allowedReconfigurations(of:)")
  public static var SCTP_ENABLE_STREAM_RESET: Self { allowedReconfigurations() }
}

extension SCTPSocketOption where Value == SCTPStreamScheduler {
  @available(*, unavailable, renamed: "streamScheduler(of:)")
  public static var SCTP_STREAM_SCHEDULER: Self { streamScheduler() }
}

extension SCTPStreamReset.Directions {
  @available(*, unavailable, renamed: "incoming")
  public static var SCTP_STREAM_RESET_INCOMING: Self { incoming }
  @available(*, unavailable, renamed: "outgoing")
  public static var SCTP_STREAM_RESET_OUTGOING: Self { outgoing }
}

extension SCTPWriteOnlyOption where Value == SCTPStreamReset {
  @available(*, unavailable, renamed: "streamReset(of:)")
  public static var SCTP_RESET_STREAMS: Self { streamReset() }
}

extension SCTPWriteOnlyOption where Value == SCTPAddedStreams {
  @available(*, unavailable, renamed: "addedStreams(of:)")
  public static var SCTP_ADD_STREAMS: Self { addedStreams() }
}
#endif
