import Foundation
import SystemPackage
import Testing

@testable import SCTP

/// A host with its own addresses, interfaces, and kernel settings: a network namespace.
///
/// The namespace exists as long as this object, a socket, or a process in it.
final class TestHost: Sendable {
  /// The number in the addresses of the host.
  let number: Int
  private let namespace: NetworkNamespace

  init(number: Int) throws {
    self.number = number
    namespace = try NetworkNamespace()
  }

  deinit { namespace.close() }

  /// A path under which other processes find the host's namespace.
  var path: String { "/proc/\(getpid())/fd/\(namespace.descriptor.rawValue)" }

  /// The address of the host's interfaces on every link.
  var hardwareAddress: String { "02:00:00:00:00:0\(number)" }

  /// Runs `body` on this host: the sockets, programs, and threads that it creates belong to the host.
  ///
  /// Peel-off works only here, because the kernel refuses it in any other namespace.
  func run<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    let before = NetworkNamespace.current
    defer {
      before.enter()
      before.close()
    }
    namespace.enter()
    return try body()
  }

  /// The host's address on a link.
  func address(on link: Int, _ family: SCTPAddressFamily = .ipv4, port: UInt16) throws -> SCTPAddress {
    try SCTPAddress(host(on: link, family), port: port)
  }

  /// The host's address on a link as text.
  func host(on link: Int, _ family: SCTPAddressFamily = .ipv4) -> String {
    family == .ipv4 ? "10.77.\(link).\(number)" : "2001:db8:\(link)::\(number)"
  }
}

/// A network namespace, which a thread can enter.
private struct NetworkNamespace {
  let descriptor: FileDescriptor

  private init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// Creates a namespace; needs root.
  init() throws {
    let before = Self.current
    defer { before.close() }
    guard Self.unshare(Self.flag) == 0 else { throw Errno(rawValue: errno) }
    self = Self.current
    before.enter()
  }

  func close() { try? descriptor.close() }

  /// Moves the calling thread to the namespace.
  ///
  /// A thread in the wrong namespace would make every later test wrong, so a failure ends the process.
  func enter() {
    precondition(Self.setns(descriptor.rawValue, Self.flag) == 0, "setns: errno \(errno)")
  }

  /// The namespace of the calling thread.
  static var current: NetworkNamespace {
    let number = unsafe open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
    precondition(number >= 0, "/proc/thread-self/ns/net: errno \(errno)")
    return NetworkNamespace(FileDescriptor(rawValue: number))
  }

  /// The kernel's `CLONE_NEWNET`.
  private static let flag: CInt = 0x4000_0000

  // Swift's module of the C library lacks these two.
  private static let unshare = unsafe unsafeBitCast(
    dlsym(nil, "unshare"), to: (@convention(c) (CInt) -> CInt).self)
  private static let setns = unsafe unsafeBitCast(
    dlsym(nil, "setns"), to: (@convention(c) (CInt, CInt) -> CInt).self)
}
