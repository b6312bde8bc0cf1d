import CSCTP
import Testing

@testable import SCTP

@Suite struct SocketAddressForms {
  @Test("A packed IPv4 address has the layout of sockaddr_in") func ipv4() throws {
    let bytes = [try SCTPAddress("192.0.2.1", port: 0x1234)].packed
    #expect(bytes == Self.familyBytes(AF_INET) + [0x12, 0x34, 192, 0, 2, 1] + .init(repeating: 0, count: 8))
  }

  @Test("A packed IPv6 address has the layout of sockaddr_in6") func ipv6() throws {
    let bytes = [try SCTPAddress("2001:db8::1%7", port: 0x1234)].packed
    let address: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + .init(repeating: 0, count: 11) + [1]
    let scope = unsafe withUnsafeBytes(of: UInt32(7)) { unsafe Array($0) }
    #expect(bytes == Self.familyBytes(AF_INET6) + [0x12, 0x34, 0, 0, 0, 0] + address + scope)
  }

  @Test("A packed list of both families unpacks to the same addresses") func mixedList() throws {
    var random = Seeded(9)
    for count in 1...20 {
      let list = (0..<count).map { _ in
        Bool.random(using: &random)
          ? SCTPAddress(family: .ipv4, bits: UInt128(UInt32.random(in: 0...UInt32.max, using: &random)), port: 1)
          : Self.linkLocal(.random(in: 0...UInt64.max, using: &random))
      }
      let bytes = list.packed
      let sizes = list.map { $0.family == .ipv4 ? 16 : 28 }
      #expect(bytes.count == sizes.reduce(0, +))
      #expect(SCTPAddress.list(of: count, in: unsafe bytes.span.bytes) == list)
    }
  }

  private static func linkLocal(_ interface: UInt64) -> SCTPAddress {
    SCTPAddress(family: .ipv6, bits: 0xFE80 << 112 | UInt128(interface), port: 2, scope: 3)
  }

  @Test("The scope of an address that is not link-local is discarded") func loopbackScope() {
    let loopback = [SCTPAddress(family: .ipv6, bits: 1, port: 2, scope: 3)].packed
    #expect(SCTPAddress.list(of: 1, in: unsafe loopback.span.bytes) == [.loopback(.ipv6, port: 2)])
  }

  @Test("A truncated list unpacks to its complete addresses") func truncatedList() throws {
    let list = try [SCTPAddress("::1", port: 1), SCTPAddress("127.0.0.1", port: 2), SCTPAddress("::2", port: 3)]
    let bytes = list.packed
    for length in 0..<bytes.count {
      let whole = [28, 44].filter { $0 <= length }.count
      let cut = Array(bytes[..<length])
      #expect(SCTPAddress.list(of: 3, in: unsafe cut.span.bytes) == Array(list[..<whole]))
    }
  }

  @Test("Unpacking a list stops at the given count") func listCount() throws {
    let bytes = try [SCTPAddress("::1", port: 1), SCTPAddress("127.0.0.1", port: 2)].packed
    #expect(try SCTPAddress.list(of: 1, in: unsafe bytes.span.bytes) == [SCTPAddress("::1", port: 1)])
    #expect(SCTPAddress.list(of: 0, in: unsafe bytes.span.bytes).isEmpty)
  }

  @Test("An address of an unsupported family unpacks to nil", arguments: [AF_UNSPEC, AF_UNIX, 0xFFFF])
  func otherFamily(_ family: CInt) {
    let bytes = Self.familyBytes(family) + [UInt8](repeating: 1, count: 126)
    #expect(SCTPAddress(unsafe bytes.span.bytes) == nil)
  }

  @Test("Packing an empty list fails with EINVAL") func emptyList() {
    expectFailure(.invalidArgument, .noAddresses, in: "sctp_bindx") {
      _ = try [SCTPAddress]().packed(for: "sctp_bindx") as ([UInt8], CInt)
    }
  }

  /// libsctp computes the size of the list in an `int`.
  @Test("Packing a list beyond the limit fails with EINVAL") func longList() throws {
    let list = [SCTPAddress](repeating: .loopback(.ipv6, port: 1), count: 3)
    expectFailure(.invalidArgument, .tooManyAddresses, in: "sctp_bindx") {
      _ = try list.packed(for: "sctp_bindx", limit: 2) as ([UInt8], CInt)
    }
    #expect(try list.packed(for: "sctp_bindx", limit: 3).bytes == list.packed)
    #expect([SCTPAddress].maximumPackedCount * MemoryLayout<sockaddr_in6>.size <= Int(CInt.max))
  }

  private static func familyBytes(_ family: CInt) -> [UInt8] {
    unsafe withUnsafeBytes(of: sa_family_t(truncatingIfNeeded: family)) { unsafe Array($0) }
  }
}
