#if os(Linux)
internal import CSCTP
internal import SystemPackage

/// The associations that the kernel reports for a socket.
///
/// An association that sendmsg(2) sets up has no identifier until the peer has answered; the kernel reports 0 for it.
enum AssociationList {
  /// Returns the number of associations of a one-to-many socket, including those being set up.
  ///
  /// The C option is `SCTP_GET_ASSOC_NUMBER`.
  static func count(on descriptor: CInt) throws(SCTPError) -> Int {
    let option = KernelOption<UInt32>(
      "SCTP_GET_ASSOC_NUMBER", CSCTP.SCTP_GET_ASSOC_NUMBER)
    return Int(try option.value(on: descriptor, request: 0))
  }

  /// Returns the identifiers of the associations of a one-to-many socket, without those that have none yet.
  static func identifiers(on descriptor: CInt) throws(SCTPError) -> [SCTPAssociationID] {
    try all(on: descriptor).filter { !$0.isReserved }
  }

  /// Returns all associations of a one-to-many socket.
  ///
  /// The C option is `SCTP_GET_ASSOC_ID_LIST`.
  static func all(on descriptor: CInt) throws(SCTPError) -> [SCTPAssociationID] {
    while true {
      // Associations may come up between the two calls. If they exceed the capacity, the second call fails with EINVAL.
      let capacity = try count(on: descriptor) + 8
      do throws(SCTPError) {
        return try all(on: descriptor, capacity: capacity)
      } catch let error where error.code == .invalidArgument {
        guard try count(on: descriptor) > capacity else { throw error }
      }
    }
  }

  private static func all(on descriptor: CInt, capacity: Int) throws(SCTPError) -> [SCTPAssociationID] {
    var words = [UInt32](repeating: 0, count: 1 + capacity)
    var length = socklen_t(words.count * MemoryLayout<UInt32>.size)
    try check("getsockopt(SCTP_GET_ASSOC_ID_LIST)") {
      unsafe csctp_getsockopt(descriptor, SOL_SCTP, CSCTP.SCTP_GET_ASSOC_ID_LIST, &words, &length)
    }
    return words.dropFirst().prefix(Int(words[0])).map { SCTPAssociationID(rawValue: Int32(bitPattern: $0)) }
  }

  /// Returns whether any socket of this network namespace has the association, according to /proc/net/sctp/assocs.
  static func existsInNamespace(_ association: SCTPAssociationID) -> Bool {
    let table = (try? FileContents("/proc/net/sctp/assocs"))?.bytes ?? []
    // ASSOC SOCK STY SST ST HBKT ASSOC-ID …
    return table.split(separator: UInt8(ascii: "\n")).dropFirst().contains { line in
      let columns = line.split(separator: UInt8(ascii: " "), maxSplits: 7)
      return columns.count > 6 && String(decoding: columns[6], as: UTF8.self) == "\(association.rawValue)"
    }
  }
}

/// The bytes of a small file, such as a file in procfs.
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
