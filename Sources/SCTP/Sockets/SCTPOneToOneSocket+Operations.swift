#if os(Linux)
// Requests that concern one association, and the state of an association that cannot be set.

extension SCTPOneToOneSocket {
  /// Adds streams to the association.
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
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_ADD_STREAMS`. See RFC 6525, section 6.3.4.
  public func addStreams(inbound: UInt16 = 0, outbound: UInt16 = 0) throws(SCTPError) {
    try request(.addedStreams(inbound: inbound, outbound: outbound, of: .future))
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
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_RESET_STREAMS`. See RFC 6525, section 6.3.2.
  public func resetStreams(_ directions: SCTPStreamDirections, streams: [UInt16] = []) throws(SCTPError) {
    try request(.streamReset(directions, streams: streams, of: .future))
  }

  /// Resets the transmission sequence numbers and all streams of the association.
  ///
  /// The call does not wait. ``SCTPAssociationResetEvent`` reports the outcome.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - ENOPROTOOPT and the reason ``SCTPError/Reason/reconfigurationDisabled`` if the association does not support
  ///     reconfiguration, or this side does not permit the request;
  ///   - EAGAIN while unsent messages are queued;
  ///   - EINPROGRESS while another request is in progress;
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_RESET_ASSOC`. See RFC 6525, section 6.3.3.
  public func resetAssociation() throws(SCTPError) {
    try request(.associationReset(of: .future))
  }

  /// Returns the chunk types that the peer requires to be authenticated.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES and the reason ``SCTPError/Reason/authenticationDisabled`` if authentication is turned off;
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_PEER_AUTH_CHUNKS`. See RFC 6458, section 8.2.3.
  public func peerAuthenticatedChunks() throws(SCTPError) -> [SCTPChunkType] {
    try query(.peerAuthenticatedChunks(of: .future))
  }
}

// Paths.

extension SCTPOneToOneSocket {
  /// Changes the primary path, on which the kernel sends messages by default.
  ///
  /// ``SCTPStatus/primaryAddress`` and ``SCTPPathInfo/isPrimary`` report the primary path.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownPath`` if the address is not one of the peer's;
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_PRIMARY_ADDR`. See RFC 6458, section 8.1.9.
  public func setPrimaryPath(_ path: SCTPAddress) throws(SCTPError) {
    try request(.primaryPath(path, of: .future))
  }

  /// Asks the peer to change its primary path to one of this side's addresses.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EPERM and the reason ``SCTPError/Reason/addressReconfigurationDisabled`` if the association does not support
  ///     address reconfiguration;
  ///   - ENOTCONN if the association is being set up or shut down;
  ///   - EADDRNOTAVAIL if the address is not one of this side's;
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_SET_PEER_PRIMARY_ADDR`. See RFC 6458, section 8.3.1.
  public func requestPeerPrimaryPath(_ address: SCTPAddress) throws(SCTPError) {
    try request(.peerPrimaryPath(address, of: .future))
  }

  /// Sends a heartbeat immediately on one path, or on all paths if `path` is nil.
  ///
  /// To enable or disable periodic heartbeats, set ``SCTPSocketOption/pathParameters(_:of:)``.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownPath`` if the address is not one of the peer's;
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_PEER_ADDR_PARAMS` with `SPP_HB_DEMAND`. See RFC 6458, section 8.1.12.
  public func sendHeartbeat(to path: SCTPAddress? = nil) throws(SCTPError) {
    try request(.heartbeat(path, of: .future))
  }

  /// Returns the paths of the association: the state of each of the peer's addresses.
  ///
  /// The call makes several system calls, so the values can be from slightly different times.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES if a path is potentially failed and ``SCTPSocketOption/potentiallyFailedExposure(of:)`` is
  ///     ``SCTPPotentiallyFailedExposure/disabled``;
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C calls are `sctp_getpaddrs(3)`, and `getsockopt(2)` with `SCTP_GET_PEER_ADDR_INFO` and
  /// `SCTP_PRIMARY_ADDR`. See RFC 6458, sections 8.1.9, 8.2.2 and 9.3.
  public func paths() throws(SCTPError) -> [SCTPPathInfo] {
    try query(.paths(try peerAddresses(), of: .future))
  }

  /// Returns the state of one path.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES if the path is potentially failed and ``SCTPSocketOption/potentiallyFailedExposure(of:)`` is
  ///     ``SCTPPotentiallyFailedExposure/disabled``;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownPath`` if the address is not one of the peer's;
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C options are `SCTP_GET_PEER_ADDR_INFO` and `SCTP_PRIMARY_ADDR`. See RFC 6458, sections 8.1.9
  /// and 8.2.2.
  public func pathInfo(_ path: SCTPAddress) throws(SCTPError) -> SCTPPathInfo {
    try query(.pathInfo(path, of: .future))
  }
}

// State and counters.

extension SCTPOneToOneSocket {
  /// Returns the status of the association at this moment.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_STATUS`. See RFC 6458, section 8.2.1.
  public func status() throws(SCTPError) -> SCTPStatus {
    try query(.status(of: .future))
  }

  /// Returns the statistics of the association.
  ///
  /// They cannot be read after the association has ended; ``SCTPStatistics`` describes how to read them in time.
  /// Each read resets ``SCTPStatistics/maximumRetransmissionTimeout``.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_GET_ASSOC_STATS`.
  public func statistics() throws(SCTPError) -> SCTPStatistics {
    try query(.statistics(of: .future))
  }

  /// Returns the numbers of messages of the association that the kernel abandoned under a policy.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL for an unknown policy;
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_PR_ASSOC_STATUS`. See RFC 7496, section 4.4.
  public func abandonedMessages(_ policy: SCTPReliabilityPolicy) throws(SCTPError) -> SCTPAbandonedMessages {
    try query(.abandonedMessages(policy, of: .future))
  }

  /// Returns the numbers of messages of one stream that the kernel abandoned under a policy.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL for an unknown policy, or a stream that the association does not have;
  ///   - EINVAL and the reason ``SCTPError/Reason/notConnected`` if the socket has no association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_PR_STREAM_STATUS`. See RFC 7496, section 4.3.
  public func abandonedMessages(
    _ policy: SCTPReliabilityPolicy, onStream stream: UInt16
  ) throws(SCTPError) -> SCTPAbandonedMessages {
    try query(.abandonedMessages(policy, onStream: stream, of: .future))
  }
}
#endif
