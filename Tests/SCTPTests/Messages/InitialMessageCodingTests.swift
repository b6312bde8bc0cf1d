import Foundation
import SCTP
import Testing

@Suite struct InitialMessageCoding {
  private static func decode(_ json: String) throws -> SCTPInitialMessage {
    try JSONDecoder().decode(SCTPInitialMessage.self, from: Data(json.utf8))
  }

  @Test("A value is coded with the names of its properties and milliseconds") func encoding() throws {
    let message = SCTPInitialMessage(
      outboundStreams: 10, maximumInboundStreams: 11, maximumAttempts: 4, maximumTimeout: .milliseconds(1_500))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = String(decoding: try encoder.encode(message), as: UTF8.self)
    #expect(
      json == #"{"maximumAttempts":4,"maximumInboundStreams":11,"maximumTimeout":1500,"outboundStreams":10}"#)
    #expect(try Self.decode(json) == message)
  }

  @Test("A missing property has its default value") func missingProperties() throws {
    #expect(try Self.decode("{}") == SCTPInitialMessage())
    #expect(try Self.decode(#"{"maximumAttempts": 4}"#) == SCTPInitialMessage(maximumAttempts: 4))
    #expect(try Self.decode(#"{"maximumTimeout": 65535}"#).maximumTimeout == .milliseconds(65_535))
  }

  @Test(
    "A number that does not fit cannot be decoded, and the error names the property",
    arguments: ["outboundStreams", "maximumInboundStreams", "maximumAttempts", "maximumTimeout"],
    ["-1", "65536", "1.5", "1e30"])
  func invalidNumber(_ property: String, _ number: String) {
    let error = #expect(throws: DecodingError.self) { try Self.decode(#"{"\#(property)": \#(number)}"#) }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(String(describing: error)) is not about the data")
      return
    }
    #expect(context.codingPath.map(\.stringValue) == [property])
    let unit = property == "maximumTimeout" ? " of milliseconds" : ""
    #expect(context.debugDescription == "\(property) must be a whole number\(unit) from 0 to 65535")
  }

  @Test("A value that is not a number cannot be decoded") func wrongType() {
    #expect(throws: DecodingError.self) { try Self.decode(#"{"maximumTimeout": "1 s"}"#) }
    #expect(throws: DecodingError.self) { try Self.decode("[]") }
  }

  @Test("A fraction of a millisecond is rounded up") func rounding() throws {
    let message = SCTPInitialMessage(maximumTimeout: .microseconds(1))
    let decoded = try JSONDecoder().decode(SCTPInitialMessage.self, from: JSONEncoder().encode(message))
    #expect(decoded.maximumTimeout == .milliseconds(1))
  }

  @Test("A timeout beyond 64 bits of milliseconds cannot be encoded") func longTimeout() {
    let message = SCTPInitialMessage(maximumTimeout: Duration(attoseconds: .max))
    #expect(throws: EncodingError.self) { try JSONEncoder().encode(message) }
  }
}
