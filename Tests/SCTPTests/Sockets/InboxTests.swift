import Testing

@testable import SCTP

@Suite struct InboxTests {
  private let one = SCTPAssociationID(rawValue: 7)
  private let failure = SCTPError(.connectionReset, in: "recvmsg", because: .endedAssociation)

  @Test("The graceful end of its association ends a socket") func gracefulEnd() throws {
    var inbox = Inbox(EventVisibility())
    inbox.association = one
    #expect(try !inbox.hasEnded)
    #expect(!inbox.record(.ended(one, gracefully: true)) { failure })
    #expect(try inbox.hasEnded)
  }

  @Test("The loss of its association is reported by every call") func lostAssociation() {
    var inbox = Inbox(EventVisibility())
    inbox.association = one
    _ = inbox.record(.ended(one, gracefully: false)) { failure }
    for _ in 0..<2 { expectFailure(.connectionReset, .endedAssociation) { _ = try inbox.hasEnded } }
  }

  @Test("The end of another association does not end a socket") func otherAssociation() throws {
    var inbox = Inbox(EventVisibility())
    _ = inbox.record(.ended(one, gracefully: true)) { failure }
    #expect(try !inbox.hasEnded)
  }

  @Test("Only the end of its association clears the reason to wait") func clearedReason() {
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

  @Test("A socket is buffering exactly while it has buffered state") func bufferedState() {
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

  @Test("The buffered state of an association moves with it") func movedState() {
    var inbox = Inbox(EventVisibility())
    inbox.waitReason = .association(one)
    inbox.assembly.deliver(.part(of: 7))
    let isNeeded = (inbox.mustWakeWaiters(whenMoving: one), inbox.mustWakeWaiters(whenMoving: .init(rawValue: 8)))
    #expect(isNeeded == (true, false))
    let moved = inbox.extractState(of: one)
    #expect(moved.isBuffering == true)
    #expect(moved.waitReason == .association(one))
    #expect(inbox.isBuffering == false)
    #expect(inbox.waitReason == nil)
  }

  @Test("A restart discards the partially received messages of its association") func peerRestart() throws {
    var inbox = Inbox(EventVisibility())
    inbox.assembly.deliver(.part(of: 7))
    inbox.assembly.deliver(.part(of: 8))
    _ = inbox.record(.restarted(.init(rawValue: 8))) { failure }
    #expect(inbox.assembly.isDelivering)
    _ = inbox.record(.restarted(one)) { failure }
    #expect(!inbox.assembly.isDelivering)
    #expect(try !inbox.hasEnded)
  }

  @Test("An aborted delivery discards the partially received message of its stream") func abortedDelivery() {
    var inbox = Inbox(EventVisibility())
    inbox.assembly.deliver(.part(of: 7, stream: 1))
    inbox.assembly.deliver(.part(of: 7, stream: 2))
    _ = inbox.record(.deliveryAborted(one, stream: 1)) { failure }
    #expect(inbox.assembly.isDelivering)
    _ = inbox.record(.deliveryAborted(one, stream: 2)) { failure }
    #expect(!inbox.assembly.isDelivering)
  }

  @Test("An event is visible only if it was subscribed to") func visibleEvents() {
    var inbox = Inbox(EventVisibility(.associationChange))
    #expect(inbox.record(.began(one)) { failure })
    #expect(!inbox.record(.deliveryAborted(one, stream: 0)) { failure })
    inbox.visibility = EventVisibility(.partialDelivery)
    #expect(!inbox.record(.restarted(one)) { failure })
    #expect(inbox.record(.deliveryAborted(one, stream: 0)) { failure })
  }
}
