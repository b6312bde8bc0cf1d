import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_autoclose") struct AutocloseConformance {
    @Test("Autoclose of associations")
    func autoclose() throws {
      let conversation = try Conversation { server, client in
        try server.setOption(.autoClose, to: .seconds(1))
        try client.setOption(.autoClose, to: .seconds(1))
      }
      try conversation.client.expectChange(.shutdownComplete)
      try conversation.server.expectChange(.shutdownComplete)
      try conversation.close()
    }
  }
}
