import Testing

@testable import SCTP

@Suite struct PeeledOffAssociationsMemory {
  @Test func itContainsOnlyPeeledOffAssociations() {
    var peeledOff = PeeledOffAssociations()
    let one = SCTPAssociationID(rawValue: 7)
    #expect(!peeledOff.contains(one))
    peeledOff.insert(one)
    #expect(peeledOff.contains(one))
    #expect(!peeledOff.contains(.init(rawValue: 8)))
  }

  @Test func itContainsTheMostRecentAssociations() {
    var peeledOff = PeeledOffAssociations()
    for number in 1...1_000 as ClosedRange<Int32> { peeledOff.insert(.init(rawValue: number)) }
    let remembered = (1...1_000 as ClosedRange<Int32>).filter { peeledOff.contains(.init(rawValue: $0)) }
    #expect(remembered == Array(937...1_000))
  }
}
