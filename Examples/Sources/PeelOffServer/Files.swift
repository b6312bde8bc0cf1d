import Foundation
import SCTP
import SystemPackage

/// The file to send.
final class SourceFile: Sendable {
  let name: String
  let length: Int
  let descriptor: FileDescriptor

  /// Opens a file, or the executable of this program if the path is nil.
  static func open(_ path: String?) throws(Failure) -> SourceFile {
    if let path { return try SourceFile(path, name: path) }
    let executable = "/proc/self/exe"
    let name = try? FileManager.default.destinationOfSymbolicLink(atPath: executable)
    return try SourceFile(executable, name: "this program, \(name ?? executable)")
  }

  private init(_ path: String, name: String) throws(Failure) {
    do {
      // A blocking open of a pipe would wait for a writer.
      descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.nonBlocking, .closeOnExec])
    } catch {
      throw Failure("cannot open \(name)", because: error)
    }
    self.name = name
    do {
      let status = try Stat(descriptor)
      length = Int(status.size)
      guard status.type == .regular else { throw Failure("this is not a regular file") }
    } catch {
      try? descriptor.close()
      throw Failure("cannot send \(name)", because: error)
    }
  }

  deinit { try? descriptor.close() }
}

/// A temporary file, which is deleted when nothing refers to it.
final class TemporaryFile: Sendable {
  let descriptor: FileDescriptor

  init() throws(Failure) {
    let folder = FileManager.default.temporaryDirectory.path
    let path = "\(folder)/PeelOffServer-\(UUID().uuidString)"
    do {
      descriptor = try FileDescriptor.open(
        FilePath(path), .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
    } catch {
      throw Failure("cannot create a temporary file in \(folder)", because: error)
    }
    // Without a name, the file exists only as long as its descriptor, even if the process crashes.
    try? FileManager.default.removeItem(atPath: path)
  }

  deinit { try? descriptor.close() }

  func write(_ bytes: [UInt8], at offset: Int) throws(Failure) {
    do {
      try descriptor.writeAll(toAbsoluteOffset: Int64(offset), bytes)
    } catch {
      throw Failure("cannot write the temporary file", because: error)
    }
  }
}

extension FileDescriptor {
  /// The bytes at an offset: `count`, or fewer at the end of the file.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    try unsafe Array(unsafeUninitializedCapacity: count) { buffer, filled in
      let buffer = UnsafeMutableRawBufferPointer(buffer)
      while filled < count {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let read = try unsafe self.read(fromAbsoluteOffset: Int64(offset + filled), into: rest)
        if read == 0 { break }
        filled += read
      }
    }
  }

  /// Whether two files contain the same bytes.
  func hasSameBytes(as other: FileDescriptor) throws -> Bool {
    let chunk = 1 << 20
    var offset = 0
    while true {
      let mine = try bytes(at: offset, count: chunk)
      guard try mine == other.bytes(at: offset, count: chunk) else { return false }
      if mine.count < chunk { return true }
      offset += chunk
    }
  }
}
