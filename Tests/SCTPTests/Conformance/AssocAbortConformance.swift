import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_assoc_abort") struct AssocAbortConformance {
    @Test("ABORT an association using SCTP_ABORT")
    func abort() throws {
      let crowd = try Crowd()
      for association in crowd.associations {
        #expect(try crowd.server.status(of: association).state == .established)
        try crowd.server.abort(association: association)
        expectFailure(.invalidArgument, .unknownAssociation) { try crowd.server.status(of: association) }
      }
      try crowd.server.close()
      for client in crowd.clients {
        let change = try client.expectChange(.communicationLost)
        #expect(change.cause == .userInitiatedAbort)
        // The header of the cause, and no reason behind it.
        #expect(change.information.count == 4)
        #expect(change.abortReason == [])
        try client.close()
      }
    }
  }
}
