#if os(Linux)
internal import CSCTP

/// A hash function that authenticates chunks.
///
/// See RFC 4895, section 7.
public struct SCTPHMACIdentifier: RawRepresentable, Hashable, Sendable {
  /// The number in the IANA registry of HMAC identifiers.
  public let rawValue: UInt16

  /// Creates an identifier from its number.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  private init(_ constant: Int) { self.init(rawValue: UInt16(constant)) }

  /// SHA-1, which every endpoint knows.
  ///
  /// The corresponding C constant is `SCTP_AUTH_HMAC_ID_SHA1`.
  public static var sha1: Self { Self(CSCTP.SCTP_AUTH_HMAC_ID_SHA1) }
  /// The hash function SHA-256.
  ///
  /// The corresponding C constant is `SCTP_AUTH_HMAC_ID_SHA256`.
  public static var sha256: Self { Self(CSCTP.SCTP_AUTH_HMAC_ID_SHA256) }
}

/// The type of a chunk, as it travels.
///
/// The C header has no names for these; the numbers are those of RFC 9260, section 3.2, and the RFCs named here.
public struct SCTPChunkType: RawRepresentable, Hashable, Sendable {
  /// The number in the IANA registry of chunk types.
  public let rawValue: UInt8

  /// Creates a type from its number.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Payload.
  public static var data: Self { Self(rawValue: 0) }
  /// Acknowledgement.
  public static var sack: Self { Self(rawValue: 3) }
  /// Heartbeat.
  public static var heartbeat: Self { Self(rawValue: 4) }
  /// Abort.
  public static var abort: Self { Self(rawValue: 6) }
  /// Shutdown.
  public static var shutdown: Self { Self(rawValue: 7) }
  /// Interleaved payload.
  ///
  /// See RFC 8260.
  public static var iData: Self { Self(rawValue: 64) }
  /// Acknowledgement of a change of addresses.
  ///
  /// See RFC 5061.
  public static var asconfAck: Self { Self(rawValue: 128) }
  /// Reconfiguration of streams.
  ///
  /// See RFC 6525.
  public static var reconfiguration: Self { Self(rawValue: 130) }
  /// Abandoned messages.
  ///
  /// See RFC 3758.
  public static var forwardTSN: Self { Self(rawValue: 192) }
  /// A change of addresses.
  ///
  /// See RFC 5061.
  public static var asconf: Self { Self(rawValue: 193) }
}

/// A shared key with its number.
///
/// The corresponding C type is `struct sctp_authkey`. See RFC 6458, section 8.3.3.
public struct SCTPAuthenticationKey: Hashable, Sendable {
  /// The key's number; 0 is the key that every association begins with.
  public var number: UInt16
  /// The secret, up to 65,535 bytes; empty for the null key.
  public var secret: [UInt8]

  /// Creates a key.
  public init(number: UInt16, secret: [UInt8]) {
    self.number = number
    self.secret = secret
  }
}

extension SCTPSocketOption where Value == Bool {
  /// Whether chunks can be authenticated.
  ///
  /// Reading the option of an association returns the negotiated value. Setting it affects future associations.
  ///
  /// The default is the sysctl `net.sctp.auth_enable`. Where it is off, the options of this kind throw EACCES.
  ///
  /// The corresponding C option is `SCTP_AUTH_SUPPORTED`. See RFC 4895.
  public static func authenticationSupported(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_AUTH_SUPPORTED", CSCTP.SCTP_AUTH_SUPPORTED, of: association).scopedToggle
  }
}

extension SCTPSocketOption where Value == [SCTPHMACIdentifier] {
  /// The hash functions that this side asks peers to use, the preferred one first.
  ///
  /// They must include SHA-1.
  ///
  /// The corresponding C option is `SCTP_HMAC_IDENT`. See RFC 6458, section 8.1.17.
  public static var hmacIdentifiers: Self {
    let option = VariableOption("SCTP_HMAC_IDENT", CSCTP.SCTP_HMAC_IDENT)
    return Self(
      read: { descriptor throws(SCTPError) in
        let (_, list) = try option.value(sctp_hmacalgo(), of: UInt16.self, capacity: 16, on: descriptor) {
          Int($0.shmac_num_idents)
        }
        return list.map { SCTPHMACIdentifier(rawValue: $0) }
      },
      write: { descriptor, identifiers throws(SCTPError) in
        var header = sctp_hmacalgo()
        header.shmac_num_idents = try option.field(identifiers.count)
        try option.set(header, followedBy: identifiers.map(\.rawValue), on: descriptor)
      })
  }
}

extension SCTPSocketOption where Value == UInt16 {
  /// The number of the key that chunks are authenticated with.
  ///
  /// The corresponding C option is `SCTP_AUTH_ACTIVE_KEY`. See RFC 6458, section 8.1.18.
  public static func activeKey(of association: SCTPAssociationID = .future) -> Self {
    let id = association.rawValue
    return KernelOption<sctp_authkeyid>("SCTP_AUTH_ACTIVE_KEY", CSCTP.SCTP_AUTH_ACTIVE_KEY, of: association)
      .option(request: sctp_authkeyid(scact_assoc_id: id, scact_keynumber: 0)) {
        $0.scact_keynumber
      } _: {
        sctp_authkeyid(scact_assoc_id: id, scact_keynumber: $0)
      }
  }
}

extension SCTPWriteOnlyOption where Value == SCTPAuthenticationKey {
  /// Adds a shared key, or replaces the one with its number.
  ///
  /// The corresponding C option is `SCTP_AUTH_KEY`. See RFC 6458, section 8.3.3.
  public static func authenticationKey(of association: SCTPAssociationID = .future) -> Self {
    let option = VariableOption("SCTP_AUTH_KEY", CSCTP.SCTP_AUTH_KEY)
    return Self(scope: association) { descriptor, key throws(SCTPError) in
      var header = sctp_authkey()
      header.sca_assoc_id = association.rawValue
      header.sca_keynumber = key.number
      header.sca_keylength = try option.field(key.secret.count)
      try option.set(header, followedBy: key.secret, on: descriptor)
    }
  }
}

extension SCTPWriteOnlyOption where Value == UInt16 {
  /// Stops using a key, by its number; ``SCTPAuthenticationEvent`` reports when no message needs it any more.
  ///
  /// The corresponding C option is `SCTP_AUTH_DEACTIVATE_KEY`. See RFC 6458, section 8.3.4.
  public static func deactivatedKey(of association: SCTPAssociationID = .future) -> Self {
    keyNumber(KernelOption("SCTP_AUTH_DEACTIVATE_KEY", CSCTP.SCTP_AUTH_DEACTIVATE_KEY, of: association))
  }

  /// Deletes a key, by its number.
  ///
  /// The corresponding C option is `SCTP_AUTH_DELETE_KEY`. See RFC 6458, section 8.3.5.
  public static func deletedKey(of association: SCTPAssociationID = .future) -> Self {
    keyNumber(KernelOption("SCTP_AUTH_DELETE_KEY", CSCTP.SCTP_AUTH_DELETE_KEY, of: association))
  }

  private static func keyNumber(_ option: KernelOption<sctp_authkeyid>) -> Self {
    option.writeOnly { sctp_authkeyid(scact_assoc_id: option.scope.rawValue, scact_keynumber: $0) }
  }
}

extension SCTPWriteOnlyOption where Value == SCTPChunkType {
  /// Adds a type of chunks that future associations accept authenticated only.
  ///
  /// The corresponding C option is `SCTP_AUTH_CHUNK`. See RFC 6458, section 8.3.2.
  public static var authenticatedChunk: Self {
    KernelOption<sctp_authchunk>("SCTP_AUTH_CHUNK", CSCTP.SCTP_AUTH_CHUNK).writeOnly {
      sctp_authchunk(sauth_chunk: $0.rawValue)
    }
  }
}

extension SCTPReadOnlyOption where Value == [SCTPChunkType] {
  /// The types of chunks that this side accepts authenticated only.
  ///
  /// The corresponding C option is `SCTP_LOCAL_AUTH_CHUNKS`. See RFC 6458, section 8.2.4.
  public static func localAuthenticatedChunks(of association: SCTPAssociationID = .future) -> Self {
    chunks(VariableOption("SCTP_LOCAL_AUTH_CHUNKS", CSCTP.SCTP_LOCAL_AUTH_CHUNKS), association)
  }

  /// The types of chunks that the peer accepts authenticated only.
  ///
  /// The corresponding C option is `SCTP_PEER_AUTH_CHUNKS`. See RFC 6458, section 8.2.3.
  public static func peerAuthenticatedChunks(of association: SCTPAssociationID = .future) -> Self {
    chunks(VariableOption("SCTP_PEER_AUTH_CHUNKS", CSCTP.SCTP_PEER_AUTH_CHUNKS), association)
  }

  private static func chunks(_ option: VariableOption, _ association: SCTPAssociationID) -> Self {
    Self(scope: association) { descriptor throws(SCTPError) in
      var header = sctp_authchunks()
      header.gauth_assoc_id = association.rawValue
      // A chunk type is one byte, so there are at most 256.
      let (_, list) = try option.value(header, of: UInt8.self, capacity: 256, on: descriptor) {
        Int($0.gauth_number_of_chunks)
      }
      return list.map { SCTPChunkType(rawValue: $0) }
    }
  }
}
#endif
