import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_assoc_shutdown") struct AssocShutdownConformance {
    @Test("Graceful shutdown of associations using SCTP_EOF")
    func gracefulShutdown() throws {
      let crowd = try Crowd()
      for association in crowd.associations {
        #expect(try crowd.server.status(of: association).state == .established)
        try crowd.server.shutdown(association: association)
        #expect(try crowd.server.expectChange(.shutdownComplete).association == association)
        expectFailure(.invalidArgument, .unknownAssociation) { try crowd.server.status(of: association) }
      }
      try crowd.server.close()
      for client in crowd.clients {
        try client.expectChange(.shutdownComplete)
        try client.close()
      }
    }
  }
}
