#if os(Linux)
/// The payload protocol identifier of a message, in host order.
///
/// SCTP transmits it unchanged, in network byte order, and does not interpret it. IANA maintains the registry. See RFC
/// 9260, section 3.3.1.
public struct SCTPPayloadProtocolID: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// The number, in host order.
  public let rawValue: UInt32

  /// Creates an identifier from its number, in host order.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Creates an identifier from its number, in host order.
  public init(integerLiteral value: UInt32) { self.init(rawValue: value) }

  /// No protocol was named: 0.
  public static let unspecified: Self = 0
}

extension SCTPPayloadProtocolID: CustomStringConvertible {
  /// The number, in decimal.
  public var description: String { "\(rawValue)" }
}

// The C header has no names for these; they are those of the IANA registry of SCTP payload protocol identifiers.
extension SCTPPayloadProtocolID {
  /// IUA, RFC 4233: 1.
  public static let iua: Self = 1
  /// M2UA, RFC 3331: 2.
  public static let m2ua: Self = 2
  /// M3UA, RFC 4666: 3.
  public static let m3ua: Self = 3
  /// SUA, RFC 3868: 4.
  public static let sua: Self = 4
  /// M2PA, RFC 4165: 5.
  public static let m2pa: Self = 5
  /// V5UA, RFC 3807: 6.
  public static let v5ua: Self = 6
  /// H.248: 7.
  public static let h248: Self = 7
  /// BICC, Q.2150.3: 8.
  public static let bicc: Self = 8
  /// TALI, RFC 3094: 9.
  public static let tali: Self = 9
  /// DUA, RFC 4129: 10.
  public static let dua: Self = 10
  /// ASAP, RFC 5352: 11.
  public static let asap: Self = 11
  /// ENRP, RFC 5353: 12.
  public static let enrp: Self = 12
  /// H.323: 13.
  public static let h323: Self = 13
  /// Q.IPC, Q.2150.3: 14.
  public static let qipc: Self = 14
  /// SIMCO, RFC 4540: 15.
  public static let simco: Self = 15
  /// DDP segment chunk, RFC 5043: 16.
  public static let ddpSegment: Self = 16
  /// DDP stream session control, RFC 5043: 17.
  public static let ddpStreamSession: Self = 17
  /// S1AP, 3GPP TS 36.412: 18.
  public static let s1ap: Self = 18
  /// RUA, 3GPP TS 25.468: 19.
  public static let rua: Self = 19
  /// HNBAP, 3GPP TS 25.469: 20.
  public static let hnbap: Self = 20
  /// SBc-AP, 3GPP TS 29.168: 24.
  public static let sbcap: Self = 24
  /// NBAP, 3GPP TS 25.433: 25.
  public static let nbap: Self = 25
  /// X2AP, 3GPP TS 36.422: 27.
  public static let x2ap: Self = 27
  /// LCS-AP, 3GPP TS 29.171: 29.
  public static let lcsap: Self = 29
  /// SABP, 3GPP TS 25.419: 31.
  public static let sabp: Self = 31
  /// RNSAP user adaptation, 3GPP TS 25.471: 42.
  public static let rna: Self = 42
  /// M2AP, 3GPP TS 36.443: 43.
  public static let m2ap: Self = 43
  /// M3AP, 3GPP TS 36.444: 44.
  public static let m3ap: Self = 44
  /// SSH over SCTP: 45.
  public static let ssh: Self = 45
  /// Diameter, RFC 6733: 46.
  public static let diameter: Self = 46
  /// Diameter in DTLS, RFC 6733: 47.
  public static let diameterDTLS: Self = 47
  /// WebRTC data channel establishment, RFC 8832: 50.
  public static let webRTCControl: Self = 50
  /// WebRTC string, RFC 8831: 51.
  public static let webRTCString: Self = 51
  /// WebRTC binary, RFC 8831: 53.
  public static let webRTCBinary: Self = 53
  /// PUA, 3GPP TS 25.470: 55.
  public static let pua: Self = 55
  /// WebRTC empty string, RFC 8831: 56.
  public static let webRTCStringEmpty: Self = 56
  /// WebRTC empty binary, RFC 8831: 57.
  public static let webRTCBinaryEmpty: Self = 57
  /// XwAP, 3GPP TS 36.462: 58.
  public static let xwap: Self = 58
  /// NGAP, 3GPP TS 38.412: 60.
  public static let ngap: Self = 60
  /// XnAP, 3GPP TS 38.422: 61.
  public static let xnap: Self = 61
  /// F1AP, 3GPP TS 38.472: 62.
  public static let f1ap: Self = 62
  /// E1AP, 3GPP TS 38.462: 64.
  public static let e1ap: Self = 64
  /// NGAP in DTLS, 3GPP TS 38.412: 66.
  public static let ngapDTLS: Self = 66
  /// XnAP in DTLS, 3GPP TS 38.422: 67.
  public static let xnapDTLS: Self = 67
  /// F1AP in DTLS, 3GPP TS 38.472: 68.
  public static let f1apDTLS: Self = 68
  /// E1AP in DTLS, 3GPP TS 38.462: 69.
  public static let e1apDTLS: Self = 69
  /// W1AP, 3GPP TS 37.472: 73.
  public static let w1ap: Self = 73
}
#endif
