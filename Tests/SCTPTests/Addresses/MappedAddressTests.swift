import CSCTP
import Testing

@testable import SCTP

@Suite struct MappedAddresses {
  @Test("The text of an IPv4-mapped address becomes an IPv4 address") func text() throws {
    let ipv4 = try SCTPAddress("192.0.2.1", port: 3868)
    for text in ["::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:192.0.2.1", "::ffff:192.0.2.1%1"] {
      let mapped = try SCTPAddress(text, port: 3868)
      #expect(mapped == ipv4)
      #expect(mapped.hashValue == ipv4.hashValue)
      #expect(mapped.family == .ipv4)
      #expect(mapped.scope == 0)
      #expect("\(mapped)" == "192.0.2.1:3868")
    }
    #expect(try SCTPAddress(parsing: "[::ffff:192.0.2.1]:3868") == ipv4)
  }

  @Test(
    "Similar IPv6 addresses are not converted",
    arguments: ["::192.0.2.1", "::ffff:0:192.0.2.1", "64:ff9b::192.0.2.1", "::1:ffff:c000:201", "fe80::ffff:c000:201"])
  func similar(_ text: String) throws {
    #expect(try SCTPAddress(text, port: 1).family == .ipv6)
  }

  @Test("The C form of an IPv4-mapped address becomes an IPv4 address") func cForm() throws {
    var raw = try SCTPAddress("::fffe:192.0.2.1", port: 7).socketAddress.storage
    raw.sin6_addr = in6_addr(0xFFFF << 32 | 0xC000_0201)
    let address = unsafe withUnsafeBytes(of: raw) { unsafe SCTPAddress($0.bytes) }
    #expect(try address == SCTPAddress("192.0.2.1", port: 7))
  }

  @Test("A resolved IPv4-mapped address is an IPv4 address") func resolved() throws {
    #expect(try SCTPAddress.resolve(host: "::ffff:192.0.2.1", port: 7) == [SCTPAddress("192.0.2.1", port: 7)])
  }
}
