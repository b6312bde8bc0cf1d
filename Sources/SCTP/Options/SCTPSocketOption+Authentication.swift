#if os(Linux)
internal import CSCTP

/// The hash function of a message authentication code (HMAC) for chunks.
///
/// See RFC 4895, section 7.
public struct SCTPHMACIdentifier: RawRepresentable, Hashable, Sendable {
  /// The number in the IANA registry of HMAC identifiers.
  public let rawValue: UInt16

  /// Creates an identifier from its number.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  private init(_ constant: Int) { self.init(rawValue: UInt16(constant)) }

  /// The hash function SHA-1, which every endpoint supports.
  ///
  /// The corresponding C constant is `SCTP_AUTH_HMAC_ID_SHA1`.
  public static var sha1: Self { Self(CSCTP.SCTP_AUTH_HMAC_ID_SHA1) }
  /// The hash function SHA-256.
  ///
  /// The corresponding C constant is `SCTP_AUTH_HMAC_ID_SHA256`.
  public static var sha256: Self { Self(CSCTP.SCTP_AUTH_HMAC_ID_SHA256) }
}

/// The type of a chunk in an SCTP packet.
///
/// The C header has no names for chunk types. The numbers are those of RFC 9260, section 3.2, and of the RFCs that the
/// properties name.
public struct SCTPChunkType: RawRepresentable, Hashable, Sendable {
  /// The number in the IANA registry of chunk types.
  public let rawValue: UInt8

  /// Creates a type from its number.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// DATA: a message, or a fragment of one.
  public static var data: Self { Self(rawValue: 0) }
  /// SACK: the acknowledgment of DATA chunks.
  public static var sack: Self { Self(rawValue: 3) }
  /// HEARTBEAT: a request for an answer on a path.
  public static var heartbeat: Self { Self(rawValue: 4) }
  /// ABORT: the immediate end of an association.
  public static var abort: Self { Self(rawValue: 6) }
  /// SHUTDOWN: the start of a graceful shutdown.
  public static var shutdown: Self { Self(rawValue: 7) }
  /// I-DATA: a fragment of a message that may be interleaved with other messages.
  ///
  /// See RFC 8260.
  public static var iData: Self { Self(rawValue: 64) }
  /// ASCONF-ACK: the acknowledgment of an ASCONF chunk.
  ///
  /// See RFC 5061.
  public static var asconfAck: Self { Self(rawValue: 128) }
  /// RE-CONFIG: the reconfiguration of streams.
  ///
  /// See RFC 6525.
  public static var reconfiguration: Self { Self(rawValue: 130) }
  /// FORWARD-TSN: the announcement of abandoned messages.
  ///
  /// See RFC 3758.
  public static var forwardTSN: Self { Self(rawValue: 192) }
  /// ASCONF: a change of addresses.
  ///
  /// See RFC 5061.
  public static var asconf: Self { Self(rawValue: 193) }
}

/// A shared key for the authentication of chunks.
///
/// The secret is never printed: ``description``, string interpolation and `dump` show only the number. A debugger can
/// still display the secret.
///
/// The corresponding C type is `struct sctp_authkey`. See RFC 6458, section 8.3.3.
public struct SCTPAuthenticationKey: Hashable, Sendable {
  /// The number of the key; every association begins with key 0.
  public var number: UInt16
  /// The secret, up to 65,535 bytes; empty for the null key.
  public var secret: [UInt8]

  /// Creates a key.
  public init(number: UInt16, secret: [UInt8]) {
    self.number = number
    self.secret = secret
  }
}

extension SCTPAuthenticationKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The number of the key, such as `key 1`.
  public var description: String { "key \(number)" }
  /// The number of the key, such as `key 1`.
  public var debugDescription: String { description }
  /// A mirror that contains the number only.
  public var customMirror: Mirror { Mirror(self, children: ["number": number], displayStyle: .struct) }
}

extension SCTPHMACIdentifier: CustomStringConvertible {
  /// The name of the hash function, such as `SHA-256`, or the number if it is unknown.
  public var description: String { name(in: [.sha1: "SHA-1", .sha256: "SHA-256"]) }
}

extension SCTPChunkType: CustomStringConvertible {
  /// The name from the RFC, such as `I-DATA`, or the number if it is unknown.
  public var description: String {
    name(in: [
      .data: "DATA", .sack: "SACK", .heartbeat: "HEARTBEAT", .abort: "ABORT", .shutdown: "SHUTDOWN", .iData: "I-DATA",
      .asconfAck: "ASCONF-ACK", .reconfiguration: "RE-CONFIG", .forwardTSN: "FORWARD-TSN", .asconf: "ASCONF",
    ])
  }
}

extension SCTPSocketOption where Value == Bool {
  /// Whether associations can authenticate chunks.
  ///
  /// Reading the option of an association returns the negotiated value. Setting it affects future associations.
  /// The default is the sysctl `net.sctp.auth_enable`. While this option is off, the other options and the methods of
  /// authentication fail with EACCES and the reason ``SCTPError/Reason/authenticationDisabled``.
  ///
  /// The corresponding C option is `SCTP_AUTH_SUPPORTED`. See RFC 4895.
  public static func authenticationSupported(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_AUTH_SUPPORTED", CSCTP.SCTP_AUTH_SUPPORTED, of: association).scopedToggle
  }
}

extension SCTPSocketOption where Value == [SCTPHMACIdentifier] {
  /// The hash functions that this side offers to its peers, in order of preference.
  ///
  /// Setting the option fails with:
  ///
  /// - EINVAL if the list does not contain SHA-1.
  /// - EOPNOTSUPP if it contains a hash function that the kernel does not support.
  /// - EACCES if ``authenticationSupported(of:)`` is off.
  ///
  /// The corresponding C option is `SCTP_HMAC_IDENT`. See RFC 6458, section 8.1.17.
  public static var hmacIdentifiers: Self {
    let option = KernelOption<sctp_hmacalgo>("SCTP_HMAC_IDENT", CSCTP.SCTP_HMAC_IDENT)
    return Self(
      name: option.name,
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
  /// The number of the key with which this side authenticates chunks.
  ///
  /// ``SCTPSendOptions/authenticationKey`` selects another key for one message. The option fails with:
  ///
  /// - EINVAL if there is no key with this number, or if the key was deactivated.
  /// - EACCES if ``authenticationSupported(of:)`` is off.
  ///
  /// The corresponding C option is `SCTP_AUTH_ACTIVE_KEY`. See RFC 6458, section 8.1.18.
  public static func activeKey(of association: SCTPAssociationID = .future) -> Self {
    let id = association.rawValue
    return KernelOption<sctp_authkeyid>(
      "SCTP_AUTH_ACTIVE_KEY", CSCTP.SCTP_AUTH_ACTIVE_KEY, of: association
    )
    .option(request: sctp_authkeyid(scact_assoc_id: id, scact_keynumber: 0)) {
      $0.scact_keynumber
    } _: {
      sctp_authkeyid(scact_assoc_id: id, scact_keynumber: $0)
    }
  }
}

extension KernelCall where Value == Void {
  /// Adds a shared key, or replaces the key with the same number.
  ///
  /// The C option is `SCTP_AUTH_KEY`. See RFC 6458, section 8.3.3.
  static func addedKey(_ key: SCTPAuthenticationKey, of association: SCTPAssociationID) -> Self {
    let option = KernelOption<sctp_authkey>("SCTP_AUTH_KEY", CSCTP.SCTP_AUTH_KEY, of: association)
    return Self(of: association) { descriptor throws(SCTPError) in
      var header = sctp_authkey()
      header.sca_assoc_id = association.rawValue
      header.sca_keynumber = key.number
      header.sca_keylength = try option.field(key.secret.count)
      // The kernel rejects the structure alone.
      try option.set(header, followedBy: key.secret.isEmpty ? [0] : key.secret, on: descriptor)
    }
  }

  /// Deactivates a key.
  ///
  /// The C option is `SCTP_AUTH_DEACTIVATE_KEY`. See RFC 6458, section 8.3.4.
  static func deactivatedKey(_ number: UInt16, of association: SCTPAssociationID) -> Self {
    keyNumber(number, "SCTP_AUTH_DEACTIVATE_KEY", CSCTP.SCTP_AUTH_DEACTIVATE_KEY, association)
  }

  /// Deletes a key.
  ///
  /// The C option is `SCTP_AUTH_DELETE_KEY`. See RFC 6458, section 8.3.5.
  static func deletedKey(_ number: UInt16, of association: SCTPAssociationID) -> Self {
    keyNumber(number, "SCTP_AUTH_DELETE_KEY", CSCTP.SCTP_AUTH_DELETE_KEY, association)
  }

  private static func keyNumber(
    _ number: UInt16, _ name: String, _ option: CInt, _ association: SCTPAssociationID
  ) -> Self {
    KernelOption<sctp_authkeyid>(name, option, of: association)
      .request(sctp_authkeyid(scact_assoc_id: association.rawValue, scact_keynumber: number))
  }

  /// Requires that chunks of one type are authenticated in future associations.
  ///
  /// The C option is `SCTP_AUTH_CHUNK`. See RFC 6458, section 8.3.2.
  static func authenticatedChunk(_ type: SCTPChunkType) -> Self {
    KernelOption<sctp_authchunk>("SCTP_AUTH_CHUNK", CSCTP.SCTP_AUTH_CHUNK)
      .request(sctp_authchunk(sauth_chunk: type.rawValue))
  }
}

extension KernelCall where Value == [SCTPChunkType] {
  /// Returns the chunk types that this side requires to be authenticated.
  ///
  /// The C option is `SCTP_LOCAL_AUTH_CHUNKS`. See RFC 6458, section 8.2.4.
  static func localAuthenticatedChunks(of association: SCTPAssociationID) -> Self {
    chunks(KernelOption("SCTP_LOCAL_AUTH_CHUNKS", CSCTP.SCTP_LOCAL_AUTH_CHUNKS, of: association))
  }

  /// Returns the chunk types that the peer requires to be authenticated.
  ///
  /// The C option is `SCTP_PEER_AUTH_CHUNKS`. See RFC 6458, section 8.2.3.
  static func peerAuthenticatedChunks(of association: SCTPAssociationID) -> Self {
    chunks(KernelOption("SCTP_PEER_AUTH_CHUNKS", CSCTP.SCTP_PEER_AUTH_CHUNKS, of: association))
  }

  private static func chunks(_ option: KernelOption<sctp_authchunks>) -> Self {
    Self(of: option.scope) { descriptor throws(SCTPError) in
      var header = sctp_authchunks()
      header.gauth_assoc_id = option.scope.rawValue
      // A chunk type is one byte, so there are at most 256.
      let (_, list) = try option.value(header, of: UInt8.self, capacity: 256, on: descriptor) {
        Int($0.gauth_number_of_chunks)
      }
      return list.map { SCTPChunkType(rawValue: $0) }
    }
  }
}
#endif
