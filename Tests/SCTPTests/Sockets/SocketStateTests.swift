import Testing

@testable import SCTP

@Suite struct FollowingEvents {
  private let one = SCTPAssociationID(rawValue: 7)
  private let failure = SCTPError(.connectionReset, in: "recvmsg", because: .endedAssociation)

  @Test func theGracefulEndOfItsAssociationEndsASocket() throws {
    var state = SocketState()
    state.association = one
    #expect(try !state.hasEnded)
    #expect(!state.follow(.ended(one, gracefully: true)) { failure })
    #expect(try state.hasEnded)
  }

  @Test func theLossOfItsAssociationIsAnErrorAgainAndAgain() {
    var state = SocketState()
    state.association = one
    _ = state.follow(.ended(one, gracefully: false)) { failure }
    for _ in 0..<2 { expectFailure(.connectionReset, .endedAssociation) { _ = try state.hasEnded } }
  }

  @Test func theEndOfAnotherAssociationEndsNothing() throws {
    var state = SocketState()
    _ = state.follow(.ended(one, gracefully: true)) { failure }
    #expect(try !state.hasEnded)
  }

  @Test func onlyTheEndOfItsAssociationClearsTheWaitReason() {
    var state = SocketState()
    #expect(state.waitReason == nil)
    state.waitReason = .association(one)
    _ = state.follow(.began(one)) { failure }
    _ = state.follow(.ended(.init(rawValue: 8), gracefully: true)) { failure }
    #expect(state.waitReason == .association(one))
    _ = state.follow(.ended(one, gracefully: true)) { failure }
    #expect(state.waitReason == nil)
    state.waitReason = .listens
    _ = state.follow(.ended(one, gracefully: true)) { failure }
    #expect(state.waitReason == .listens)
  }

  @Test func isBufferingFollowsTheBufferedState() {
    var state = SocketState()
    #expect(state.isBuffering == false)
    state.assembly.deliver(.part(of: 7))
    #expect(state.isBuffering == true)
    state.assembly.drop(one)
    #expect(state.isBuffering == false)
    state.openNotification = [1]
    #expect(state.isBuffering == true)
    state.openNotification = []
    #expect(state.isBuffering == false)
    state.association = one
    _ = state.follow(.ended(one, gracefully: true)) { failure }
    #expect(state.isBuffering == true)
  }

  @Test func theBufferedStateOfAnAssociationMovesWithIt() {
    var state = SocketState()
    state.waitReason = .association(one)
    state.assembly.deliver(.part(of: 7))
    let isNeeded = (state.isNeededByWaiters(one), state.isNeededByWaiters(.init(rawValue: 8)))
    #expect(isNeeded == (true, false))
    let moved = state.split(one)
    #expect(moved.isBuffering == true)
    #expect(moved.waitReason == .association(one))
    #expect(state.isBuffering == false)
    #expect(state.waitReason == nil)
  }

  @Test func aRestartDropsTheMessagesInPart() throws {
    var state = SocketState()
    state.assembly.deliver(.part(of: 7))
    state.assembly.deliver(.part(of: 8))
    _ = state.follow(.restarted(.init(rawValue: 8))) { failure }
    #expect(state.assembly.isDelivering)
    _ = state.follow(.restarted(one)) { failure }
    #expect(!state.assembly.isDelivering)
    #expect(try !state.hasEnded)
  }

  @Test func anAbortedDeliveryDropsTheMessagesOfItsStream() {
    var state = SocketState()
    state.assembly.deliver(.part(of: 7, stream: 1))
    state.assembly.deliver(.part(of: 7, stream: 2))
    _ = state.follow(.deliveryAborted(one, stream: 1)) { failure }
    #expect(state.assembly.isDelivering)
    _ = state.follow(.deliveryAborted(one, stream: 2)) { failure }
    #expect(!state.assembly.isDelivering)
  }

  @Test func anEventShowsOnlyIfItWasAskedFor() {
    var state = SocketState(EventVisibility(.associationChange))
    #expect(state.follow(.began(one)) { failure })
    #expect(!state.follow(.deliveryAborted(one, stream: 0)) { failure })
    state.visibility = EventVisibility(.partialDelivery)
    #expect(!state.follow(.restarted(one)) { failure })
    #expect(state.follow(.deliveryAborted(one, stream: 0)) { failure })
  }
}
