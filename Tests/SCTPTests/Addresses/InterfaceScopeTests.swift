import SCTP
import Testing

// To ask for an interface opens a descriptor for a moment.
@Suite(.leavesNoDescriptor) struct InterfaceScope {
  @Test("An interface name and its index denote the same scope") func interfaceName() throws {
    let address = try SCTPAddress("fe80::1%lo", port: 7)
    #expect(address.scope != 0)
    #expect(address.host == "fe80::1%lo")
    #expect("\(address)" == "[fe80::1%lo]:7")
    #expect(try SCTPAddress(parsing: "\(address)") == address)
    #expect(try SCTPAddress("fe80::1%\(address.scope)", port: 7) == address)
  }

  @Test("A scope index without an interface is preserved") func unusedIndex() throws {
    let address = try SCTPAddress("fe80::1%4294967295", port: 7)
    #expect(address.scope == .max)
    #expect(address.host == "fe80::1%4294967295")
  }

  @Test(
    "An unknown interface name fails with ENODEV",
    arguments: ["", " ", "no such", "lo lo", "4294967296", "-1", "-0", "+1", "%", "lo%lo"])
  func unknownInterface(_ name: String) {
    expectFailure(.operationNotSupportedByDevice, in: "if_nametoindex") {
      _ = try SCTPAddress("fe80::1%\(name)", port: 7)
    }
  }
}
