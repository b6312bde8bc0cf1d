import Testing

@testable import SCTP

@Suite struct AddressText {
  @Test(
    "An IPv4 address is parsed and formatted unchanged",
    arguments: ["0.0.0.0", "127.0.0.1", "192.0.2.1", "255.255.255.255"])
  func ipv4(_ text: String) throws {
    let address = try SCTPAddress(text, port: 3868)
    #expect(address.family == .ipv4)
    #expect(address.host == text)
    #expect(address.port == 3868)
    #expect(address.scope == 0)
  }

  @Test(
    "An IPv6 address is formatted in its shortest form",
    arguments: [
      ("::", "::"), ("::1", "::1"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("::fffe:192.0.2.1", "::fffe:c000:201"),
      ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("fe80::1", "fe80::1"),
    ])
  func ipv6(_ text: String, _ shortest: String) throws {
    let address = try SCTPAddress(text, port: 1)
    #expect(address.family == .ipv6)
    #expect(address.host == shortest)
    #expect(address.scope == 0)
  }

  @Test(
    "Text that is not a numeric address fails with EINVAL",
    arguments: [
      "", " ", "1.2.3.4.5", "1.2.3", "1.2.3.256", "1.2.3.4 ", " 1.2.3.4", "01.2.3.4", "0x1.2.3.4", "1.2.3.4%lo",
      "1.2.3.4:5",
      ":::", "::1::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "[::1]", "localhost", "%", "%lo", "٣.1.1.1",
      "1.2.3.4\0", "\0", "::1\0", "::1\0%lo", "::1%lo\0", "127.0.0.1\0.example",
    ])
  func invalidHost(_ text: String) {
    expectFailure(.invalidArgument, .notAnAddress, in: "inet_pton") { _ = try SCTPAddress(text, port: 1) }
  }

  @Test(
    "The description of an address can be parsed back",
    arguments: [
      "192.0.2.1:0", "192.0.2.1:65535", "[::]:0", "[2001:db8::1]:3868",
      "[fe80::1%4294967295]:7",
    ])
  func roundTrip(_ text: String) throws {
    let address = try SCTPAddress(parsing: text)
    #expect("\(address)" == text)
    #expect(try SCTPAddress(parsing: "\(address)") == address)
    #expect(try SCTPAddress(address.host, port: address.port) == address)
  }

  @Test(
    "Text without an address and a valid port fails with EINVAL",
    arguments: [
      "", ":", "1.2.3.4", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:-1", "1.2.3.4:+1", "1.2.3.4: 1", "1.2.3.4:1 ",
      "1.2.3.4:1\0",
      "1.2.3.4:٣", "::1", "::1:80", "[::1]", "[::1]:", "[::1]80", "[::1:80", "::1]:80",
    ])
  func invalidEndpoint(_ text: String) {
    expectFailure(.invalidArgument, .notAnEndpoint) { _ = try SCTPAddress(parsing: text) }
  }

  @Test(
    "An endpoint whose host is not a numeric address fails with EINVAL",
    arguments: [":1", "localhost:1", "[]:1", "[1.2.3.4.5]:1", "[:::]:1", " 1.2.3.4:1"])
  func nonNumericHost(_ text: String) {
    expectFailure(.invalidArgument, .notAnAddress) { _ = try SCTPAddress(parsing: text) }
  }

  @Test("5,000 random addresses can be parsed back from their description") func randomAddresses() throws {
    var random = Seeded(4)
    for _ in 0..<5_000 {
      let family = SCTPAddressFamily.allCases.randomElement(using: &random) ?? .ipv4
      let bits =
        family == .ipv4
        ? UInt128(UInt32.random(in: 0...UInt32.max, using: &random))
        : UInt128.random(in: 0...UInt128.max, using: &random)
      let address = SCTPAddress(family: family, bits: bits, port: .random(in: 0...UInt16.max, using: &random))
      #expect(try SCTPAddress(parsing: "\(address)") == address)
    }
  }

  @Test("The loopback and wildcard addresses have their standard text", arguments: SCTPAddressFamily.allCases)
  func wellKnown(_ family: SCTPAddressFamily) {
    #expect(SCTPAddress.loopback(family, port: 1).host == (family == .ipv4 ? "127.0.0.1" : "::1"))
    #expect(SCTPAddress.any(family, port: 1).host == (family == .ipv4 ? "0.0.0.0" : "::"))
  }

  @Test("Addresses that differ in port, scope or family are not equal") func inequality() throws {
    let one = try SCTPAddress("fe80::1%1", port: 1)
    #expect(try one != SCTPAddress("fe80::1%1", port: 2))
    #expect(try one != SCTPAddress("fe80::1%2", port: 1))
    #expect(try SCTPAddress("::", port: 1) != SCTPAddress("0.0.0.0", port: 1))
  }
}
