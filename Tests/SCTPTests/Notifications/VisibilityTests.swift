import Testing

@testable import SCTP

@Suite struct Visibility {
  private let one = SCTPAssociationID(rawValue: 11)
  private let other = SCTPAssociationID(rawValue: 12)
  private let later = SCTPAssociationID(rawValue: 13)
  private let event = SCTPEventSet.associationChange

  @Test("No event is visible without a subscription") func defaultVisibility() {
    #expect(EventVisibility().events(of: one).isEmpty)
    #expect(EventVisibility(event).events(of: one) == event)
  }

  @Test("A subscription for future associations does not cover existing ones") func futureScope() {
    var visibility = EventVisibility()
    visibility.recordSubscription(true, event, for: .future, current: [one]) { _ in true }
    #expect(visibility.events(of: one).isEmpty)
    #expect(visibility.events(of: later) == event)
  }

  @Test("A subscription for current associations does not cover later ones") func currentScope() {
    var visibility = EventVisibility()
    visibility.recordSubscription(true, event, for: .current, current: [one]) { _ in true }
    #expect(visibility.events(of: one) == event)
    #expect(visibility.events(of: later).isEmpty)
  }

  @Test("A subscription for all associations covers existing and later ones") func allScope() {
    var visibility = EventVisibility()
    visibility.recordSubscription(true, event, for: .all, current: [one]) { _ in true }
    #expect(visibility.events(of: one) == event)
    #expect(visibility.events(of: later) == event)
    visibility.recordSubscription(false, event, for: .all, current: [one, later]) { _ in true }
    #expect(visibility.events(of: one).isEmpty)
    #expect(visibility.events(of: .init(rawValue: 99)).isEmpty)
  }

  @Test("A subscription for one association covers only this one") func singleScope() {
    var visibility = EventVisibility(event)
    visibility.recordSubscription(false, event, for: one, current: [one, other]) { _ in true }
    #expect(visibility.events(of: one).isEmpty)
    #expect(visibility.events(of: other) == event)
    #expect(visibility.events(of: later) == event)
  }

  @Test("Subscriptions to different events are independent") func independentEvents() {
    var visibility = EventVisibility()
    visibility.recordSubscription(true, [.associationChange, .partialDelivery], for: .all, current: [one]) { _ in true }
    visibility.recordSubscription(false, .partialDelivery, for: one, current: [one]) { _ in true }
    #expect(visibility.events(of: one) == .associationChange)
    #expect(visibility.events(of: later) == [.associationChange, .partialDelivery])
  }

  /// The end of an association may not be reported, so its subscription is removed with the next change.
  @Test("The next change removes the subscription of an ended association") func endedAssociation() {
    var visibility = EventVisibility(watchesAll: false)
    visibility.recordSubscription(true, event, for: one, current: [one, other]) { _ in true }
    visibility.recordSubscription(true, .partialDelivery, for: other, current: [other]) { _ in true }
    #expect(visibility.events(of: one).isEmpty)
    #expect(visibility.events(of: other) == .partialDelivery)
  }

  @Test("Changes that only the library subscribed to are hidden until the queue is empty") func privateWatch() {
    var visibility = EventVisibility(watchesAll: false)
    let end = NeededEvent.ended(one, gracefully: true)
    #expect(visibility.isVisible(end))
    visibility.beginWatching(one, isHiddenFromCaller: true)
    visibility.beginWatching(one, isHiddenFromCaller: true)
    #expect(!visibility.isVisible(end))
    let ends = [visibility.endWatching(one), visibility.endWatching(one), visibility.endWatching(one)]
    #expect(ends == [false, true, false])
    // The queue may still hold a notification.
    #expect(!visibility.isVisible(end))
    visibility.recordEmptyQueue()
    #expect(visibility.isVisible(end))
  }

  @Test("Changes that the caller subscribed to stay visible") func publicWatch() {
    var visibility = EventVisibility(watchesAll: false)
    let end = NeededEvent.ended(one, gracefully: true)
    visibility.beginWatching(one, isHiddenFromCaller: false)
    // A change of another subscription changes nothing, although the association may be gone.
    visibility.recordSubscription(true, .partialDelivery, for: other, current: [other]) { _ in true }
    #expect(visibility.isVisible(end))
    let ends = visibility.endWatching(one)
    #expect(!ends)
    #expect(visibility.isVisible(end))
  }

  @Test(
    "A subscription determines whether changes of a watched association are visible",
    arguments: [SCTPAssociationID.all, .current, .init(rawValue: 11)])
  func watchedAssociation(_ scope: SCTPAssociationID) {
    var visibility = EventVisibility(watchesAll: false)
    let end = NeededEvent.ended(one, gracefully: true)
    visibility.beginWatching(one, isHiddenFromCaller: true)
    visibility.recordSubscription(true, event, for: scope, current: [one]) { _ in true }
    #expect(visibility.isVisible(end))
    visibility.recordSubscription(false, event, for: scope, current: [one]) { _ in true }
    #expect(!visibility.isVisible(end))
    #expect(visibility.watchedAssociations(matching: scope) == [one])
    #expect(visibility.watchedAssociations(matching: .future).isEmpty)
  }

  @Test("A forgotten association is treated as a future one") func forgottenAssociation() {
    var visibility = EventVisibility()
    visibility.recordSubscription(true, event, for: one, current: [one]) { _ in true }
    visibility.forget(one)
    #expect(visibility.events(of: one).isEmpty)
  }
}

@Suite struct EventSets {
  @Test("Every event has a distinct bit") func ownBits() {
    let all: [SCTPEventSet] = [
      .associationChange, .peerAddressChange, .remoteError, .shutdown, .partialDelivery, .adaptation, .authentication,
      .senderDry, .streamReset, .associationReset, .streamChange, .sendFailed,
    ]
    #expect(all.allSatisfy { Array($0.types).count == 1 })
    #expect(Array(SCTPEventSet(all).types).count == all.count)
    #expect(Array(SCTPEventSet.associationChange.types) == [0x8001])
    #expect(Array(SCTPEventSet.sendFailed.types) == [0x800D])
    for one in all { #expect(one.types.map { SCTPEventSet(type: UInt32($0)) } == [one]) }
  }

  @Test("A type without a bit gives an empty set", arguments: [0, 0x7FFF, 0x8020, .max] as [UInt32])
  func unknownType(_ type: UInt32) {
    #expect(SCTPEventSet(type: type).isEmpty)
  }
}
