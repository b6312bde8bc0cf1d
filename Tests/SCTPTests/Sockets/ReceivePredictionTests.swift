import Testing

@testable import SCTP

/// The predictions about the next receive, on any kernel.
@Suite struct ReceivePredictionTests {
  @Test("The length of a long message is predicted, and that of a short one is not") func length() {
    var prediction = ReceivePrediction()
    #expect(prediction.isEmpty)
    prediction.recordLength(ReceivePrediction.minimumLength - 1)
    #expect(prediction.isEmpty)
    prediction.recordLength(65_536)
    #expect(prediction.length == 65_536 && !prediction.isEmpty)
    prediction.recordLength(ReceivePrediction.minimumLength)
    #expect(prediction.length == ReceivePrediction.minimumLength)
    prediction.recordLength(1)
    #expect(prediction.isEmpty)
  }

  /// The receives that wait first, up to one that reads first.
  private func waits(_ prediction: inout ReceivePrediction) -> Int {
    var count = 0
    while prediction.waitsFirst() { count += 1 }
    return count
  }

  @Test("As long as the queue is found empty, more and more receives wait first, up to a limit") func waits() {
    var prediction = ReceivePrediction()
    #expect(waits(&prediction) == 0)
    for count in [1, 3, 7, 15, 31, 63, 63] {
      prediction.recordFirstRead(foundSomething: false)
      #expect(!prediction.isEmpty)
      #expect(waits(&prediction) == count)
    }
  }

  @Test("After a read that found something, no receive waits first") func read() {
    var prediction = ReceivePrediction()
    for _ in 0..<3 { prediction.recordFirstRead(foundSomething: false) }
    prediction.recordFirstRead(foundSomething: true)
    #expect(prediction.isEmpty)
    #expect(waits(&prediction) == 0)
    prediction.recordFirstRead(foundSomething: false)
    #expect(waits(&prediction) == 1)
  }
}
