import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_autoclose") struct AutocloseConformance {
    @Test("Autoclose of associations")
    func autoclose() throws {
      let pair = try Pair.greeted { server, client in
        try server.setAutoClose(.seconds(1))
        try client.setAutoClose(.seconds(1))
      }
      try pair.client.expectChange(.shutdownComplete)
      try pair.server.expectChange(.shutdownComplete)
      try pair.close()
    }
  }
}
