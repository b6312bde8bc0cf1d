import Foundation
import SCTP
import Testing

@Suite struct PayloadProtocols {
  private static let registered = Array(0...25 as ClosedRange<UInt32>) + Array(27...73) + [4_242]

  @Test("Every registered identifier has a distinct name") func names() {
    let texts = Set(Self.registered.map { "\(SCTPPayloadProtocolID(rawValue: $0))" })
    #expect(texts.count == Self.registered.count)
    #expect(texts.allSatisfy { $0.hasSuffix(")") })
  }

  @Test("An unregistered identifier is printed as its number", arguments: [26, 74, 4_241, UInt32.max])
  func unregistered(_ number: UInt32) {
    #expect("\(SCTPPayloadProtocolID(rawValue: number))" == "\(number)")
  }

  @Test("The identifiers of signaling protocols have the numbers of the registry") func numbers() {
    let identifiers: [(SCTPPayloadProtocolID, UInt32)] = [
      (.m3ua, 3), (.s1ap, 18), (.forcesLowPriority, 23), (.x2ap, 27), (.ircp, 28), (.diameter, 46),
      (.webRTCBinaryPartial, 52), (.webRTCStringPartial, 54), (.ngap, 60), (.http, 63), (.ele2, 65), (.e1apDTLS, 69),
      (.e2cp, 70), (.e2up, 71), (.oranD2, 71), (.e2du, 72), (.w1ap, 73),
    ]
    for (identifier, number) in identifiers { #expect(identifier.rawValue == number) }
  }

  @Test("An identifier is coded as its number") func coding() throws {
    #expect(try JSONEncoder().encode([SCTPPayloadProtocolID.ngap]) == Data("[60]".utf8))
    let decoded = try JSONDecoder().decode([SCTPPayloadProtocolID].self, from: Data("[60,4294967295]".utf8))
    #expect(decoded == [.ngap, SCTPPayloadProtocolID(rawValue: .max)])
  }

  @Test("A value that is not a 32-bit number cannot be decoded", arguments: ["-1", "4294967296", "1.5", #""NGAP""#])
  func invalidNumber(_ json: String) {
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([String: SCTPPayloadProtocolID].self, from: Data(#"{"key": \#(json)}"#.utf8))
    }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(String(describing: error)) is not about the data")
      return
    }
    #expect(context.codingPath.map(\.stringValue) == ["key"])
    #expect(context.debugDescription == "a payload protocol identifier must be a whole number from 0 to 4294967295")
  }
}
