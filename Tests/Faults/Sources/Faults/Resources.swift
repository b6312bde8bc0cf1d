import Interposer

/// What the process owns: descriptors, and threads of the library.
struct Resources {
  let descriptors: Set<CInt>
  let threads: CInt

  static var current: Resources {
    var numbers = [CInt](repeating: 0, count: 4_096)
    let count = unsafe interposer_descriptors(&numbers, CInt(numbers.count))
    return Resources(
      descriptors: Set(numbers.prefix(Int(count))), threads: unsafe interposer_thread_count("sctp-"))
  }

  /// Returns the limit below which this many descriptors are free.
  func limit(forFreeDescriptors count: UInt) -> UInt {
    var (limit, missing) = (UInt(0), count)
    while descriptors.contains(CInt(limit)) || missing > 0 {
      if !descriptors.contains(CInt(limit)) { missing -= 1 }
      limit += 1
    }
    return limit
  }

  /// Returns the descriptors and threads that exist now and did not exist in `before`, and those that are missing.
  func difference(from before: Resources) -> [String] {
    var lines = descriptors.subtracting(before.descriptors).sorted().map { "descriptor \($0) is left: \(describe($0))" }
    lines += before.descriptors.subtracting(descriptors).sorted().map { "descriptor \($0) is missing" }
    if threads != before.threads { lines.append("there are \(threads) threads instead of \(before.threads)") }
    return lines
  }
}

/// The kernel's name of a descriptor.
private func describe(_ descriptor: CInt) -> String {
  unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
    unsafe interposer_describe(descriptor, buffer.baseAddress, buffer.count)
    return unsafe buffer.baseAddress.map { unsafe String(cString: $0) } ?? ""
  }
}
