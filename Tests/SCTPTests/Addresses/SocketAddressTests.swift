import CSCTP
import Testing

@testable import SCTP

@Suite struct SocketAddressForms {
  @Test func theIPv4FormIsTheKernels() throws {
    let bytes = [try SCTPAddress("192.0.2.1", port: 0x1234)].packed
    #expect(bytes == Self.familyBytes(AF_INET) + [0x12, 0x34, 192, 0, 2, 1] + .init(repeating: 0, count: 8))
  }

  @Test func theIPv6FormIsTheKernels() throws {
    let bytes = [try SCTPAddress("2001:db8::1%7", port: 0x1234)].packed
    let address: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + .init(repeating: 0, count: 11) + [1]
    let scope = unsafe withUnsafeBytes(of: UInt32(7)) { unsafe Array($0) }
    #expect(bytes == Self.familyBytes(AF_INET6) + [0x12, 0x34, 0, 0, 0, 0] + address + scope)
  }

  @Test func aMixedListReadsBack() throws {
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

  @Test func onlyALinkLocalAddressKeepsTheScopeThatTheKernelGives() {
    let loopback = [SCTPAddress(family: .ipv6, bits: 1, port: 2, scope: 3)].packed
    #expect(SCTPAddress.list(of: 1, in: unsafe loopback.span.bytes) == [.loopback(.ipv6, port: 2)])
  }

  @Test func aListThatIsCutOffEndsBeforeTheCut() throws {
    let list = try [SCTPAddress("::1", port: 1), SCTPAddress("127.0.0.1", port: 2), SCTPAddress("::2", port: 3)]
    let bytes = list.packed
    for length in 0..<bytes.count {
      let whole = [28, 44].filter { $0 <= length }.count
      let cut = Array(bytes[..<length])
      #expect(SCTPAddress.list(of: 3, in: unsafe cut.span.bytes) == Array(list[..<whole]))
    }
  }

  @Test func aListHasNoMoreAddressesThanItSays() throws {
    let bytes = try [SCTPAddress("::1", port: 1), SCTPAddress("127.0.0.1", port: 2)].packed
    #expect(try SCTPAddress.list(of: 1, in: unsafe bytes.span.bytes) == [SCTPAddress("::1", port: 1)])
    #expect(SCTPAddress.list(of: 0, in: unsafe bytes.span.bytes).isEmpty)
  }

  @Test(arguments: [AF_UNSPEC, AF_UNIX, 0xFFFF])
  func anotherFamilyIsNoAddress(_ family: CInt) {
    let bytes = Self.familyBytes(family) + [UInt8](repeating: 1, count: 126)
    #expect(SCTPAddress(unsafe bytes.span.bytes) == nil)
  }

  @Test func anEmptyListIsRefusedBeforeTheKernelIsAsked() {
    expectFailure(.invalidArgument, .noAddresses, in: "sctp_bindx") {
      _ = try [SCTPAddress]().packed(for: "sctp_bindx") as ([UInt8], CInt)
    }
  }

  /// libsctp computes the size of the list in an `int`.
  @Test func aListThatIsTooLongIsRefusedBeforeItIsPacked() throws {
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
