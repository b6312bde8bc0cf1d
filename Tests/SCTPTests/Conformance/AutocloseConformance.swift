import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_autoclose") struct AutocloseConformance {
    @Test("Autoclose of associations")
    func autoclose() throws {
      let pair = try Pair.greeted { server, client in
        try server.setOption(.autoClose, to: .seconds(1))
        try client.setOption(.autoClose, to: .seconds(1))
      }
      try pair.client.expectChange(.shutdownComplete)
      try pair.server.expectChange(.shutdownComplete)
      try pair.close()
    }
  }
}
