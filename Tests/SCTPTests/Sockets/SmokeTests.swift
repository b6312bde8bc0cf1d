import SCTP
import Testing

@Suite struct Smoke {
  @Test func peelOff() throws {
    let server = try SCTPSocket()
    try server.bind(to: .loopback(port: 0))
    try server.listen()
    let address = try server.localAddresses()[0]
    print(address)
    let client = try SCTPSocket()
    let id = try client.connect(to: [address], timeout: .seconds(5))
    print("connected", id)
    try client.send([1, 2, 3], on: id)
    let m = try #require(try server.receive(timeout: .seconds(5)).message)
    print(m)
    let child = try server.peelOff(association: m.association)
    try client.send([4, 5, 6], on: id)
    print(try child.receive(timeout: .seconds(5)) as Any)
    try child.send([7])
    print(try client.receive(timeout: .seconds(5)))
    try client.shutdown(id)
    #expect(try child.receive(timeout: .seconds(5)) == nil)
    #expect(throws: SCTPError.self) { try client.receive(timeout: .seconds(5)) }
    do { _ = try server.peelOff(association: m.association) } catch { print(error) }
  }
}
