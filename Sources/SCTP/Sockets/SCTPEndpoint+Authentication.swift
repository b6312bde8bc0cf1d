#if os(Linux)
// The authentication of chunks, which RFC 4895 specifies.

extension SCTPEndpoint {
  /// Adds a shared key, or replaces the key with the same number.
  ///
  /// On an ``SCTPSocket`` and an ``SCTPListener``, the call adds the key to future associations. On an
  /// ``SCTPOneToOneSocket``, it adds the key to the association, if the socket has one. To authenticate messages with
  /// the key, set ``SCTPSocketOption/activeKey(of:)`` or ``SCTPSendOptions/authenticationKey``.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES and the reason ``SCTPError/Reason/authenticationDisabled`` if authentication is turned off;
  ///   - EINVAL and the reason ``SCTPError/Reason/outOfRange`` for a secret of more than 65,535 bytes;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_AUTH_KEY`. See RFC 6458, section 8.3.3.
  public final func addKey(_ key: SCTPAuthenticationKey) throws(SCTPError) {
    try request(.addedKey(key, of: .future))
  }

  /// Deactivates a key, so that no further message can use it.
  ///
  /// The call applies to the same associations as ``addKey(_:)``. ``SCTPAuthenticationEvent`` reports when no queued
  /// message needs the key.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES and the reason ``SCTPError/Reason/authenticationDisabled`` if authentication is turned off;
  ///   - EINVAL if the key does not exist, or is the active key;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_AUTH_DEACTIVATE_KEY`. See RFC 6458, section 8.3.4.
  public final func deactivateKey(_ number: UInt16) throws(SCTPError) {
    try request(.deactivatedKey(number, of: .future))
  }

  /// Deletes a key.
  ///
  /// The call applies to the same associations as ``addKey(_:)``.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES and the reason ``SCTPError/Reason/authenticationDisabled`` if authentication is turned off;
  ///   - EINVAL if the key does not exist, or is the active key;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_AUTH_DELETE_KEY`. See RFC 6458, section 8.3.5.
  public final func deleteKey(_ number: UInt16) throws(SCTPError) {
    try request(.deletedKey(number, of: .future))
  }

  /// Requires that the peers of future associations authenticate the chunks of one type.
  ///
  /// The kernel discards chunks of this type that are not authenticated. The requirement cannot be removed.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES and the reason ``SCTPError/Reason/authenticationDisabled`` if authentication is turned off;
  ///   - EINVAL for the types INIT, INIT ACK, SHUTDOWN COMPLETE and AUTH, which cannot be authenticated;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_AUTH_CHUNK`. See RFC 6458, section 8.3.2.
  public final func requireAuthentication(of type: SCTPChunkType) throws(SCTPError) {
    try request(.authenticatedChunk(type))
  }

  /// Returns the chunk types that this side requires to be authenticated.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EACCES and the reason ``SCTPError/Reason/authenticationDisabled`` if authentication is turned off;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C option is `SCTP_LOCAL_AUTH_CHUNKS`. See RFC 6458, section 8.2.4.
  public final func localAuthenticatedChunks() throws(SCTPError) -> [SCTPChunkType] {
    try query(.localAuthenticatedChunks(of: .future))
  }
}
#endif
