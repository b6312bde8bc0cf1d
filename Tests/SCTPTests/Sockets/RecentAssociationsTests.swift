import Testing

@testable import SCTP

@Suite struct RecentlyGone {
  @Test func theLastReasonCounts() {
    var recent = RecentAssociations()
    let one = SCTPAssociationID(rawValue: 7)
    #expect(recent.reason(for: one) == nil)
    recent.note(one, .peeledOff)
    recent.note(one, .endedAssociation)
    #expect(recent.reason(for: one) == .endedAssociation)
  }

  @Test func theLatestAreRemembered() {
    var recent = RecentAssociations()
    for number in 1...1_000 as ClosedRange<Int32> { recent.note(.init(rawValue: number), .peeledOff) }
    let remembered = (1...1_000 as ClosedRange<Int32>).filter { recent.reason(for: .init(rawValue: $0)) != nil }
    #expect(remembered == Array(937...1_000))
  }
}
