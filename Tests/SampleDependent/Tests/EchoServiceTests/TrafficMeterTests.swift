import EchoService
import SCTP
import Testing

@Suite struct TrafficMeterTests {
  let association = SCTPAssociationID(rawValue: 4)

  func message(bytes: Int) -> SCTPMessage {
    SCTPMessage(payload: Array(repeating: 0, count: bytes), info: SCTPReceiveInfo(association: association))
  }

  @Test func findsAnAssociationThatExceedsTheLimit() {
    var meter = TrafficMeter(limit: 1_000)
    meter.count(message(bytes: 600))
    #expect(!meter.isAboveLimit(association))
    meter.count(message(bytes: 600))
    #expect(meter.isAboveLimit(association))
  }

  @Test func forgetsAnAssociationThatIsDown() {
    var meter = TrafficMeter(limit: 1_000)
    meter.count(message(bytes: 1_200))
    meter.update(for: SCTPAssociationChange(state: .shutdownComplete, association: association))
    #expect(!meter.isAboveLimit(association))
  }
}
