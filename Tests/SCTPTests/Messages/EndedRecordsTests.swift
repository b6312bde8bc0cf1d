import CSCTP
import Testing

@testable import SCTP

/// Records of messages whose associations have ended, while the queue is never empty.
@Suite struct EndedRecordsTests {
  /// Records a message that was delivered in part.
  private func addRecord(_ association: Int32, to assembly: inout MessageAssembly) {
    assembly.deliver(.part(of: association))
  }

  private func associations(_ assembly: MessageAssembly) -> Set<Int32> { Set(assembly.associations.map(\.rawValue)) }

  @Test("Records of ended associations are removed after everything that was queued has been received")
  func removal() {
    var assembly = MessageAssembly()
    assembly.endedRecords.limit = 3
    for association in 10..<14 as Range<Int32> {
      #expect(!assembly.hasTooManyRecords)
      addRecord(association, to: &assembly)
    }
    #expect(assembly.hasTooManyRecords)
    // The associations 10 and 11 have ended, and up to 5 pieces are queued.
    assembly.removeEndedRecords(queuedBytes: 5) { $0.rawValue > 11 }
    #expect(associations(assembly) == [10, 11, 12, 13])
    assembly.endedRecords.limit = 3
    for _ in 0..<5 {
      #expect(!assembly.hasTooManyRecords)
      addRecord(12, to: &assembly)
    }
    #expect(assembly.hasTooManyRecords)
    assembly.removeEndedRecords(queuedBytes: 5) { $0.rawValue > 11 }
    #expect(associations(assembly) == [12, 13])
  }

  @Test("The number of records is bounded although every association ends in the middle of a message")
  func bound() throws {
    let queuedBytes = 1_000
    var assembly = MessageAssembly()
    var largest = 0
    for association in 10..<100_010 as Range<Int32> {
      if assembly.hasTooManyRecords {
        // Only the ten latest associations still exist.
        assembly.removeEndedRecords(queuedBytes: queuedBytes) { $0.rawValue > association - 10 }
        largest = max(largest, assembly.associations.count)
      }
      if association % 2 == 0 {
        addRecord(association, to: &assembly)
      } else {
        var incoming = csctp_incoming.part(of: association)
        let limits = MessageAssembly.Limits(message: 0, total: .max)
        #expect(throws: SCTPError.self) { try assembly.add(unsafe [1].span.bytes, &incoming, limits: limits) }
      }
    }
    #expect(assembly.associations.count < 4 * 4_096)
    #expect((4_097..<3 * 4_096).contains(largest))
  }

  @Test("Searches for ended associations cost the same for few and for many unfinished messages")
  func searchCost() {
    for count in [1, 63, 64, 640, 6_400] as [Int32] {
      var assembly = MessageAssembly()
      for association in 10..<10 + count { addRecord(association, to: &assembly) }
      let searches = (0..<1_000).count { _ in assembly.beginSearch() }
      let costOfOne = Int(count)
      #expect(searches * costOfOne <= 1_000 * MessageAssembly.searchedCount + costOfOne)
      #expect(searches >= 1_000 / (1 + costOfOne / MessageAssembly.searchedCount))
    }
  }

  @Test("With few unfinished messages, every receive may search") func fewMessages() {
    var assembly = MessageAssembly()
    for association in 10..<6_410 as Range<Int32> { addRecord(association, to: &assembly) }
    let first = (assembly.beginSearch(), assembly.beginSearch())
    #expect(first == (true, false))
    for association in 73..<6_410 as Range<Int32> { assembly.discard(SCTPAssociationID(rawValue: association)) }
    let later = (0..<10).count { _ in assembly.beginSearch() }
    #expect(later == 10)
  }
}
