import Foundation
import SCTP
import Testing

/// The encoded forms of the values of options.
@Suite struct OptionCoding {
  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private func decode<Value: Decodable>(_ json: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
  }

  @Test("Retransmission timeouts are numbers of milliseconds, and a missing one is zero") func timeouts() throws {
    let timeouts = SCTPRetransmissionTimeouts(initial: .seconds(3), maximum: .seconds(60), minimum: .milliseconds(100))
    #expect(try json(timeouts) == #"{"initial":3000,"maximum":60000,"minimum":100}"#)
    #expect(try decode(json(timeouts)) == timeouts)
    #expect(try decode(#"{"minimum": 100}"#) == SCTPRetransmissionTimeouts(minimum: .milliseconds(100)))
    #expect(try decode("{}") == SCTPRetransmissionTimeouts())
  }

  @Test("Path parameters contain only the properties that are set") func pathParameters() throws {
    let some = SCTPPathParameters(heartbeatInterval: .seconds(2), maximumRetransmissions: 3)
    #expect(try json(some) == #"{"heartbeatInterval":2000,"maximumRetransmissions":3}"#)
    #expect(try decode(json(some)) == some)
    #expect(try json(SCTPPathParameters()) == "{}")
    #expect(try decode("{}") == SCTPPathParameters())
    let all = SCTPPathParameters(
      heartbeats: true, heartbeatInterval: .zero, maximumRetransmissions: 9, discoversPathMTU: false, pathMTU: 1_400,
      delaysAcknowledgements: true, acknowledgementDelay: .milliseconds(80), ipv6FlowLabel: 0xF_FFFF, dscp: 0xB8)
    #expect(try decode(json(all)) == all)
  }

  @Test(
    "A time that the kernel cannot represent does not decode",
    arguments: [#"{"initial": -1}"#, #"{"maximum": 4294967296}"#, #"{"minimum": "1 s"}"#])
  func invalidTimeout(_ json: String) {
    #expect(throws: DecodingError.self) { _ = try decode(json) as SCTPRetransmissionTimeouts }
  }

  @Test(
    "A path parameter out of range does not decode",
    arguments: [#"{"acknowledgementDelay": 501}"#, #"{"heartbeatInterval": -1}"#, #"{"dscp": 256}"#])
  func invalidPathParameter(_ json: String) {
    #expect(throws: DecodingError.self) { _ = try decode(json) as SCTPPathParameters }
  }
}
