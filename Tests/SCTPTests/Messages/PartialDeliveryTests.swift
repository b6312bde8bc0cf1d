import CSCTP
import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct PartialDelivery {
    @Test("A partially received message is discarded when its sender aborts") func abortedSender() throws {
      let pair = try Pair.withMessageArrivedInPart()
      try pair.server.setSubscribed(true, to: [.partialDelivery, .associationChange], of: .all)
      expectFailure(.timedOut) { _ = try pair.server.receive(timeout: .zero) }
      try pair.server.setDeaf(false)
      try pair.client.abort(association: pair.atClient)
      var events: [SCTPEventSet] = []
      repeat { events.append(try pair.server.notification().event) } while events.last != .associationChange
      #expect(events == [.partialDelivery, .associationChange])
      // Nothing of it is left in the way of another message.
      let next = try Pair(server: pair.server)
      #expect(try pair.server.notification().event == .associationChange)
      try next.client.send(payload(50), on: next.atClient)
      #expect(try pair.server.message().payload == payload(50))
      try next.client.close()
      try pair.close()
    }

    @Test("After a partially read message is aborted, the other form can receive again") func otherForm() throws {
      let pair = try Pair.withMessageArrivedInPart()
      #expect(try !pair.server.part(1_000).info.isEndOfMessage)
      expectFailure(.resourceBusy, .mixedReceiveForms) { _ = try pair.server.receive(timeout: .zero) }
      try pair.server.setDeaf(false)
      try pair.client.abort(association: pair.atClient)
      try until("the association is gone") { try pair.server.associations().isEmpty }
      // What had arrived before comes first.
      try until("that is received") {
        do {
          _ = try pair.server.part(100_000, timeout: .zero)
          return false
        } catch let error as SCTPError where error.code == .timedOut {
          return true
        }
      }
      let next = try Pair(server: pair.server)
      try next.client.send([4], on: next.atClient)
      #expect(try pair.server.message().payload == [4])
      try next.client.close()
      try pair.close()
    }
  }
}
