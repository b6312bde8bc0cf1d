import EchoService
import SCTP
import XCTest

final class EchoXCTests: XCTestCase {
  override func setUpWithError() throws {
    try XCTSkipUnless(SCTPSocket.isSupported, "this kernel has no SCTP")
  }

  func testSendsMessagesBack() async throws {
    let (client, peer) = try await SCTPOneToOneSocket.connectedPair(family: .ipv6)
    async let echoes: Void = echo(peer)
    try await client.send(Array("hello".utf8))
    let answer = try await client.receive()?.message
    XCTAssertEqual(answer?.payload, Array("hello".utf8))
    try client.shutdown()
    try await echoes
  }
}
