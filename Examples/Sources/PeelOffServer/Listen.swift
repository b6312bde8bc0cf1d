import Foundation
import SCTP

/// Serves only, until a signal.
struct Listen {
  let address: SCTPAddress

  func run() throws {
    // Before any other thread begins: all inherit it, and only the one that waits for the signals gets them.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM] { unsafe sigaddset(&signals, signal) }
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)

    let server = try Server(listeningOn: address)
    Thread.detachNewThread { [signals] in
      var signal: CInt = 0
      unsafe withUnsafePointer(to: signals) { _ = unsafe sigwait($0, &signal) }
      Output.event("server", "ends, because of signal \(signal)")
      server.stop()
    }
    try server.run()
    Table.print(server.sessions)
  }
}
