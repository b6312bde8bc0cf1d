import Foundation

/// How the kernel shares out the send buffer of a socket with many associations.
enum SendBufferPolicy {
  private static let file = "/proc/sys/net/sctp/sndbuf_policy"

  /// Makes a socket whose associations have a send buffer each, if the process may ask for that.
  ///
  /// Where they share one, the kernel goes through all associations of the socket whenever a message of any has left: what a
  /// message costs would grow with their number, whoever sends it.
  static func ofEachAssociation<Socket>(_ makeSocket: () throws -> Socket) throws -> Socket {
    guard let before = try? String(contentsOfFile: file, encoding: .ascii), set("1\n") else { return try makeSocket() }
    defer { _ = set(before) }
    return try makeSocket()
  }

  private static func set(_ policy: String) -> Bool {
    guard let handle = FileHandle(forWritingAtPath: file) else { return false }
    return (try? handle.write(contentsOf: Data(policy.utf8))) != nil
  }
}
