import Foundation
import SCTP
import Testing

/// The privilege to bind ports that are reserved.
enum Privileges {
  /// Whether a port needs it: a sysctl says from which port on none is needed.
  static func reservePorts(_ port: UInt16) -> Bool {
    let first = try? Sysctl.number("net.ipv4.ip_unprivileged_port_start")
    return port < first ?? 1_024
  }

  /// Takes it from the calling thread, as long as that lives: the kernel keeps privileges by thread.
  static func dropPortsHere(_ location: SourceLocation = #_sourceLocation) throws {
    // glibc has these two, but no header of it declares them.
    guard let get = unsafe dlsym(nil, "capget"), let set = unsafe dlsym(nil, "capset") else {
      Issue.record("this C library has no capset(2)", sourceLocation: location)
      return
    }
    // _LINUX_CAPABILITY_VERSION_3, and 0 for the calling thread.
    var header: [UInt32] = [0x2008_0522, 0]
    // Effective, permitted and inheritable ones, the low 32 of each first.
    var sets = [UInt32](repeating: 0, count: 6)
    let got = unsafe unsafeBitCast(get, to: CapabilityCall.self)(&header, &sets)
    try #require(got == 0, "capget(2): errno \(errno)", sourceLocation: location)
    let bindService: UInt32 = 1 << 10
    sets[0] &= ~bindService
    let done = unsafe unsafeBitCast(set, to: CapabilityCall.self)(&header, &sets)
    try #require(done == 0, "capset(2): errno \(errno)", sourceLocation: location)
  }

  private typealias CapabilityCall =
    @convention(c) (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>) -> CInt
}
