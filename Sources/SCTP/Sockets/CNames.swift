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
  @available(*, unavailable, message: "call 'shutdown(association:)' or 'shutdown()' of the socket")
  public static var SCTP_EOF: Self { [] }
  @available(*, unavailable, message: "call 'abort(association:reason:)' or 'abort(reason:)' of the socket")
  public static var SCTP_ABORT: Self { [] }
  @available(*, unavailable, message: "send on the association '.all'")
  public static var SCTP_SENDALL: Self { [] }
  @available(*, unavailable, message: "set 'reliability' of SCTPSendOptions to '.lifetime(_:)'")
  public static var SCTP_PR_SCTP_TTL: Self { [] }
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

extension SCTPSocketOption where Value == SCTPSendOptions {
  @available(*, unavailable, renamed: "defaultSendOptions(of:)")
  public static var SCTP_DEFAULT_SNDINFO: Self { defaultSendOptions() }
  @available(*, unavailable, renamed: "defaultSendParameters(of:)")
  public static var SCTP_DEFAULT_SEND_PARAM: Self { defaultSendParameters() }
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

extension SCTPSocketOption where Value == SCTPPathThresholds {
  @available(*, unavailable, renamed: "pathThresholds(_:of:)")
  public static var SCTP_PEER_ADDR_THLDS_V2: Self { pathThresholds() }
  @available(*, unavailable, renamed: "pathThresholdsWithoutSwitchover(_:of:)")
  public static var SCTP_PEER_ADDR_THLDS: Self { pathThresholdsWithoutSwitchover() }
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

extension SCTPSocketOption where Value == SCTPPathParameters {
  @available(*, unavailable, renamed: "pathParameters(_:of:)")
  public static var SCTP_PEER_ADDR_PARAMS: Self { pathParameters() }
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

extension SCTPSocketOption where Value == Duration? {
  @available(*, unavailable, renamed: "linger")
  public static var SO_LINGER: Self { linger }
}

extension SCTPSocketOption where Value == String {
  @available(*, unavailable, renamed: "device")
  public static var SO_BINDTODEVICE: Self { device }
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

extension SCTPReliability {
  @available(*, unavailable, renamed: "lifetime(_:)")
  public static func SCTP_PR_SCTP_TTL(_ time: Duration) -> Self { .lifetime(time) }
  @available(*, unavailable, renamed: "retransmissions(_:)")
  public static func SCTP_PR_SCTP_RTX(_ limit: UInt32) -> Self { .retransmissions(limit) }
  @available(*, unavailable, renamed: "priority(_:)")
  public static func SCTP_PR_SCTP_PRIO(_ priority: UInt32) -> Self { .priority(priority) }
}

extension SCTPStreamDirections {
  @available(*, unavailable, renamed: "incoming")
  public static var SCTP_STREAM_RESET_INCOMING: Self { incoming }
  @available(*, unavailable, renamed: "outgoing")
  public static var SCTP_STREAM_RESET_OUTGOING: Self { outgoing }
}

// Options of C that are methods of the sockets.

extension SCTPSocketOption {
  /// A value for the bodies of the unavailable names, which no code can call.
  fileprivate static var unreachable: Self {
    let error = SCTPError(.noFunction, in: "")
    return Self(
      name: "", read: { _ throws(SCTPError) in throw error }, write: { _, _ throws(SCTPError) in throw error })
  }
}

extension SCTPSocketOption where Value == SCTPStatus {
  @available(*, unavailable, message: "call 'status(of:)' or 'status()'")
  public static var SCTP_STATUS: Self { unreachable }
}

extension SCTPSocketOption where Value == SCTPStatistics {
  @available(*, unavailable, message: "call 'statistics(of:)' or 'statistics()'")
  public static var SCTP_GET_ASSOC_STATS: Self { unreachable }
}

extension SCTPSocketOption where Value == SCTPPathInfo {
  @available(
    *, unavailable, message: "call 'pathInfo(_:of:)' or 'pathInfo(_:)'; 'paths(of:)' or 'paths()' returns all paths"
  )
  public static var SCTP_GET_PEER_ADDR_INFO: Self { unreachable }
}

extension SCTPSocketOption where Value == SCTPAddress {
  @available(
    *, unavailable,
    message: "call 'setPrimaryPath(_:of:)' or 'setPrimaryPath(_:)'; 'primaryAddress' of SCTPStatus is the primary path"
  )
  public static var SCTP_PRIMARY_ADDR: Self { unreachable }
  @available(*, unavailable, message: "call 'requestPeerPrimaryPath(_:of:)' or 'requestPeerPrimaryPath(_:)'")
  public static var SCTP_SET_PEER_PRIMARY_ADDR: Self { unreachable }
}

extension SCTPSocketOption where Value == SCTPAbandonedMessages {
  @available(*, unavailable, message: "call 'abandonedMessages(_:of:)' or 'abandonedMessages(_:)'")
  public static var SCTP_PR_ASSOC_STATUS: Self { unreachable }
  @available(*, unavailable, message: "call 'abandonedMessages(_:onStream:of:)' or 'abandonedMessages(_:onStream:)'")
  public static var SCTP_PR_STREAM_STATUS: Self { unreachable }
}

extension SCTPSocketOption where Value == Int {
  @available(*, unavailable, message: "call 'associationCount()' of SCTPSocket")
  public static var SCTP_GET_ASSOC_NUMBER: Self { unreachable }
}

extension SCTPSocketOption where Value == [SCTPAssociationID] {
  @available(*, unavailable, message: "call 'associations()' of SCTPSocket")
  public static var SCTP_GET_ASSOC_ID_LIST: Self { unreachable }
}

extension SCTPSocketOption where Value == Duration {
  @available(*, unavailable, message: "call 'autoClose()' or 'setAutoClose(_:)' of SCTPSocket")
  public static var SCTP_AUTOCLOSE: Self { unreachable }
}

extension SCTPSocketOption where Value == SCTPAuthenticationKey {
  @available(*, unavailable, message: "call 'addKey(_:)' or 'addKey(_:of:)'")
  public static var SCTP_AUTH_KEY: Self { unreachable }
}

extension SCTPSocketOption where Value == UInt16 {
  @available(*, unavailable, message: "call 'deactivateKey(_:)' or 'deactivateKey(_:of:)'")
  public static var SCTP_AUTH_DEACTIVATE_KEY: Self { unreachable }
  @available(*, unavailable, message: "call 'deleteKey(_:)' or 'deleteKey(_:of:)'")
  public static var SCTP_AUTH_DELETE_KEY: Self { unreachable }
}

extension SCTPSocketOption where Value == SCTPChunkType {
  @available(*, unavailable, message: "call 'requireAuthentication(of:)'")
  public static var SCTP_AUTH_CHUNK: Self { unreachable }
}

extension SCTPSocketOption where Value == [SCTPChunkType] {
  @available(*, unavailable, message: "call 'localAuthenticatedChunks()' or 'localAuthenticatedChunks(of:)'")
  public static var SCTP_LOCAL_AUTH_CHUNKS: Self { unreachable }
  @available(*, unavailable, message: "call 'peerAuthenticatedChunks(of:)' or 'peerAuthenticatedChunks()'")
  public static var SCTP_PEER_AUTH_CHUNKS: Self { unreachable }
}

extension SCTPSocketOption where Value == SCTPStreamDirections {
  @available(*, unavailable, message: "call 'resetStreams(_:streams:of:)' or 'resetStreams(_:streams:)'")
  public static var SCTP_RESET_STREAMS: Self { unreachable }
}

extension SCTPSocketOption where Value == SCTPAssociationID {
  @available(*, unavailable, message: "call 'resetAssociation(_:)' or 'resetAssociation()'")
  public static var SCTP_RESET_ASSOC: Self { unreachable }
}

extension SCTPSocketOption where Value == [UInt16] {
  @available(*, unavailable, message: "call 'addStreams(inbound:outbound:of:)' or 'addStreams(inbound:outbound:)'")
  public static var SCTP_ADD_STREAMS: Self { unreachable }
}

extension SCTPSocketOption where Value == SCTPEventSet {
  @available(*, unavailable, message: "call 'setSubscribed(_:to:of:)' and 'subscribedEvents(of:)'")
  public static var SCTP_EVENTS: Self { unreachable }
  @available(*, unavailable, message: "call 'setSubscribed(_:to:of:)' and 'subscribedEvents(of:)'")
  public static var SCTP_EVENT: Self { unreachable }
}

extension SCTPSocketOption where Value == Bool {
  @available(*, unavailable, message: "every message has an SCTPReceiveInfo; remove the option")
  public static var SCTP_RECVRCVINFO: Self { unreachable }
}

extension SCTPSocketOption where Value == Errno? {
  @available(
    *, unavailable,
    message: "the calls of the library report the pending error; reading it would hide a failure from them"
  )
  public static var SO_ERROR: Self { unreachable }
}
#endif
