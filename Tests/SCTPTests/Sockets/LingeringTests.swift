import Foundation
import SCTP
import Testing

extension OnTheKernel {
  /// Closing a socket whose linger time is longer than the patience of these tests.
  @Suite struct Lingering {
    @Test("Releasing a socket object does not wait for the linger time") func objectRelease() throws {
      let listener = try SCTPListener.listening()
      let address = try listener.address
      let ending = Background {
        let client = try SCTPOneToOneSocket()
        try client.connect(to: [address], timeout: patience)
        let accepted = try listener.accept(timeout: patience)
        try client.linger(accepted)
        return accepted
      }
      try ending.value().abort()
      try listener.close()
    }

    @Test("A call that returns after close does not wait for the linger time") func lastCall() throws {
      let connection = try Connection()
      try connection.client.linger(connection.accepted)
      let hasBegun = DispatchSemaphore(value: 0)
      let mayEnd = DispatchSemaphore(value: 0)
      let client = connection.client
      let call = Background {
        try client.withFileDescriptor { _ in
          hasBegun.signal()
          mayEnd.wait()
        }
      }
      hasBegun.wait()
      try connection.client.close()
      mayEnd.signal()
      try call.value()
      try connection.accepted.abort()
    }

    @Test("Releasing a socket object with a linger time of zero aborts its association") func zeroLinger() throws {
      let connection = try Connection()
      do {
        let other = SCTPOneToOneSocket(takingOwnershipOf: try connection.client.duplicate())
        try other.setOption(.linger, to: .zero)
        try connection.client.close()
      }
      expectFailure(.connectionReset, .endedAssociation) { try connection.accepted.receive(timeout: patience) }
      try connection.accepted.close()
    }
  }
}

extension SCTPOneToOneSocket {
  /// Sends messages that `peer` does not acknowledge, so that close(2) would wait for the acknowledgements.
  fileprivate func linger(_ peer: SCTPOneToOneSocket) throws {
    try setOption(.linger, to: .seconds(120))
    try peer.setDeaf(true)
    for _ in 0..<10 { try send([1]) }
  }
}
