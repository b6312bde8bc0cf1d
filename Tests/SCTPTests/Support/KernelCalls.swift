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

  /// The longest DATA chunk's payload, in bytes.
  static var maximumSegment: Self {
    KernelOption<CInt>(name: "SCTP_MAXSEG", level: SCTPLevel.number, number: 13).number
  }
}

extension SCTPSocketOption where Value == Duration {
  /// The time after which something unanswered is sent again: the initial, the longest and the shortest one.
  static var retransmissionTimeout: Self {
    let option = KernelOption<RetransmissionTimeouts>(name: "SCTP_RTOINFO", level: SCTPLevel.number, number: 0)
    return Self(
      read: { descriptor throws(SCTPError) in
        .milliseconds(try option.value(on: descriptor, request: .init(all: 0)).initial)
      },
      write: { descriptor, time throws(SCTPError) in
        try option.set(.init(all: UInt32(time.wholeMilliseconds)), on: descriptor)
      })
  }
}

/// `struct sctp_rtoinfo`.
private struct RetransmissionTimeouts: BitwiseCopyable {
  let association: Int32 = 0
  let initial, longest, shortest: UInt32

  init(all time: UInt32) {
    initial = time
    longest = time
    shortest = time
  }
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
