// Its sources may be used from any thread, but are not declared so.
@unsafe @preconcurrency import Dispatch
import Foundation

/// The signals that ask the process to end.
enum Signals {
  /// Those that come from now on: before, they end the process at once.
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
