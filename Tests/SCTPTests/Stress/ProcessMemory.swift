import Foundation
import Testing

/// The memory of this process that is in use, in bytes.
func residentMemory() throws -> Int {
  // In pages: first the size of the address space, then the size of its resident part.
  let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
  return try #require(fields.dropFirst().first.flatMap { Int($0) }) * sysconf(CInt(_SC_PAGESIZE))
}

/// The bytes that the process has allocated and not freed.
///
/// Under the address sanitizer, freed blocks stay resident for a while, so the resident memory shows less.
func allocatedMemory() throws -> Int {
  // A sanitizer replaces malloc(3).
  if let address = unsafe dlsym(nil, "__sanitizer_get_current_allocated_bytes") {
    return unsafe unsafeBitCast(address, to: (@convention(c) () -> Int).self)()
  }
  return try memoryOfMalloc()
}

/// The bytes that malloc_info(3) reports as allocated.
private func memoryOfMalloc() throws -> Int {
  typealias Function = @convention(c) (CInt, UnsafeMutableRawPointer) -> CInt
  let address = unsafe try #require(unsafe dlsym(nil, "malloc_info"))
  var buffer: UnsafeMutablePointer<CChar>?
  var length = 0
  let stream = unsafe try #require(unsafe open_memstream(&buffer, &length))
  _ = unsafe unsafeBitCast(address, to: Function.self)(0, UnsafeMutableRawPointer(stream))
  unsafe fclose(stream)
  defer { unsafe free(buffer) }
  let report = unsafe String(cString: try #require(unsafe buffer))
  let system = try #require(size(of: "<system type=\"current\"", in: report))
  let fast = try #require(size(of: "<total type=\"fast\"", in: report))
  let rest = try #require(size(of: "<total type=\"rest\"", in: report))
  let mapped = try #require(size(of: "<total type=\"mmap\"", in: report))
  return system - fast - rest + mapped
}

/// Returns the size in the last element with this beginning, such as `<total type="rest" count="3" size="4711"/>`.
///
/// The elements after the last heap are about the process.
private func size(of element: String, in report: String) -> Int? {
  let line = report.split(separator: "\n").last { $0.contains(element) }
  return line?.split(separator: "size=\"").last.flatMap { Int($0.prefix { $0.isNumber }) }
}
