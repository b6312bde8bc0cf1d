import Testing

@testable import SCTP

@Suite struct AddressText {
  @Test(arguments: ["0.0.0.0", "127.0.0.1", "192.0.2.1", "255.255.255.255"])
  func anIPv4AddressReadsAndWritesItself(_ text: String) throws {
    let address = try SCTPAddress(text, port: 3868)
    #expect(address.family == .ipv4)
    #expect(address.host == text)
    #expect(address.port == 3868)
    #expect(address.scope == 0)
  }

  @Test(arguments: [
    ("::", "::"), ("::1", "::1"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
    ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("fe80::1", "fe80::1"),
  ])
  func anIPv6AddressIsWrittenInItsShortestForm(_ text: String, _ shortest: String) throws {
    let address = try SCTPAddress(text, port: 1)
    #expect(address.family == .ipv6)
    #expect(address.host == shortest)
    #expect(address.scope == 0)
  }

  @Test(arguments: [
    "", " ", "1.2.3.4.5", "1.2.3", "1.2.3.256", "1.2.3.4 ", " 1.2.3.4", "01.2.3.4", "0x1.2.3.4", "1.2.3.4%lo",
    "1.2.3.4:5",
    ":::", "::1::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "[::1]", "localhost", "%", "%lo", "٣.1.1.1",
    "1.2.3.4\0", "\0", "::1\0", "::1\0%lo", "::1%lo\0", "127.0.0.1\0.example",
  ])
  func anotherTextIsNoAddress(_ text: String) {
    expectFailure(.invalidArgument, .notAnAddress, in: "inet_pton") { _ = try SCTPAddress(text, port: 1) }
  }

  @Test(arguments: [
    "192.0.2.1:0", "192.0.2.1:65535", "[::]:0", "[2001:db8::1]:3868", "[::ffff:192.0.2.1]:1", "[fe80::1%4294967295]:7",
  ])
  func theDescriptionReadsBack(_ text: String) throws {
    let address = try SCTPAddress(parsing: text)
    #expect("\(address)" == text)
    #expect(try SCTPAddress(parsing: "\(address)") == address)
    #expect(try SCTPAddress(address.host, port: address.port) == address)
  }

  @Test(arguments: [
    "", ":", "1.2.3.4", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:-1", "1.2.3.4:+1", "1.2.3.4: 1", "1.2.3.4:1 ",
    "1.2.3.4:1\0",
    "1.2.3.4:٣", "::1", "::1:80", "[::1]", "[::1]:", "[::1]80", "[::1:80", "::1]:80",
  ])
  func anEndpointNeedsAnAddressAndAPort(_ text: String) {
    expectFailure(.invalidArgument, .notAnEndpoint) { _ = try SCTPAddress(parsing: text) }
  }

  @Test(arguments: [":1", "localhost:1", "[]:1", "[1.2.3.4.5]:1", "[:::]:1", " 1.2.3.4:1"])
  func anEndpointNeedsANumericAddress(_ text: String) {
    expectFailure(.invalidArgument, .notAnAddress) { _ = try SCTPAddress(parsing: text) }
  }

  @Test func thousandsOfAddressesReadBack() throws {
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

  @Test(arguments: SCTPAddressFamily.allCases)
  func wellKnownAddressesHaveTheirText(_ family: SCTPAddressFamily) {
    #expect(SCTPAddress.loopback(family, port: 1).host == (family == .ipv4 ? "127.0.0.1" : "::1"))
    #expect(SCTPAddress.any(family, port: 1).host == (family == .ipv4 ? "0.0.0.0" : "::"))
  }

  @Test func addressesDifferByPortAndScope() throws {
    let one = try SCTPAddress("fe80::1%1", port: 1)
    #expect(try one != SCTPAddress("fe80::1%1", port: 2))
    #expect(try one != SCTPAddress("fe80::1%2", port: 1))
    #expect(try SCTPAddress("::", port: 1) != SCTPAddress("0.0.0.0", port: 1))
  }
}
