#if os(Linux)
extension SCTPSocket {
  /// Asks the peer for more streams: `inbound` for it to send on, `outbound` for this side.
  ///
  /// The outcome is reported as ``SCTPStreamChangeEvent``. It needs ``SCTPSocketOption/reconfigurationSupported(of:)``
  /// and ``SCTPSocketOption/allowedReconfigurations(of:)`` at both ends; a peer without the latter denies it.
  ///
  /// - Throws: ``SCTPError`` with ENOPROTOOPT if the association does not support it or this side does not allow it,
  ///   EINPROGRESS while another request is under way, EINVAL, EBADF.
  ///
  /// The corresponding C option is `SCTP_ADD_STREAMS`. See RFC 6525, section 6.3.4.
  public func addStreams(
    inbound: UInt16 = 0, outbound: UInt16 = 0, to association: SCTPAssociationID
  ) throws(SCTPError) {
    try setOption(.addedStreams(of: association), to: SCTPAddedStreams(inbound: inbound, outbound: outbound))
  }

  /// Resets the sequence numbers of streams to 0; of all streams if `streams` is empty.
  ///
  /// The outcome is reported as ``SCTPStreamResetEvent``.
  ///
  /// - Throws: ``SCTPError`` with ENOPROTOOPT if the association does not support it or this side does not allow it,
  ///   EAGAIN while messages wait to be sent on the streams, EINPROGRESS while another request is under way, EINVAL,
  ///   EBADF.
  ///
  /// The corresponding C option is `SCTP_RESET_STREAMS`. See RFC 6525, section 6.3.2.
  public func resetStreams(
    _ directions: SCTPStreamReset.Directions, streams: [UInt16] = [], of association: SCTPAssociationID
  ) throws(SCTPError) {
    try setOption(.streamReset(of: association), to: SCTPStreamReset(directions, streams: streams))
  }

  /// Resets the transmission sequence numbers and all streams of an association.
  ///
  /// The outcome is reported as ``SCTPAssociationResetEvent``.
  ///
  /// - Throws: ``SCTPError`` with ENOPROTOOPT if the association does not support it or this side does not allow it,
  ///   EAGAIN while messages wait to be sent, EINPROGRESS while another request is under way, EINVAL, EBADF.
  ///
  /// The corresponding C option is `SCTP_RESET_ASSOC`. See RFC 6525, section 6.3.3.
  public func resetAssociation(_ association: SCTPAssociationID) throws(SCTPError) {
    try setOption(.associationReset(of: association), to: ())
  }

  /// Adds a shared key, or replaces the one with its number.
  ///
  /// - Throws: ``SCTPError`` with EACCES if authentication is off (the sysctl `net.sctp.auth_enable`), EINVAL, EBADF.
  ///
  /// The corresponding C option is `SCTP_AUTH_KEY`. See RFC 6458, section 8.3.3.
  public func addKey(_ key: SCTPAuthenticationKey, for association: SCTPAssociationID = .future) throws(SCTPError) {
    try setOption(.authenticationKey(of: association), to: key)
  }

  /// Authenticates chunks with a key from now on.
  ///
  /// - Throws: ``SCTPError`` with EACCES if authentication is off, EINVAL if there is no such key, EBADF.
  ///
  /// The corresponding C option is `SCTP_AUTH_ACTIVE_KEY`. See RFC 6458, section 8.1.18.
  public func activateKey(_ number: UInt16, for association: SCTPAssociationID = .future) throws(SCTPError) {
    try setOption(.activeKey(of: association), to: number)
  }

  /// Stops using a key, which must not be the active one; ``SCTPAuthenticationEvent`` reports when it is free.
  ///
  /// - Throws: ``SCTPError`` with EACCES if authentication is off, EINVAL, EBADF.
  ///
  /// The corresponding C option is `SCTP_AUTH_DEACTIVATE_KEY`. See RFC 6458, section 8.3.4.
  public func deactivateKey(_ number: UInt16, for association: SCTPAssociationID = .future) throws(SCTPError) {
    try setOption(.deactivatedKey(of: association), to: number)
  }

  /// Deletes a key, which must not be the active one.
  ///
  /// - Throws: ``SCTPError`` with EACCES if authentication is off, EINVAL, EBADF.
  ///
  /// The corresponding C option is `SCTP_AUTH_DELETE_KEY`. See RFC 6458, section 8.3.5.
  public func deleteKey(_ number: UInt16, for association: SCTPAssociationID = .future) throws(SCTPError) {
    try setOption(.deletedKey(of: association), to: number)
  }

  /// Sends messages to one of the peer's addresses from now on.
  ///
  /// - Throws: ``SCTPError`` with EINVAL if the address is not the peer's, EBADF.
  ///
  /// The corresponding C option is `SCTP_PRIMARY_ADDR`. See RFC 6458, section 8.1.9.
  public func setPrimaryPath(_ address: SCTPAddress, of association: SCTPAssociationID) throws(SCTPError) {
    try setOption(.primaryPath(of: association), to: address)
  }

  /// Asks the peer to send to one of this side's addresses from now on.
  ///
  /// - Throws: ``SCTPError`` with EPERM if addresses cannot be changed (the sysctl `net.sctp.addip_enable`),
  ///   EADDRNOTAVAIL if the address is not this side's, EINVAL, EBADF.
  ///
  /// The corresponding C option is `SCTP_SET_PEER_PRIMARY_ADDR`. See RFC 6458, section 8.3.1.
  public func requestPeerPrimaryPath(_ address: SCTPAddress, of association: SCTPAssociationID) throws(SCTPError) {
    try setOption(.peerPrimaryPath(of: association), to: address)
  }

  /// Enables or disables heartbeats on a path, or on all paths if `path` is nil.
  ///
  /// - Throws: ``SCTPError`` with EINVAL if there is no such path, EBADF.
  ///
  /// The corresponding C option is `SCTP_PEER_ADDR_PARAMS` with `SPP_HB_ENABLE` or `SPP_HB_DISABLE`. See RFC 6458,
  /// section 8.1.12.
  public func setHeartbeats(
    _ on: Bool, to path: SCTPAddress? = nil, of association: SCTPAssociationID
  ) throws(SCTPError) {
    try setOption(.pathParameters(path, of: association), to: SCTPPathParameters(heartbeats: on))
  }

  /// Sends a heartbeat immediately on a path, or on all paths if `path` is nil.
  ///
  /// - Throws: ``SCTPError`` with EINVAL if there is no such path, EBADF.
  ///
  /// The corresponding C option is `SCTP_PEER_ADDR_PARAMS` with `SPP_HB_DEMAND`. See RFC 6458, section 8.1.12.
  public func sendHeartbeat(to path: SCTPAddress? = nil, of association: SCTPAssociationID) throws(SCTPError) {
    try setOption(.heartbeat(path, of: association), to: ())
  }

  /// The state of an association at this moment.
  ///
  /// - Throws: ``SCTPError`` with EINVAL if there is no association, EBADF.
  ///
  /// The corresponding C option is `SCTP_STATUS`. See RFC 6458, section 8.2.1.
  public func status(of association: SCTPAssociationID) throws(SCTPError) -> SCTPStatus {
    try option(.status(of: association))
  }

  /// The statistics of an association.
  ///
  /// - Throws: ``SCTPError`` with EINVAL if there is no association, EBADF.
  ///
  /// The corresponding C option is `SCTP_GET_ASSOC_STATS`.
  public func statistics(of association: SCTPAssociationID) throws(SCTPError) -> SCTPStatistics {
    try option(.statistics(of: association))
  }

  /// The state of a path to the peer.
  ///
  /// - Throws: ``SCTPError`` with EINVAL if there is no such path, EBADF.
  ///
  /// The corresponding C option is `SCTP_GET_PEER_ADDR_INFO`. See RFC 6458, section 8.2.2.
  public func pathInfo(_ path: SCTPAddress, of association: SCTPAssociationID) throws(SCTPError) -> SCTPPathInfo {
    try option(.pathInfo(path, of: association))
  }
}
#endif
