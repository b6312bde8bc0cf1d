#if os(Linux)
internal import CSCTP
internal import SystemPackage

/// What the kernel says about the associations of a socket as a whole.
enum AssociationList {
  /// How many associations a one-to-many socket has, those being set up included.
  ///
  /// The C option is `SCTP_GET_ASSOC_NUMBER`.
  static func count(on descriptor: CInt) throws(SCTPError) -> Int {
    let option = KernelOption<UInt32>(
      "SCTP_GET_ASSOC_NUMBER", CSCTP.SCTP_GET_ASSOC_NUMBER)
    return Int(try option.value(on: descriptor, request: 0))
  }

  /// The identifiers of a one-to-many socket's associations.
  ///
  /// The C option is `SCTP_GET_ASSOC_ID_LIST`.
  static func identifiers(on descriptor: CInt) throws(SCTPError) -> [SCTPAssociationID] {
    while true {
      // Room for some that come between the two calls; for more the kernel answers EINVAL.
      let room = try count(on: descriptor) + 8
      do throws(SCTPError) {
        return try identifiers(on: descriptor, room: room)
      } catch let error where error.code == .invalidArgument {
        guard try count(on: descriptor) > room else { throw error }
      }
    }
  }

  private static func identifiers(on descriptor: CInt, room: Int) throws(SCTPError) -> [SCTPAssociationID] {
    var words = [UInt32](repeating: 0, count: 1 + room)
    var length = socklen_t(words.count * MemoryLayout<UInt32>.size)
    try check("getsockopt(SCTP_GET_ASSOC_ID_LIST)") {
      unsafe csctp_getsockopt(descriptor, SOL_SCTP, CSCTP.SCTP_GET_ASSOC_ID_LIST, &words, &length)
    }
    return words.dropFirst().prefix(Int(words[0])).map { SCTPAssociationID(rawValue: Int32(bitPattern: $0)) }
  }

  /// Whether any socket of this network namespace has the association, as /proc/net/sctp/assocs lists them.
  static func isAnywhere(_ association: SCTPAssociationID) -> Bool {
    let table = (try? FileContents("/proc/net/sctp/assocs"))?.bytes ?? []
    // ASSOC SOCK STY SST ST HBKT ASSOC-ID …
    return table.split(separator: UInt8(ascii: "\n")).dropFirst().contains { line in
      let columns = line.split(separator: UInt8(ascii: " "), maxSplits: 7)
      return columns.count > 6 && String(decoding: columns[6], as: UTF8.self) == "\(association.rawValue)"
    }
  }
}

/// The bytes of a small file, such as one of procfs.
struct FileContents {
  private(set) var bytes: [UInt8] = []

  init(_ path: FilePath) throws {
    let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    try file.closeAfter {
      var chunk = [UInt8](repeating: 0, count: 16_384)
      while case let count = try unsafe chunk.withUnsafeMutableBytes({ try unsafe file.read(into: $0) }), count > 0 {
        bytes.append(contentsOf: chunk.prefix(count))
      }
    }
  }
}
#endif
