import Foundation
import Testing

/// The files of /dev/null that a process holds open to be out of descriptors.
struct DescriptorShortage: ~Copyable {
  private var held: [CInt] = []

  /// Lowers the limit, so that there are not too many descriptors to take; raising it again takes no privilege.
  static func prepare() throws {
    var limit = rlimit()
    try #require(unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
    limit.rlim_cur = min(limit.rlim_cur, 128)
    try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
  }

  /// Takes all descriptors that are left.
  init() {
    while case let one = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC), one >= 0 { held.append(one) }
  }

  /// Whether it is the process's limit that stopped it, and not another error.
  static var isReal: Bool { unsafe open("/dev/null", O_RDONLY | O_CLOEXEC) < 0 && errno == EMFILE }

  /// Gives some of the descriptors back.
  mutating func giveBack(_ count: Int) {
    for one in held.suffix(count) { close(one) }
    held.removeLast(count)
  }

  deinit {
    for one in held { close(one) }
  }
}

/// The limit on the files that all processes together may have open.
enum SystemFileLimit {
  /// Whether this is the machine that Scripts/with-sctp starts for a command: no other program is there to be hurt.
  static var isOursAlone: Bool {
    let line = (try? String(contentsOfFile: "/proc/cmdline", encoding: .utf8)) ?? ""
    return line.contains(" guest=") && geteuid() == 0
  }

  /// Runs `body` while only a privileged process can open anything.
  static func whileNothingIsLeft(_ body: () async throws -> Void) async throws {
    let file = "/proc/sys/fs/file-max"
    let before = try String(contentsOfFile: file, encoding: .utf8)
    try "1\n".write(toFile: file, atomically: false, encoding: .utf8)
    defer { try? before.write(toFile: file, atomically: false, encoding: .utf8) }
    try await body()
  }
}
