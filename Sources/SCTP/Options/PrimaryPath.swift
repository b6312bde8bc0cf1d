#if os(Linux)
internal import CSCTP

/// The peer's address to which the messages of an association are sent.
enum PrimaryPath {
  /// Returns the primary path.
  ///
  /// The C option is `SCTP_PRIMARY_ADDR`. See RFC 6458, section 8.1.9.
  static func address(of association: SCTPAssociationID, on descriptor: CInt) throws(SCTPError) -> SCTPAddress? {
    let request = sctp_prim(ssp_assoc_id: association.rawValue, ssp_addr: sockaddr_storage())
    let option = KernelOption<sctp_prim>("SCTP_PRIMARY_ADDR", CSCTP.SCTP_PRIMARY_ADDR, of: association)
    return SCTPAddress(storage: try option.value(on: descriptor, request: request).ssp_addr)
  }
}

extension KernelCall where Value == Void {
  /// Changes the primary path.
  ///
  /// The C option is `SCTP_PRIMARY_ADDR`. See RFC 6458, section 8.1.9.
  static func primaryPath(_ path: SCTPAddress, of association: SCTPAssociationID) -> Self {
    KernelOption<sctp_prim>(
      "SCTP_PRIMARY_ADDR", CSCTP.SCTP_PRIMARY_ADDR, of: association
    )
    .request(sctp_prim(ssp_assoc_id: association.rawValue, ssp_addr: sockaddr_storage(path)))
  }

  /// Asks the peer to change its primary path to one of this side's addresses.
  ///
  /// The C option is `SCTP_SET_PEER_PRIMARY_ADDR`. See RFC 6458, section 8.3.1.
  static func peerPrimaryPath(_ address: SCTPAddress, of association: SCTPAssociationID) -> Self {
    KernelOption<sctp_setpeerprim>(
      "SCTP_SET_PEER_PRIMARY_ADDR", CSCTP.SCTP_SET_PEER_PRIMARY_ADDR, of: association
    )
    .request(sctp_setpeerprim(sspp_assoc_id: association.rawValue, sspp_addr: sockaddr_storage(address)))
  }
}
#endif
