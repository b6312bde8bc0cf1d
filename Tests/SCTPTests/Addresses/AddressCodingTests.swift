import Foundation
import SCTP
import Testing

@Suite struct AddressCoding {
  private struct Configuration: Codable, Equatable {
    var peers: [SCTPAddress]
  }

  @Test("An address is encoded as its text") func encoding() throws {
    let peers = try [SCTPAddress("192.0.2.1", port: 3868), SCTPAddress("2001:db8::1", port: 0)]
    let data = try JSONEncoder().encode(Configuration(peers: peers))
    #expect(String(decoding: data, as: UTF8.self) == #"{"peers":["192.0.2.1:3868","[2001:db8::1]:0"]}"#)
    #expect(try JSONDecoder().decode(Configuration.self, from: data) == Configuration(peers: peers))
  }

  @Test(
    "Decoding an invalid text fails with its reason",
    arguments: [
      ("192.0.2.1", SCTPError.Reason.notAnEndpoint), ("gnb.example.org:38412", .notAnAddress), ("", .notAnEndpoint),
    ])
  func invalidText(_ text: String, _ reason: SCTPError.Reason) throws {
    let data = try JSONEncoder().encode(["peers": [text]])
    let error = #expect(throws: DecodingError.self) { try JSONDecoder().decode(Configuration.self, from: data) }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("unexpected error: \(String(describing: error))")
      return
    }
    #expect(context.debugDescription == "\(text): \(reason)")
    #expect(context.codingPath.map(\.stringValue).first == "peers")
    #expect((context.underlyingError as? SCTPError)?.reason == reason)
  }

  @Test("Decoding a value that is not a text fails") func otherType() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Configuration.self, from: Data(#"{"peers":[3868]}"#.utf8))
    }
  }

  @Test("An address family prints its name") func familyNames() {
    #expect(SCTPAddressFamily.allCases.map { "\($0)" } == ["IPv4", "IPv6"])
  }
}
