// Dispatch sources are safe to use from any thread, but are not declared as Sendable.
@unsafe @preconcurrency import Dispatch
import Foundation

/// The signals that stop the server.
enum Signals {
  /// The signals that arrive from now on; earlier ones terminate the process.
  static func ending() async -> AsyncStream<CInt> {
    let (stream, continuation) = AsyncStream.makeStream(of: CInt.self)
    var sources: [any DispatchSourceSignal] = []
    for signal in [SIGINT, SIGTERM] {
      let source = DispatchSource.makeSignalSource(signal: signal)
      source.setEventHandler { continuation.yield(signal) }
      await withCheckedContinuation { registered in
        source.setRegistrationHandler { registered.resume() }
        source.resume()
      }
      sources.append(source)
    }
    continuation.onTermination = { [sources] _ in
      for source in sources { source.cancel() }
    }
    return stream
  }
}
