internal import CSCTP

@testable import SCTP

/// The option that peels off with flags, straight from the kernel.
func kernelsPeelOff(_ descriptor: CInt, _ association: Int32, _ flags: CInt) -> CInt {
  csctp_peeloff_flags(descriptor, association, flags)
}

extension SCTPSocket {
  /// Makes the primary address of an association its primary address, which the kernel tells as a change of that address.
  func causePeerAddressChange(of association: SCTPAssociationID) throws {
    try setPrimaryPath(try status(of: association).primaryAddress, of: association)
  }
}
