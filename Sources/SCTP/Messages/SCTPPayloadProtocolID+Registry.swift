#if os(Linux)
// The IANA registry of SCTP payload protocol identifiers; the C header has no names for them.

extension SCTPPayloadProtocolID {
  /// No protocol: 0.
  public static let unspecified: Self = 0
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
  /// H.248, ITU-T H.248 Annex H: 7.
  public static let h248: Self = 7
  /// BICC, ITU-T Q.2150.3: 8.
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
  /// Q.IPC, ITU-T Q.2150.3: 14.
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
  /// ForCES, high priority, RFC 5811: 21.
  public static let forcesHighPriority: Self = 21
  /// ForCES, medium priority, RFC 5811: 22.
  public static let forcesMediumPriority: Self = 22
  /// ForCES, low priority, RFC 5811: 23.
  public static let forcesLowPriority: Self = 23
  /// SBc-AP, 3GPP TS 29.168: 24.
  public static let sbcap: Self = 24
  /// NBAP, 3GPP TS 25.433: 25.
  public static let nbap: Self = 25
  /// X2AP, 3GPP TS 36.422: 27.
  public static let x2ap: Self = 27
  /// Inter Router Capability Protocol (IRCP): 28.
  public static let ircp: Self = 28
  /// LCS-AP, 3GPP TS 29.171: 29.
  public static let lcsap: Self = 29
  /// MPICH2: 30.
  public static let mpich2: Self = 30
  /// SABP, 3GPP TS 25.419: 31.
  public static let sabp: Self = 31
  /// Fractal Generator Protocol (FGP): 32.
  public static let fgp: Self = 32
  /// Ping Pong Protocol (PPP): 33.
  public static let ppp: Self = 33
  /// CalcApp Protocol: 34.
  public static let calcapp: Self = 34
  /// Scripting Service Protocol (SSP): 35.
  public static let ssp: Self = 35
  /// NetPerfMeter control channel: 36.
  public static let npmpControl: Self = 36
  /// NetPerfMeter data channel: 37.
  public static let npmpData: Self = 37
  /// Echo: 38.
  public static let echo: Self = 38
  /// Discard: 39.
  public static let discard: Self = 39
  /// Daytime: 40.
  public static let daytime: Self = 40
  /// Character generator: 41.
  public static let chargen: Self = 41
  /// RNSAP user adaptation (RNA), 3GPP TS 25.471: 42.
  public static let rna: Self = 42
  /// M2AP, 3GPP TS 36.443: 43.
  public static let m2ap: Self = 43
  /// M3AP, 3GPP TS 36.444: 44.
  public static let m3ap: Self = 44
  /// SSH over SCTP: 45.
  public static let ssh: Self = 45
  /// Diameter, RFC 6733: 46.
  public static let diameter: Self = 46
  /// Diameter over DTLS, RFC 6733: 47.
  public static let diameterDTLS: Self = 47
  /// R14P, ASN.1 with the basic encoding rules: 48.
  public static let r14p: Self = 48
  /// Generic Data Transfer Protocol (GDT): 49.
  public static let gdt: Self = 49
  /// WebRTC data channel establishment (DCEP), RFC 8832: 50.
  public static let webRTCControl: Self = 50
  /// WebRTC string, RFC 8831: 51.
  public static let webRTCString: Self = 51
  /// WebRTC binary partial, RFC 8831, which deprecates it: 52.
  public static let webRTCBinaryPartial: Self = 52
  /// WebRTC binary, RFC 8831: 53.
  public static let webRTCBinary: Self = 53
  /// WebRTC string partial, RFC 8831, which deprecates it: 54.
  public static let webRTCStringPartial: Self = 54
  /// PUA, 3GPP TS 25.470: 55.
  public static let pua: Self = 55
  /// WebRTC empty string, RFC 8831: 56.
  public static let webRTCStringEmpty: Self = 56
  /// WebRTC empty binary, RFC 8831: 57.
  public static let webRTCBinaryEmpty: Self = 57
  /// XwAP, 3GPP TS 36.462: 58.
  public static let xwap: Self = 58
  /// Xw control plane, 3GPP TS 36.462: 59.
  public static let xwControlPlane: Self = 59
  /// NGAP, 3GPP TS 38.412: 60.
  public static let ngap: Self = 60
  /// XnAP, 3GPP TS 38.422: 61.
  public static let xnap: Self = 61
  /// F1AP, 3GPP TS 38.472: 62.
  public static let f1ap: Self = 62
  /// HTTP over SCTP: 63.
  public static let http: Self = 63
  /// E1AP, 3GPP TS 38.462: 64.
  public static let e1ap: Self = 64
  /// ELE2 lawful interception: 65.
  public static let ele2: Self = 65
  /// NGAP over DTLS, 3GPP TS 38.412: 66.
  public static let ngapDTLS: Self = 66
  /// XnAP over DTLS, 3GPP TS 38.422: 67.
  public static let xnapDTLS: Self = 67
  /// F1AP over DTLS, 3GPP TS 38.472: 68.
  public static let f1apDTLS: Self = 68
  /// E1AP over DTLS, 3GPP TS 38.462: 69.
  public static let e1apDTLS: Self = 69
  /// E2-CP, O-RAN Alliance: 70.
  public static let e2cp: Self = 70
  /// O-RAN D2, O-RAN Alliance; formerly registered as E2-UP: 71.
  public static let oranD2: Self = 71
  /// E2-UP, the former name of ``oranD2``: 71.
  public static let e2up: Self = 71
  /// E2-DU, O-RAN Alliance: 72.
  public static let e2du: Self = 72
  /// W1AP, 3GPP TS 37.472: 73.
  public static let w1ap: Self = 73
  /// Key management messages of the DTLS chunk, an Internet-Draft: 4,242.
  public static let dtlsChunkKeyManagement: Self = 4_242

  /// The names of the registry, for printing.
  static let names: KeyValuePairs<Self, String> = [
    .unspecified: "unspecified",
    .iua: "IUA",
    .m2ua: "M2UA",
    .m3ua: "M3UA",
    .sua: "SUA",
    .m2pa: "M2PA",
    .v5ua: "V5UA",
    .h248: "H.248",
    .bicc: "BICC",
    .tali: "TALI",
    .dua: "DUA",
    .asap: "ASAP",
    .enrp: "ENRP",
    .h323: "H.323",
    .qipc: "Q.IPC",
    .simco: "SIMCO",
    .ddpSegment: "DDP segment",
    .ddpStreamSession: "DDP stream session",
    .s1ap: "S1AP",
    .rua: "RUA",
    .hnbap: "HNBAP",
    .forcesHighPriority: "ForCES-HP",
    .forcesMediumPriority: "ForCES-MP",
    .forcesLowPriority: "ForCES-LP",
    .sbcap: "SBc-AP",
    .nbap: "NBAP",
    .x2ap: "X2AP",
    .ircp: "IRCP",
    .lcsap: "LCS-AP",
    .mpich2: "MPICH2",
    .sabp: "SABP",
    .fgp: "FGP",
    .ppp: "PPP",
    .calcapp: "CALCAPP",
    .ssp: "SSP",
    .npmpControl: "NPMP-CONTROL",
    .npmpData: "NPMP-DATA",
    .echo: "Echo",
    .discard: "Discard",
    .daytime: "Daytime",
    .chargen: "CHARGEN",
    .rna: "RNA",
    .m2ap: "M2AP",
    .m3ap: "M3AP",
    .ssh: "SSH",
    .diameter: "Diameter",
    .diameterDTLS: "Diameter over DTLS",
    .r14p: "R14P",
    .gdt: "GDT",
    .webRTCControl: "WebRTC DCEP",
    .webRTCString: "WebRTC string",
    .webRTCBinaryPartial: "WebRTC binary partial",
    .webRTCBinary: "WebRTC binary",
    .webRTCStringPartial: "WebRTC string partial",
    .pua: "PUA",
    .webRTCStringEmpty: "WebRTC string empty",
    .webRTCBinaryEmpty: "WebRTC binary empty",
    .xwap: "XwAP",
    .xwControlPlane: "Xw-Control Plane",
    .ngap: "NGAP",
    .xnap: "XnAP",
    .f1ap: "F1AP",
    .http: "HTTP/SCTP",
    .e1ap: "E1AP",
    .ele2: "ELE2",
    .ngapDTLS: "NGAP over DTLS",
    .xnapDTLS: "XnAP over DTLS",
    .f1apDTLS: "F1AP over DTLS",
    .e1apDTLS: "E1AP over DTLS",
    .e2cp: "E2-CP",
    .oranD2: "O-RAN D2",
    .e2du: "E2-DU",
    .w1ap: "W1AP",
    .dtlsChunkKeyManagement: "DTLS chunk key management",
  ]
}
#endif
