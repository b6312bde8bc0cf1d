import CSCTP
import Foundation
import SystemPackage
import Testing

/// A network interface of the calling thread's host, as netdevice(7) describes it.
struct NetworkInterface {
  private let name: String

  init(_ name: String) { self.name = name }

  /// Whether the interface is up and has a carrier.
  var isRunning: Bool {
    get throws { try flags & UInt16(IFF_RUNNING) != 0 }
  }

  /// The number of the interface.
  var index: Int32 {
    get throws { try request(0x8933, [UInt8](repeating: 0, count: 4)).value(at: 0, as: Int32.self) }
  }

  func setUp(_ isUp: Bool) throws {
    let up = UInt16(IFF_UP)
    let value = try isUp ? flags | up : flags & ~up
    _ = try request(0x8914, [UInt8(value & 0xFF), UInt8(value >> 8)])
  }

  /// Disables offloads, so that each packet has a checksum, and none is longer than the path MTU.
  func disableOffloads() throws {
    // ETHTOOL_STXCSUM and ETHTOOL_SGSO, each with the value 0.
    for command in [0x17, 0x24] as [UInt32] {
      var value: [UInt32] = [command, 0]
      try unsafe value.withUnsafeMutableBytes { bytes in
        let address = UInt(bitPattern: bytes.baseAddress)
        _ = try request(0x8946, (0..<8).map { UInt8(truncatingIfNeeded: address >> ($0 * 8)) })
      }
    }
  }

  private var flags: UInt16 {
    get throws { try request(0x8913, [0, 0]).value(at: 0, as: UInt16.self) }
  }

  /// Calls ioctl(2) with a `struct ifreq`, and returns what follows the name in it.
  private func request(_ number: UInt, _ argument: [UInt8]) throws -> [UInt8] {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var structure = Array(name.utf8) + [UInt8](repeating: 0, count: 40 - name.utf8.count)
    structure.replaceSubrange(16..<16 + argument.count, with: argument)
    guard unsafe ioctl(descriptor, number, &structure) == 0 else {
      throw InterfaceFailure(interface: name, request: number, code: Errno(rawValue: errno))
    }
    return Array(structure[16...])
  }
}

private struct InterfaceFailure: Error {
  let interface: String
  let request: UInt
  let code: Errno
}

extension [UInt8] {
  fileprivate func value<Value: FixedWidthInteger>(at offset: Int, as: Value.Type) -> Value {
    unsafe withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
  }
}
