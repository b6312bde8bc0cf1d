import SCTP
import Testing

extension OnTheKernel {
  /// The scenarios of every program that call a function with a descriptor that is not a socket.
  @Suite("calls without a socket") struct BadDescriptorConformance {
    struct Scenario: CustomTestStringConvertible, Sendable {
      let testDescription: String
      /// Calls the function on a socket object that owns the descriptor.
      let call: @Sendable (FileDescriptor) throws -> Void

      init(_ program: String, _ name: String, _ call: @escaping @Sendable (FileDescriptor) throws -> Void) {
        testDescription = "\(program): \(name)"
        self.call = call
      }
    }

    static let badDescriptors = [
      Scenario("test_1_to_1_socket_bind_listen", "listen() with bad socket descriptor - EBADF", listen),
      Scenario("test_1_to_1_accept_close", "accept() with a bad socket descriptor - EBADF", accept),
      Scenario("test_1_to_1_accept_close", "close() with a bad socket descriptor - EBADF", close),
      Scenario("test_1_to_1_connect", "connect() with bad socket descriptor - EBADF", connect),
      Scenario("test_1_to_1_connectx", "sctp_connectx() with bad socket descriptor - EBADF", connectx),
      Scenario("test_1_to_1_send", "send() with a bad socket descriptor - EBADF", send),
      Scenario("test_1_to_1_sendmsg", "sendmsg() with a bad socket descriptor - EBADF", sendmsg),
      Scenario("test_1_to_1_recvfrom", "recvfrom() with a bad socket descriptor - EBADF", recvfrom),
      Scenario("test_1_to_1_recvmsg", "recvmsg() with a bad socket descriptor - EBADF", recvmsg),
      Scenario("test_1_to_1_shutdown", "shutdown() with a bad socket descriptor - EBADF", shutdown),
      Scenario("test_1_to_1_addrs", "sctp_getladdrs() with a bad socket descriptor - EBADF", localAddresses),
      Scenario("test_1_to_1_addrs", "sctp_getpaddrs() with a bad socket descriptor - EBADF", peerAddresses),
      Scenario("test_1_to_1_sockopt", "setsockopt() with a bad socket descriptor - EBADF", setsockopt),
      Scenario("test_1_to_1_sockopt", "getsockopt() with a bad socket descriptor - EBADF", getsockopt),
      Scenario("test_getname", "getsockname on a bad socket descriptor - EBADF", localAddresses),
      Scenario("test_getname", "getpeername on a bad socket descriptor - EBADF", peerAddresses),
    ]

    @Test("with a bad socket descriptor - EBADF", arguments: badDescriptors)
    func badDescriptor(_ scenario: Scenario) {
      expectFailure(.badFileDescriptor, .notOpen) { try scenario.call(.invalid) }
    }

    static let files = [
      Scenario("test_1_to_1_socket_bind_listen", "bind() with invalid socket descriptor - ENOTSOCK", bind),
      Scenario("test_1_to_1_socket_bind_listen", "listen() with invalid socket - ENOTSOCK", listen),
      Scenario("test_1_to_1_accept_close", "accept() with invalid socket - ENOTSOCK", accept),
      Scenario("test_1_to_1_connect", "connect() with invalid socket - ENOTSOCK", connect),
      Scenario("test_1_to_1_connectx", "sctp_connectx() with invalid socket - ENOTSOCK", connectx),
      Scenario("test_1_to_1_send", "send() with invalid socket - ENOTSOCK", send),
      Scenario("test_1_to_1_sendmsg", "sendmsg() with invalid socket - ENOTSOCK", sendmsg),
      Scenario("test_1_to_1_recvfrom", "recvfrom() with invalid socket - ENOTSOCK", recvfrom),
      Scenario("test_1_to_1_recvmsg", "recvmsg() with invalid socket - ENOTSOCK", recvmsg),
      Scenario("test_1_to_1_shutdown", "shutdown() with an invalid socket - ENOTSOCK", shutdown),
      Scenario("test_1_to_1_addrs", "sctp_getladdrs() with invalid socket - ENOTSOCK", localAddresses),
      Scenario("test_1_to_1_addrs", "sctp_getpaddrs() with invalid socket - ENOTSOCK", peerAddresses),
      Scenario("test_1_to_1_sockopt", "setsockopt() with an invalid socket - ENOTSOCK", setsockopt),
      Scenario("test_1_to_1_sockopt", "getsockopt() with an invalid socket - ENOTSOCK", getsockopt),
      Scenario("test_getname", "getsockname on an invalid socket - ENOTSOCK", localAddresses),
      Scenario("test_getname", "getpeername on an invalid socket - ENOTSOCK", peerAddresses),
    ]

    @Test("with a file - ENOTSOCK", arguments: files)
    func file(_ scenario: Scenario) throws {
      let file = try FileDescriptor.file()
      expectFailure(.notSocket, .notSCTP) { try scenario.call(file) }
    }
  }
}

private func bind(_ descriptor: FileDescriptor) throws {
  try SCTPOneToOneSocket(takingOwnershipOf: descriptor).bind(to: .loopback(port: 0))
}

private func listen(_ descriptor: FileDescriptor) throws {
  try SCTPListener(takingOwnershipOf: descriptor).listen(backlog: 3)
}

private func accept(_ descriptor: FileDescriptor) throws {
  _ = try SCTPListener(takingOwnershipOf: descriptor).accepted()
}

private func close(_ descriptor: FileDescriptor) throws {
  try SCTPOneToOneSocket(takingOwnershipOf: descriptor).close()
}

private func connect(_ descriptor: FileDescriptor) throws {
  try SCTPOneToOneSocket(takingOwnershipOf: descriptor).connect(to: [.loopback(port: 1)], timeout: patience)
}

private func connectx(_ descriptor: FileDescriptor) throws {
  let addresses = try (1...2).map { try SCTPAddress.loopback(number: $0, port: 1) }
  try SCTPOneToOneSocket(takingOwnershipOf: descriptor).connect(to: addresses, timeout: patience)
}

private func send(_ descriptor: FileDescriptor) throws {
  try SCTPOneToOneSocket(takingOwnershipOf: descriptor).send(.hello)
}

private func sendmsg(_ descriptor: FileDescriptor) throws {
  try SCTPSocket(takingOwnershipOf: descriptor).send(.hello, to: .loopback(port: 1), options: .init(context: 1))
}

private func recvfrom(_ descriptor: FileDescriptor) throws {
  _ = try SCTPOneToOneSocket(takingOwnershipOf: descriptor).receive(timeout: patience)
}

private func recvmsg(_ descriptor: FileDescriptor) throws {
  _ = try SCTPOneToOneSocket(takingOwnershipOf: descriptor).part(1_024)
}

private func shutdown(_ descriptor: FileDescriptor) throws {
  try SCTPOneToOneSocket(takingOwnershipOf: descriptor).shutdown()
}

private func localAddresses(_ descriptor: FileDescriptor) throws {
  _ = try SCTPOneToOneSocket(takingOwnershipOf: descriptor).localAddresses()
}

private func peerAddresses(_ descriptor: FileDescriptor) throws {
  _ = try SCTPOneToOneSocket(takingOwnershipOf: descriptor).peerAddresses()
}

private func setsockopt(_ descriptor: FileDescriptor) throws {
  try SCTPOneToOneSocket(takingOwnershipOf: descriptor).setOption(.noDelay, to: true)
}

private func getsockopt(_ descriptor: FileDescriptor) throws {
  _ = try SCTPOneToOneSocket(takingOwnershipOf: descriptor).option(.noDelay)
}
