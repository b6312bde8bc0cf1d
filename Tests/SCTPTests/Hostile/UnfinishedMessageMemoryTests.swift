import CSCTP
import Testing

@testable import SCTP

extension OnTheKernel {
  /// The memory of the process that unfinished messages occupy, for parts of the shortest and the longest length.
  ///
  /// Each test runs in a separate process, so that no other test allocates memory.
  @Suite struct UnfinishedMessageMemory {
    @Test("The memory of tiny parts on many streams stays within twice the limit") func tinyParts() async {
      await #expect(processExitsWith: .success) { try expectBounded(partSize: 1, limit: 2 << 20, atLeast: 2_000) }
    }

    @Test("The memory of long parts of many associations stays within twice the limit") func longParts() async {
      await #expect(processExitsWith: .success) { try expectBounded(partSize: 60_000, limit: 2 << 20, atLeast: 20) }
    }

    @Test("The record of a discarded message occupies less than 64 bytes") func discardedMessages() async {
      await #expect(processExitsWith: .success) {
        var assembly = MessageAssembly()
        let count = 50_000
        // The first error initializes memory that does not depend on the number of messages.
        #expect(throws: SCTPError.self) { try assembly.addPart(count, size: 1, limit: 8, message: 0) }
        let before = try ResourceSample().allocated
        var refused = 0
        for number in 0..<count {
          do throws(SCTPError) { try assembly.addPart(number, size: 1, limit: 8, message: 0) } catch { refused += 1 }
        }
        #expect(refused == count)
        #expect(try ResourceSample().allocated - before < count * 64)
        #expect(assembly.associations.count == 1)
      }
    }
  }
}

/// Adds the first part of one message after another until the limit is reached, and checks the memory.
private func expectBounded(partSize: Int, limit: Int, atLeast count: Int) throws {
  var assembly = MessageAssembly()
  let before = try ResourceSample().allocated
  var number = 0
  while number < 1_000_000 {
    do throws(SCTPError) {
      try assembly.addPart(number, size: partSize, limit: limit)
      number += 1
    } catch {
      #expect(error.reason == .reassemblyLimitExceeded)
      break
    }
  }
  #expect((count..<1_000_000).contains(number))
  let grown = try ResourceSample().allocated - before
  #expect(grown < 2 * limit, "\(number) parts occupy \(grown) bytes")
  // A sanitizer has its own allocator, which does not report its memory.
  if slowness == 1 { #expect(grown > limit / 4, "\(number) parts occupy \(grown) bytes") }
  #expect(!assembly.isEmpty)
}

extension MessageAssembly {
  /// Adds the first part of a message; each number is another stream or another association.
  fileprivate mutating func addPart(
    _ number: Int, size: Int, limit: Int, message: Int = 4 << 20
  ) throws(SCTPError) {
    var incoming = csctp_incoming.part(of: Int32(7 + number >> 16), stream: UInt16(truncatingIfNeeded: number))
    let bytes = [UInt8](repeating: 1, count: size)
    _ = try add(unsafe bytes.span.bytes, &incoming, limits: Limits(message: message, total: limit))
  }
}
