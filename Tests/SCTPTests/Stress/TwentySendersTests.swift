import Testing

@testable import SCTP

extension OnTheKernel {
  /// Twenty peers send long messages to one socket, which peels every third association off in the middle of a message.
  @Suite struct TwentySenders {
    @Test("Every message arrives once, whole and in order", arguments: ReceivingForm.blocking, [200_000, 1_000_000])
    func everyMessage(_ form: ReceivingForm, _ size: Int) throws {
      for round in 0..<StressSettings.rounds {
        let senders = try LongSenders(20, messages: size < 500_000 ? 4 : 2, of: size, round)
        try senders.receiveAll(in: form)
        try senders.close()
      }
    }
  }
}
