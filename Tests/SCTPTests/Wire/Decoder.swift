import Foundation
import Testing

@testable import SCTP

/// The program tshark, which decodes packets while they are captured.
///
/// It starts once for a suite, because it needs several seconds for that in the virtual machine.
final class Decoder: Sendable {
  private let program: Program

  fileprivate init() throws {
    program = try Program(
      "tshark", of: "tshark",
      [
        "-r", "-", "-n", "-l", "-T", "pdml", "-J", "frame ip ipv6 udp sctp", "-o", "sctp.checksum:CRC 32c",
        "-o", "sctp.ulp_dissection:FALSE",
      ],
      limit: .seconds(3_600))
    // The header of a capture file with nanoseconds and Ethernet frames.
    try program.write([0xA1B2_3C4D, 0x0004_0002, 0, 0, 0x0004_0000, 1].flatMap { [UInt8](number: $0) })
    try program.untilItSays("<pdml", within: patience * 6)
  }

  /// Runs `body` with a decoder, in a process without a suite that has one.
  static func whileRunning(_ body: () throws -> Void) throws {
    let decoder = try Decoder()
    running.withLock { $0 = decoder }
    defer { running.withLock { $0 = nil } }
    try body()
    try decoder.end()
  }

  fileprivate func end() throws { try program.end() }

  /// Decodes packets, in this order.
  func decode(_ packets: [CapturedPacket]) throws -> [WirePacket] {
    for packet in packets {
      let length = UInt32(packet.bytes.count)
      let header = [packet.seconds, packet.nanoseconds, length, length].flatMap { [UInt8](number: $0) }
      try program.write(header + packet.bytes)
    }
    var decoded: [WirePacket] = []
    while decoded.count < packets.count {
      decoded += WirePacket.packets(inPDML: try program.takeOutput(through: "</packet>\n"))
    }
    return decoded
  }

  /// The decoder of the running suite.
  static var current: Decoder {
    get throws { try #require(running.withLock { $0 }, "the suite lacks the trait .decoding") }
  }

  fileprivate static let running = Locked<Decoder?>(nil)
}

/// Runs a decoder while a suite runs.
struct Decoding: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let decoder = try Decoder()
    Decoder.running.withLock { $0 = decoder }
    do {
      try await function()
    } catch {
      try decoder.end()
      throw error
    }
    Decoder.running.withLock { $0 = nil }
    try decoder.end()
  }
}

extension Trait where Self == Decoding {
  /// Runs a decoder while a suite runs.
  static var decoding: Self { Decoding() }
}
