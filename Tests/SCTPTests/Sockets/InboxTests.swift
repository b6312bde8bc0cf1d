import Testing

@testable import SCTP

@Suite struct RecordingEvents {
  private let one = SCTPAssociationID(rawValue: 7)
  private let failure = SCTPError(.connectionReset, in: "recvmsg", because: .endedAssociation)

  @Test func theGracefulEndOfItsAssociationEndsASocket() throws {
    var inbox = Inbox(EventVisibility())
    inbox.association = one
    #expect(try !inbox.hasEnded)
    #expect(!inbox.record(.ended(one, gracefully: true)) { failure })
    #expect(try inbox.hasEnded)
  }

  @Test func theLossOfItsAssociationIsAnErrorAgainAndAgain() {
    var inbox = Inbox(EventVisibility())
    inbox.association = one
    _ = inbox.record(.ended(one, gracefully: false)) { failure }
    for _ in 0..<2 { expectFailure(.connectionReset, .endedAssociation) { _ = try inbox.hasEnded } }
  }

  @Test func theEndOfAnotherAssociationEndsNothing() throws {
    var inbox = Inbox(EventVisibility())
    _ = inbox.record(.ended(one, gracefully: true)) { failure }
    #expect(try !inbox.hasEnded)
  }

  @Test func onlyTheEndOfItsAssociationClearsTheWaitReason() {
    var inbox = Inbox(EventVisibility())
    #expect(inbox.waitReason == nil)
    inbox.waitReason = .association(one)
    _ = inbox.record(.began(one)) { failure }
    _ = inbox.record(.ended(.init(rawValue: 8), gracefully: true)) { failure }
    #expect(inbox.waitReason == .association(one))
    _ = inbox.record(.ended(one, gracefully: true)) { failure }
    #expect(inbox.waitReason == nil)
    inbox.waitReason = .listens
    _ = inbox.record(.ended(one, gracefully: true)) { failure }
    #expect(inbox.waitReason == .listens)
  }

  @Test func isBufferingFollowsTheBufferedState() {
    var inbox = Inbox(EventVisibility())
    #expect(inbox.isBuffering == false)
    inbox.assembly.deliver(.part(of: 7))
    #expect(inbox.isBuffering == true)
    inbox.assembly.discard(one)
    #expect(inbox.isBuffering == false)
    inbox.notificationRemainder = NotificationRemainder([1], after: [])
    #expect(inbox.isBuffering == true)
    inbox.notificationRemainder = nil
    #expect(inbox.isBuffering == false)
    inbox.association = one
    _ = inbox.record(.ended(one, gracefully: true)) { failure }
    #expect(inbox.isBuffering == true)
  }

  @Test func theBufferedStateOfAnAssociationMovesWithIt() {
    var inbox = Inbox(EventVisibility())
    inbox.waitReason = .association(one)
    inbox.assembly.deliver(.part(of: 7))
    let isNeeded = (inbox.isNeededByWaiters(one), inbox.isNeededByWaiters(.init(rawValue: 8)))
    #expect(isNeeded == (true, false))
    let moved = inbox.split(one)
    #expect(moved.isBuffering == true)
    #expect(moved.waitReason == .association(one))
    #expect(inbox.isBuffering == false)
    #expect(inbox.waitReason == nil)
  }

  @Test func aRestartDropsTheMessagesInPart() throws {
    var inbox = Inbox(EventVisibility())
    inbox.assembly.deliver(.part(of: 7))
    inbox.assembly.deliver(.part(of: 8))
    _ = inbox.record(.restarted(.init(rawValue: 8))) { failure }
    #expect(inbox.assembly.isDelivering)
    _ = inbox.record(.restarted(one)) { failure }
    #expect(!inbox.assembly.isDelivering)
    #expect(try !inbox.hasEnded)
  }

  @Test func anAbortedDeliveryDropsTheMessagesOfItsStream() {
    var inbox = Inbox(EventVisibility())
    inbox.assembly.deliver(.part(of: 7, stream: 1))
    inbox.assembly.deliver(.part(of: 7, stream: 2))
    _ = inbox.record(.deliveryAborted(one, stream: 1)) { failure }
    #expect(inbox.assembly.isDelivering)
    _ = inbox.record(.deliveryAborted(one, stream: 2)) { failure }
    #expect(!inbox.assembly.isDelivering)
  }

  @Test func anEventShowsOnlyIfItWasAskedFor() {
    var inbox = Inbox(EventVisibility(.associationChange))
    #expect(inbox.record(.began(one)) { failure })
    #expect(!inbox.record(.deliveryAborted(one, stream: 0)) { failure })
    inbox.visibility = EventVisibility(.partialDelivery)
    #expect(!inbox.record(.restarted(one)) { failure })
    #expect(inbox.record(.deliveryAborted(one, stream: 0)) { failure })
  }
}
