import Foundation
import SCTP
import Testing

/// A process without free descriptors: opens /dev/null until none is left, and closes the files in `deinit`.
struct DescriptorShortage: ~Copyable {
  private var held: [CInt] = []

  /// Lowers the process's limit, so that few descriptors are left to take.
  ///
  /// No privilege is needed to raise it again.
  static func prepare() throws {
    var limit = rlimit()
    try #require(unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
    limit.rlim_cur = min(limit.rlim_cur, 128)
    try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
  }

  /// Takes every free descriptor.
  init() {
    while case let one = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC), one >= 0 { held.append(one) }
  }

  /// Whether opening a file fails because of the process's limit.
  static var isReal: Bool { unsafe open("/dev/null", O_RDONLY | O_CLOEXEC) < 0 && errno == EMFILE }

  /// Closes some of the files.
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
  /// Whether this is the virtual machine of Scripts/with-sctp, where no other program suffers from the limit.
  static var isOursAlone: Bool {
    let line = (try? String(contentsOfFile: "/proc/cmdline", encoding: .utf8)) ?? ""
    return line.contains(" guest=") && geteuid() == 0
  }

  /// Runs `body` while only a privileged process can open a file.
  static func whileNothingIsLeft(_ body: () async throws -> Void) async throws {
    let before = try Sysctl.value(of: "fs.file-max")
    try Sysctl.set("fs.file-max", to: "1")
    defer { try? Sysctl.set("fs.file-max", to: before) }
    try await body()
  }
}

/// The privilege to bind reserved ports.
enum Privileges {
  /// Whether binding a port needs the privilege.
  static func reservePorts(_ port: UInt16) -> Bool {
    let first = try? Sysctl.number("net.ipv4.ip_unprivileged_port_start")
    return port < first ?? 1_024
  }

  /// Drops the privilege of the calling thread; the kernel keeps privileges by thread.
  static func dropPortsHere(_ location: SourceLocation = #_sourceLocation) throws {
    // glibc exports both functions, but no header declares them.
    guard let get = unsafe dlsym(nil, "capget"), let set = unsafe dlsym(nil, "capset") else {
      Issue.record("this C library has no capset(2)", sourceLocation: location)
      return
    }
    // _LINUX_CAPABILITY_VERSION_3, and 0 for the calling thread.
    var header: [UInt32] = [0x2008_0522, 0]
    // The effective, permitted and inheritable capabilities, the low 32 of each first.
    var sets = [UInt32](repeating: 0, count: 6)
    let got = unsafe unsafeBitCast(get, to: CapabilityCall.self)(&header, &sets)
    try #require(got == 0, "capget(2): errno \(errno)", sourceLocation: location)
    let bindService: UInt32 = 1 << 10
    sets[0] &= ~bindService
    let done = unsafe unsafeBitCast(set, to: CapabilityCall.self)(&header, &sets)
    try #require(done == 0, "capset(2): errno \(errno)", sourceLocation: location)
  }

  private typealias CapabilityCall =
    @convention(c) (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>) -> CInt
}
