import Testing

@testable import SCTP

extension [UInt8] {
  /// The message of tests in which the payload does not matter.
  static var hello: [UInt8] { Array("hello, world!\n".utf8) }

  /// The four bytes of a number.
  init(number: UInt32) {
    self = (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  var number: UInt32 { reversed().reduce(0) { $0 << 8 | UInt32($1) } }
}

extension SCTPSendOptions {
  /// A stream and a payload protocol that are not the default.
  static var hello: SCTPSendOptions { SCTPSendOptions(stream: 1, payloadProtocol: 0xCAFE_F00D) }
}

/// Creates bytes that differ by position and by seed.
func payload(_ count: Int, seed: Int = 0) -> [UInt8] {
  let block = blocks.block(UInt8(truncatingIfNeeded: seed))
  var bytes: [UInt8] = []
  while bytes.count < count { bytes += block.prefix(count - bytes.count) }
  return bytes
}

private let blocks = PayloadBlocks()

/// The blocks that payloads repeat, by seed; to compute every byte of every payload would take minutes.
private final class PayloadBlocks: Sendable {
  private let known = Locked<[UInt8: [UInt8]]>([:])

  func block(_ seed: UInt8) -> [UInt8] {
    known.withLock { known in
      if let block = known[seed] { return block }
      // The size is a prime.
      let block = (0..<4_093).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8 &* 7) &+ seed }
      known[seed] = block
      return block
    }
  }
}

extension SCTPSocket {
  /// Sends the numbers in order, and returns the one that failed because the association was peeled off.
  func sendNumbers(_ numbers: Range<UInt32>, on association: SCTPAssociationID) throws -> UInt32 {
    for number in numbers {
      let outcome = Result { () throws(SCTPError) in
        try send([UInt8](number: number), on: association, timeout: patience)
      }
      guard case .failure(let error) = outcome else { continue }
      guard error.code == .brokenPipe, error.reason == .peeledOff else { throw error }
      return number
    }
    return numbers.upperBound
  }

  /// Receives numbers up to a message of one byte.
  func numbers(into record: Numbers) throws {
    while case let message = try message(), message.payload.count > 1 { record.add(message) }
  }
}

extension SCTPOneToOneSocket {
  /// Receives numbers up to this one.
  func numbers(upTo last: UInt32) throws -> [UInt32] {
    var numbers: [UInt32] = []
    while numbers.last != last { numbers.append(try message().payload.number) }
    return numbers
  }
}

/// The numbers that a socket received, by association.
final class Numbers: Sendable {
  private let received = Locked<[SCTPAssociationID: [UInt32]]>([:])

  func add(_ message: SCTPMessage) {
    received.withLock { $0[message.association, default: []].append(message.payload.number) }
  }

  func of(_ association: SCTPAssociationID) -> [UInt32] {
    received.withLock { $0[association] ?? [] }
  }
}

/// Random numbers that are the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Random bytes.
  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}
