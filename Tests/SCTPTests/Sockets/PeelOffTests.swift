import SCTP
import Testing

extension OnTheKernel {
  @Suite struct PeelOff {
    @Test(arguments: SCTPAddressFamily.allCases)
    func theChildHasTheAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try child.association == pair.atServer)
      #expect(try pair.server.associations().isEmpty)
      try pair.client.send([1, 2, 3], on: pair.atClient)
      #expect(try child.message().payload == [1, 2, 3])
      try child.send([4])
      #expect(try pair.client.message().payload == [4])
      try child.close()
      try pair.close()
    }
  }
}
