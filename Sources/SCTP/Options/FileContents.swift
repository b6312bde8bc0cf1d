#if os(Linux)
internal import SystemPackage

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
