import SCTP

extension SCTPReceiveBatch {
  /// What one call put in the batch.
  var parts: [Part] {
    var parts: [Part] = []
    withEach { bytes, info in parts.append(Part(bytes, info)) }
    return parts
  }

  var payloads: [[UInt8]] { parts.map(\.bytes) }
}
