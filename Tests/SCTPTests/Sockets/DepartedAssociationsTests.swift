import Testing

@testable import SCTP

@Suite struct DepartedAssociationsTests {
  @Test("The reason why an association was removed is stored") func reasons() {
    var departed = DepartedAssociations()
    let one = SCTPAssociationID(rawValue: 7)
    #expect(departed.reason(for: one) == nil)
    departed.insert(one, .peeledOff)
    departed.insert(.init(rawValue: 8), .lostToDescriptors)
    #expect(departed.reason(for: one) == .peeledOff)
    #expect(departed.reason(for: .init(rawValue: 8)) == .lostToDescriptors)
    #expect(departed.reason(for: .init(rawValue: 9)) == nil)
  }

  @Test("Only the 64 most recent associations are stored") func capacity() {
    var departed = DepartedAssociations()
    for number in 1...1_000 as ClosedRange<Int32> { departed.insert(.init(rawValue: number), .peeledOff) }
    let remembered = (1...1_000 as ClosedRange<Int32>).filter { departed.reason(for: .init(rawValue: $0)) != nil }
    #expect(remembered == Array(937...1_000))
  }
}
