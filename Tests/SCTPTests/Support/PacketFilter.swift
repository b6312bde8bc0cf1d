import Foundation
import SCTP
import Testing

/// A program of the kernel's packet filter: it decides which packets reach a socket.
///
/// At that point, a packet begins with the header of its first chunk; offsets from `.networkHeader` reach the IP header.
/// The instructions are those of BPF, which `bpf(4)` of the BSDs describes.
struct PacketFilter {
  /// Each as `struct sock_filter`: the code, the jumps if true and if false, and the operand.
  private let instructions: [UInt64]

  private init(_ instructions: [(code: UInt16, ifTrue: UInt8, ifFalse: UInt8, operand: UInt32)]) {
    self.instructions = instructions.map {
      UInt64($0.code) | UInt64($0.ifTrue) << 16 | UInt64($0.ifFalse) << 24 | UInt64($0.operand) << 32
    }
  }

  /// Discards every packet.
  static var everything: Self { Self([(code: 0x06, ifTrue: 0, ifFalse: 0, operand: 0)]) }

  /// Discards the packets from a port whose first chunk is a DATA chunk at least `count` behind the chunk `first`, which
  /// is given by its transmission sequence number.
  static func data(from port: UInt16, _ count: UInt32, after first: UInt32) -> Self {
    Self([
      (code: 0x28, ifTrue: 0, ifFalse: 0, operand: networkHeader + 20),  // ldh: the source port
      (code: 0x15, ifTrue: 0, ifFalse: 6, operand: UInt32(port)),  // jeq
      (code: 0x30, ifTrue: 0, ifFalse: 0, operand: 0),  // ldb [0]: the chunk's type
      (code: 0x15, ifTrue: 0, ifFalse: 4, operand: 0),  // jeq
      (code: 0x20, ifTrue: 0, ifFalse: 0, operand: 4),  // ld [4]: the transmission sequence number
      (code: 0x14, ifTrue: 0, ifFalse: 0, operand: first),  // sub
      (code: 0x35, ifTrue: 0, ifFalse: 1, operand: count),  // jge
      (code: 0x06, ifTrue: 0, ifFalse: 0, operand: 0),  // ret: no byte passes
      (code: 0x06, ifTrue: 0, ifFalse: 0, operand: .max),  // ret: every byte passes
    ])
  }

  /// The kernel's `SKF_NET_OFF`.
  private static var networkHeader: UInt32 { UInt32(bitPattern: -0x10_0000) }

  /// Calls `body` with the address of a `struct sock_fprog`.
  fileprivate func withProgram(_ body: (UnsafeRawPointer, socklen_t) -> CInt) -> CInt {
    unsafe instructions.withUnsafeBufferPointer {
      let program = unsafe Program(count: UInt16($0.count), instructions: $0.baseAddress)
      return unsafe withUnsafePointer(to: program) { unsafe body($0, socklen_t(MemoryLayout<Program>.size)) }
    }
  }

  @unsafe private struct Program {
    let count: UInt16
    let instructions: UnsafePointer<UInt64>?
  }
}

extension SCTPEndpoint {
  /// Filters the packets for this socket from now on, instead of by an earlier filter.
  func attach(_ filter: PacketFilter) throws {
    let result = try withFileDescriptor { descriptor in
      unsafe filter.withProgram { unsafe setsockopt(descriptor.rawValue, SOL_SOCKET, SO_ATTACH_FILTER, $0, $1) }
    }
    try #require(result == 0, "setsockopt(SO_ATTACH_FILTER): errno \(errno)")
  }

  /// Lets every packet reach this socket again.
  func detachFilter() throws {
    var unused: CInt = 0
    let result = try withFileDescriptor {
      unsafe setsockopt($0.rawValue, SOL_SOCKET, SO_DETACH_FILTER, &unused, socklen_t(MemoryLayout<CInt>.size))
    }
    try #require(result == 0, "setsockopt(SO_DETACH_FILTER): errno \(errno)")
  }
}
