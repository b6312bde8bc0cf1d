import Foundation
import Testing

@testable import SCTP

/// The option that peels off with flags, straight from the kernel.
func kernelsPeelOff(_ descriptor: CInt, _ association: Int32, _ flags: CInt) -> CInt {
  // sctp_peeloff_flags_arg_t: the association, the new descriptor, the flags.
  var argument: [Int32] = [association, 0, flags]
  var length = socklen_t(12)
  let result = unsafe getsockopt(descriptor, SCTPLevel.number, 122, &argument, &length)
  return result < 0 ? -errno : argument[1]
}

/// The level of SCTP's socket options, SOL_SCTP.
enum SCTPLevel {
  static let number: CInt = 132
}

extension SCTPSocketOption where Value == Int {
  /// How much of a message must have arrived before the kernel delivers a part of it, in bytes.
  static var partialDeliveryPoint: Self {
    KernelOption<CInt>(name: "SCTP_PARTIAL_DELIVERY_POINT", level: SCTPLevel.number, number: 19).number
  }
}

extension SCTPSocket {
  /// Sets the longest payload of an association's DATA chunks, in bytes.
  func setMaximumSegment(_ size: UInt32, of association: SCTPAssociationID) throws {
    let option = KernelOption<AssociationValue>(name: "SCTP_MAXSEG", level: SCTPLevel.number, number: 13)
    let value = AssociationValue(association: association.rawValue, value: size)
    try withFileDescriptor { try option.set(value, on: $0.rawValue) }
  }

  /// Sets the time after which an association sends again what is unanswered.
  func setRetransmissionTimeout(_ time: Duration, of association: SCTPAssociationID) throws {
    let option = KernelOption<RetransmissionTimeouts>(name: "SCTP_RTOINFO", level: SCTPLevel.number, number: 0)
    let all = UInt32(time.wholeMilliseconds)
    let value = RetransmissionTimeouts(association: association.rawValue, initial: all, longest: all, shortest: all)
    try withFileDescriptor { try option.set(value, on: $0.rawValue) }
  }
}

/// `struct sctp_assoc_value`.
private struct AssociationValue: BitwiseCopyable {
  let association: Int32
  let value: UInt32
}

/// `struct sctp_rtoinfo`.
private struct RetransmissionTimeouts: BitwiseCopyable {
  let association: Int32
  let initial, longest, shortest: UInt32
}

extension SCTPSocket {
  /// Makes the primary address of an association its primary address, which the kernel tells as a change of that address.
  func causePeerAddressChange(of association: SCTPAssociationID) throws {
    // struct sctp_setprim: the association and a sockaddr_storage.
    let primary = try option(.status(of: association)).primaryAddress
    var request = unsafe withUnsafeBytes(of: association.rawValue) { unsafe Array($0) } + [primary].packed
    request += [UInt8](repeating: 0, count: 132 - request.count)
    try withFileDescriptor {
      try #require(unsafe setsockopt($0.rawValue, SCTPLevel.number, 6, request, socklen_t(request.count)) == 0)
    }
  }
}
