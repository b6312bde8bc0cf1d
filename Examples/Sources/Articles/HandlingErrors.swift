import Foundation
import SCTP

enum HandlingErrors {
  static let scenarios = [
    Scenario("An error has a code and a reason") {
      let client = try SCTPOneToOneSocket()
      let outcome = await connect(client, to: .loopback(port: 9))
      try expect(outcome == "no server listens on 127.0.0.1:9", "the outcome is: \(outcome)")
    },
    Scenario("Errors of messages name the stream and the limit") {
      let (server, client, association) = try await Loopback.pair()
      let outcome = await send([1, 2, 3], to: association, of: server)
      try expect(outcome.hasPrefix("stream 60000"), "the outcome is: \(outcome)")
      try client.close()
    },
    Scenario("A timeout is not a failure") {
      let (_, client, _) = try await Loopback.pair()
      let message = try await nextMessage(of: client)
      try expect(message == nil, "a message arrived")
    },
    Scenario("A canceled loop returns") {
      let (_, client, _) = try await Loopback.pair()
      let loop = Task { try await printMessages(of: client) }
      loop.cancel()
      try await loop.value
    },
    Scenario("A task names the type of its errors") {
      let (_, client, _) = try await Loopback.pair()
      let task = receiveInTask(client)
      try await Task.sleep(for: .milliseconds(100))
      try client.close()
      let outcome = await task.value
      try expect(outcome == "the socket was closed", "the outcome is: \(outcome)")
    },
    Scenario("localizedDescription shows the description") {
      let error = SCTPError(.timedOut, in: "recvmsg", because: .timeout)
      try expect(
        (error as any Error).localizedDescription == error.description, (error as any Error).localizedDescription)
    },
  ]

  private static func connect(_ client: SCTPOneToOneSocket, to address: SCTPAddress) async -> String {
    do {
      try await client.connect(to: address, timeout: .seconds(5))
      return "connected"
    } catch {
      switch error.code {
      case .connectionRefused: return "no server listens on \(address)"
      case .timedOut: return "no answer from \(address)"
      default: return "\(error)"
      }
    }
  }

  private static func send(_ bytes: [UInt8], to association: SCTPAssociationID, of server: SCTPSocket) async -> String {
    do {
      try await server.send(bytes, on: association, options: SCTPSendOptions(stream: 60_000))
      return "sent"
    } catch {
      if error.reason == .streamOutOfRange, let stream = error.stream, let limit = error.limit {
        return "stream \(stream) does not exist; the streams are 0 to \(limit - 1)"
      }
      return "\(error)"
    }
  }

  /// Prints messages until the association ends or the task is canceled.
  private static func printMessages(of peer: SCTPOneToOneSocket) async throws(SCTPError) {
    do {
      for try await message in peer.messages { print(message) }
    } catch {
      guard error.code == .canceled else { throw error }
    }
  }

  private static func receiveInTask(_ peer: SCTPOneToOneSocket) -> Task<String, Never> {
    Task {
      do throws(SCTPError) {
        return try await peer.receive().map { "\($0)" } ?? "the association ended"
      } catch {
        return error.reason == .closed ? "the socket was closed" : "\(error)"
      }
    }
  }
}

/// The next message; nil after a second without one.
func nextMessage(of peer: SCTPOneToOneSocket) async throws(SCTPError) -> SCTPMessage? {
  do {
    return try await peer.receive(timeout: .seconds(1))?.message
  } catch let error where error.reason == .timeout {
    return nil
  } catch {
    throw error
  }
}
