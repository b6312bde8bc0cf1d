// Its sources may be used from any thread, but are not declared so.
@unsafe @preconcurrency import Dispatch
import SCTP
import Synchronization

/// A socket whose waiting tasks a DispatchSource wakes: what the library would do without a thread of its own.
final class DispatchSocket: Sendable {
  private let socket: SCTPOneToOneSocket
  private let source: any DispatchSourceRead
  private let waiting = Mutex<CheckedContinuation<Void, Never>?>(nil)

  init(_ socket: SCTPOneToOneSocket) throws {
    self.socket = socket
    source = DispatchSource.makeReadSource(fileDescriptor: try socket.descriptor)
    source.setEventHandler { [unowned self] in
      // It would fire again and again while nobody reads.
      source.suspend()
      waiting.withLock { $0.take() }?.resume()
    }
  }

  deinit {
    source.cancel()
    // One that is suspended must not be released.
    source.resume()
  }

  func send(_ payload: [UInt8]) throws { try socket.send(payload) }

  func receive() async throws -> SCTPMessage? {
    while true {
      if let message = try receiveNow() { return message }
      await withCheckedContinuation { continuation in
        waiting.withLock { $0 = continuation }
        source.resume()
      }
    }
  }

  private func receiveNow() throws -> SCTPMessage? {
    do throws(SCTPError) {
      return try socket.receive(timeout: .zero)?.message
    } catch {
      guard error.reason == .timeout else { throw error }
      return nil
    }
  }
}
