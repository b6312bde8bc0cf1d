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
    #expect(state.recent.reason(for: one) == .endedAssociation)
  }

  @Test func eachEndMayLeaveTheSocketAlone() {
    var state = SocketState()
    #expect(state.mayBeAlone == true)
    state.mayBeAlone = false
    _ = state.follow(.began(one)) { failure }
    #expect(state.mayBeAlone == false)
    _ = state.follow(.ended(one, gracefully: true)) { failure }
    #expect(state.mayBeAlone == true)
  }

  @Test func itKnowsWhetherItKeepsSomething() {
    var state = SocketState()
    #expect(state.keepsSomething == false)
    state.assembly.take(.part(of: 7))
    #expect(state.keepsSomething == true)
    state.assembly.drop(one)
    #expect(state.keepsSomething == false)
    state.openNotification = [1]
    #expect(state.keepsSomething == true)
    state.openNotification = []
    #expect(state.keepsSomething == false)
    state.association = one
    _ = state.follow(.ended(one, gracefully: true)) { failure }
    #expect(state.keepsSomething == true)
  }

  @Test func whatIsKeptOfAnAssociationMovesWithIt() {
    var state = SocketState()
    state.assembly.take(.part(of: 7))
    let moved = state.split(one)
    #expect(moved.keepsSomething == true)
    #expect(moved.mayBeAlone == false)
    #expect(state.keepsSomething == false)
    #expect(state.mayBeAlone == true)
  }

  @Test func aRestartDropsTheMessagesInPart() throws {
    var state = SocketState()
    state.assembly.take(.part(of: 7))
    state.assembly.take(.part(of: 8))
    _ = state.follow(.restarted(.init(rawValue: 8))) { failure }
    #expect(state.assembly.isTaken)
    _ = state.follow(.restarted(one)) { failure }
    #expect(!state.assembly.isTaken)
    #expect(try !state.hasEnded)
  }

  @Test func anAbortedDeliveryDropsTheMessagesOfItsStream() {
    var state = SocketState()
    state.assembly.take(.part(of: 7, stream: 1))
    state.assembly.take(.part(of: 7, stream: 2))
    _ = state.follow(.deliveryAborted(one, stream: 1)) { failure }
    #expect(state.assembly.isTaken)
    _ = state.follow(.deliveryAborted(one, stream: 2)) { failure }
    #expect(!state.assembly.isTaken)
  }

  @Test func anEventShowsOnlyIfItWasAskedFor() {
    var state = SocketState(visible: .associationChange)
    #expect(state.follow(.began(one)) { failure })
    #expect(!state.follow(.deliveryAborted(one, stream: 0)) { failure })
    state.visibility = EventVisibility(.partialDelivery)
    #expect(!state.follow(.restarted(one)) { failure })
    #expect(state.follow(.deliveryAborted(one, stream: 0)) { failure })
  }
}
