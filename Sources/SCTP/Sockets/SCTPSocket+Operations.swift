#if os(Linux)
// Requests that concern one association, and the state of an association that cannot be set.

extension SCTPSocket {
  /// Adds streams to an association.
  ///
  /// The peer sends on inbound streams, and this side sends on outbound streams.
  ///
  /// The call does not wait. ``SCTPStreamChangeEvent`` reports the outcome. Both sides need
  /// ``SCTPSocketOption/reconfigurationSupported(of:)`` and must permit the request with
  /// ``SCTPSocketOption/allowedReconfigurations(of:)``. A peer that does not permit the request denies it.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - ENOPROTOOPT and the reason ``SCTPError/Reason/reconfigurationDisabled`` if the association does not support
  ///     reconfiguration, or this side does not permit the request;
  ///   - EINPROGRESS while another request is in progress;
  ///   - EINVAL if the association would have more than 65,535 streams, or both numbers are 0;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_ADD_STREAMS`. See RFC 6525, section 6.3.4.
  public func addStreams(
    inbound: UInt16 = 0, outbound: UInt16 = 0, of association: SCTPAssociationID
  ) throws(SCTPError) {
    try request(.addedStreams(inbound: inbound, outbound: outbound, of: association))
  }

  /// Resets the sequence numbers of streams to 0.
  ///
  /// An empty list resets all streams.
  ///
  /// The call does not wait. ``SCTPStreamResetEvent`` reports the outcome.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - ENOPROTOOPT and the reason ``SCTPError/Reason/reconfigurationDisabled`` if the association does not support
  ///     reconfiguration, or this side does not permit the request;
  ///   - EAGAIN while unsent messages are queued for the streams;
  ///   - EINPROGRESS while another request is in progress;
  ///   - EINVAL for a stream that the association does not have, or an empty set of directions;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_RESET_STREAMS`. See RFC 6525, section 6.3.2.
  public func resetStreams(
    _ directions: SCTPStreamDirections, streams: [UInt16] = [], of association: SCTPAssociationID
  ) throws(SCTPError) {
    try request(.streamReset(directions, streams: streams, of: association))
  }

  /// Resets the transmission sequence numbers and all streams of an association.
  ///
  /// The call does not wait. ``SCTPAssociationResetEvent`` reports the outcome.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - ENOPROTOOPT and the reason ``SCTPError/Reason/reconfigurationDisabled`` if the association does not support
  ///     reconfiguration, or this side does not permit the request;
  ///   - EAGAIN while unsent messages are queued;
  ///   - EINPROGRESS while another request is in progress;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_RESET_ASSOC`. See RFC 6525, section 6.3.3.
  public func resetAssociation(_ association: SCTPAssociationID) throws(SCTPError) {
    try request(.associationReset(of: association))
  }

  /// Adds a shared key to an association, or replaces its key with the same number.
  ///
  /// The `association` can also be `.current` or `.all`.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES and the reason ``SCTPError/Reason/authenticationDisabled`` if authentication is turned off;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_AUTH_KEY`. See RFC 6458, section 8.3.3.
  public func addKey(_ key: SCTPAuthenticationKey, of association: SCTPAssociationID) throws(SCTPError) {
    try request(.addedKey(key, of: association))
  }

  /// Deactivates a key of an association, so that no further message can use it.
  ///
  /// ``SCTPAuthenticationEvent`` reports when no queued message needs the key.
  ///
  /// The `association` can also be `.current` or `.all`.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES and the reason ``SCTPError/Reason/authenticationDisabled`` if authentication is turned off;
  ///   - EINVAL if the key does not exist, or is the active key;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_AUTH_DEACTIVATE_KEY`. See RFC 6458, section 8.3.4.
  public func deactivateKey(_ number: UInt16, of association: SCTPAssociationID) throws(SCTPError) {
    try request(.deactivatedKey(number, of: association))
  }

  /// Deletes a key of an association.
  ///
  /// The `association` can also be `.current` or `.all`.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES and the reason ``SCTPError/Reason/authenticationDisabled`` if authentication is turned off;
  ///   - EINVAL if the key does not exist, or is the active key;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_AUTH_DELETE_KEY`. See RFC 6458, section 8.3.5.
  public func deleteKey(_ number: UInt16, of association: SCTPAssociationID) throws(SCTPError) {
    try request(.deletedKey(number, of: association))
  }

  /// Returns the chunk types that this side requires to be authenticated in an association.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES and the reason ``SCTPError/Reason/authenticationDisabled`` if authentication is turned off;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_LOCAL_AUTH_CHUNKS`. See RFC 6458, section 8.2.4.
  public func localAuthenticatedChunks(of association: SCTPAssociationID) throws(SCTPError) -> [SCTPChunkType] {
    try query(.localAuthenticatedChunks(of: association))
  }

  /// Returns the chunk types that the peer requires to be authenticated.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES and the reason ``SCTPError/Reason/authenticationDisabled`` if authentication is turned off;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_PEER_AUTH_CHUNKS`. See RFC 6458, section 8.2.3.
  public func peerAuthenticatedChunks(of association: SCTPAssociationID) throws(SCTPError) -> [SCTPChunkType] {
    try query(.peerAuthenticatedChunks(of: association))
  }
}

// Paths.

extension SCTPSocket {
  /// Changes the primary path, on which the kernel sends messages by default.
  ///
  /// ``SCTPStatus/primaryAddress`` and ``SCTPPathInfo/isPrimary`` report the primary path.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownPath`` if the address is not one of the peer's;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_PRIMARY_ADDR`. See RFC 6458, section 8.1.9.
  public func setPrimaryPath(_ path: SCTPAddress, of association: SCTPAssociationID) throws(SCTPError) {
    try request(.primaryPath(path, of: association))
  }

  /// Asks the peer to change its primary path to one of this side's addresses.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EPERM and the reason ``SCTPError/Reason/addressReconfigurationDisabled`` if the association does not support
  ///     address reconfiguration;
  ///   - ENOTCONN if the association is being set up or shut down;
  ///   - EADDRNOTAVAIL if the address is not one of this side's;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_SET_PEER_PRIMARY_ADDR`. See RFC 6458, section 8.3.1.
  public func requestPeerPrimaryPath(_ address: SCTPAddress, of association: SCTPAssociationID) throws(SCTPError) {
    try request(.peerPrimaryPath(address, of: association))
  }

  /// Sends a heartbeat immediately on one path, or on all paths if `path` is nil.
  ///
  /// To enable or disable periodic heartbeats, set ``SCTPSocketOption/pathParameters(_:of:)``.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownPath`` if the address is not one of the peer's;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_PEER_ADDR_PARAMS` with `SPP_HB_DEMAND`. See RFC 6458, section 8.1.12.
  public func sendHeartbeat(to path: SCTPAddress? = nil, of association: SCTPAssociationID) throws(SCTPError) {
    try request(.heartbeat(path, of: association))
  }

  /// Returns the paths of an association: the state of each of the peer's addresses.
  ///
  /// The call makes several system calls, so the values can be from slightly different times.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES if a path is potentially failed and ``SCTPSocketOption/potentiallyFailedExposure(of:)`` is
  ///     ``SCTPPotentiallyFailedExposure/disabled``;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C calls are `sctp_getpaddrs(3)`, and `getsockopt(2)` with `SCTP_GET_PEER_ADDR_INFO` and
  /// `SCTP_PRIMARY_ADDR`. See RFC 6458, sections 8.1.9, 8.2.2 and 9.3.
  public func paths(of association: SCTPAssociationID) throws(SCTPError) -> [SCTPPathInfo] {
    try query(.paths(try peerAddresses(of: association), of: association))
  }

  /// Returns the state of one path.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES if the path is potentially failed and ``SCTPSocketOption/potentiallyFailedExposure(of:)`` is
  ///     ``SCTPPotentiallyFailedExposure/disabled``;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownPath`` if the address is not one of the peer's;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C options are `SCTP_GET_PEER_ADDR_INFO` and `SCTP_PRIMARY_ADDR`. See RFC 6458, sections 8.1.9
  /// and 8.2.2.
  public func pathInfo(_ path: SCTPAddress, of association: SCTPAssociationID) throws(SCTPError) -> SCTPPathInfo {
    try query(.pathInfo(path, of: association))
  }
}

// State and counters.

extension SCTPSocket {
  /// Returns the status of an association at this moment.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_STATUS`. See RFC 6458, section 8.2.1.
  public func status(of association: SCTPAssociationID) throws(SCTPError) -> SCTPStatus {
    try query(.status(of: association))
  }

  /// Returns the statistics of an association.
  ///
  /// They cannot be read after the association has ended; ``SCTPStatistics`` describes how to read them in time.
  /// Each read resets ``SCTPStatistics/maximumRetransmissionTimeout``.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_GET_ASSOC_STATS`.
  public func statistics(of association: SCTPAssociationID) throws(SCTPError) -> SCTPStatistics {
    try query(.statistics(of: association))
  }

  /// Returns the numbers of messages of an association that the kernel abandoned under a policy.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL for an unknown policy;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_PR_ASSOC_STATUS`. See RFC 7496, section 4.4.
  public func abandonedMessages(
    _ policy: SCTPReliabilityPolicy, of association: SCTPAssociationID
  ) throws(SCTPError) -> SCTPAbandonedMessages {
    try query(.abandonedMessages(policy, of: association))
  }

  /// Returns the numbers of messages of one stream that the kernel abandoned under a policy.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL for an unknown policy, or a stream that the association does not have;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if the socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_PR_STREAM_STATUS`. See RFC 7496, section 4.3.
  public func abandonedMessages(
    _ policy: SCTPReliabilityPolicy, onStream stream: UInt16, of association: SCTPAssociationID
  ) throws(SCTPError) -> SCTPAbandonedMessages {
    try query(.abandonedMessages(policy, onStream: stream, of: association))
  }
}

// The whole socket.

extension SCTPSocket {
  /// Returns the number of associations of the socket, including those that are being set up.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_GET_ASSOC_NUMBER`. See RFC 6458, section 8.2.5.
  public func associationCount() throws(SCTPError) -> Int {
    try query(KernelCall(of: .future) { descriptor throws(SCTPError) in try AssociationList.count(on: descriptor) })
  }

  /// Returns the time without messages after which the kernel shuts an association down; zero for never.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_AUTOCLOSE`. See RFC 6458, section 8.1.8.
  public func autoClose() throws(SCTPError) -> Duration {
    try query(AutoClose.query)
  }

  /// Sets the time without messages after which the kernel shuts an association down; zero for never.
  ///
  /// The time is a number of whole seconds, and a fraction is rounded up. The kernel silently limits it to the sysctl
  /// `net.sctp.max_autoclose`. The time applies to associations that are set up afterward.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL and the reason ``SCTPError/Reason/outOfRange`` for a time below 0 or above 2^32 - 1 s;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_AUTOCLOSE`. See RFC 6458, section 8.1.8.
  public func setAutoClose(_ time: Duration) throws(SCTPError) {
    try request(AutoClose.request(time))
  }
}
#endif
