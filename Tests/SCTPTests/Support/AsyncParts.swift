import SCTP
import Testing

extension SCTPSocket {
  /// Receives into a buffer of this size, without blocking a thread.
  func asyncPart(_ capacity: Int) async throws -> Part {
    let part = try await Part(capacity) { (span: inout OutputRawSpan) async throws in
      try await receive(into: &span, timeout: patience)
    }
    return try #require(part)
  }
}

extension SCTPOneToOneSocket {
  /// Receives into a buffer of this size, without blocking a thread; nil at the end of the association.
  func asyncPart(_ capacity: Int) async throws -> Part? {
    try await Part(capacity) { (span: inout OutputRawSpan) async throws in
      try await receive(into: &span, timeout: patience)
    }
  }
}

extension Sequence {
  /// The results of calls that are made one after the other.
  func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
