import CSCTP

@testable import SCTP

/// The state of each message that has been received in part, in one dictionary.
struct ReassemblyModel {
  private struct Key: Hashable {
    let association: CInt
    let stream: UInt16
    let isUnordered: Bool

    init(_ incoming: csctp_incoming) {
      association = incoming.info.rcv_assoc_id
      stream = incoming.info.rcv_sid
      isUnordered = incoming.info.rcv_flags & 1 != 0
    }
  }

  private struct Entry {
    var bytes: [UInt8]?
    var firstTSN: UInt32 = 0
    var isRefused = false
    var isAbandoned = false
    var isDelivered = false

    var isEmpty: Bool { bytes == nil && !isRefused && !isAbandoned && !isDelivered }
  }

  private var entries: [Key: Entry] = [:]
  private var hasProgressed = false

  /// The least and the greatest memory that the buffered messages can use: an array may have spare capacity.
  private var memory: ClosedRange<Int> {
    entries.values.compactMap(\.bytes?.count).reduce(0...0) { sum, count in
      let least = sum.lowerBound + count + MessageAssembly.overhead
      return least...sum.upperBound + Swift.max(64, 2 * count) + MessageAssembly.overhead
    }
  }

  private mutating func update(_ key: Key, _ body: (inout Entry) -> Void) {
    var entry = entries[key] ?? Entry()
    body(&entry)
    entries[key] = entry.isEmpty ? nil : entry
  }

  /// Checks a successful call.
  mutating func add(
    _ bytes: [UInt8], _ part: csctp_incoming, _ limits: MessageAssembly.Limits, returned message: [UInt8]?,
    _ result: csctp_incoming
  ) {
    let (key, isEnd) = (Key(part), part.flags & 0x80 != 0)
    if entries[key]?.isRefused == true {
      require(message == nil, "a part of a refused message was returned")
      return update(key) { $0.isRefused = !isEnd }
    }
    require(entries[key]?.isAbandoned != true, "an abandoned message did not fail")
    let first = entries[key]?.bytes.map { _ in entries[key]?.firstTSN ?? 0 } ?? part.info.rcv_tsn
    let whole = (entries[key]?.bytes ?? []) + bytes
    require(whole.count <= limits.message, "a message of \(whole.count) bytes exceeds the limit \(limits.message)")
    update(key) {
      $0.isDelivered = false
      $0.bytes = isEnd ? nil : whole
      $0.firstTSN = first
    }
    require(message == (isEnd ? whole : nil), "returned \(message as Any) instead of \(whole), end: \(isEnd)")
    if isEnd {
      require(result.info.rcv_tsn == first && result.flags & 0x80 != 0, "the information is not that of the first part")
    } else {
      hasProgressed = true
      require(memory.lowerBound <= limits.total, "the messages need \(memory) bytes, but may use \(limits.total)")
    }
  }

  /// Checks a call that failed.
  mutating func add(
    _ bytes: [UInt8], _ part: csctp_incoming, _ limits: MessageAssembly.Limits, failedWith error: SCTPError
  ) {
    let (key, isEnd) = (Key(part), part.flags & 0x80 != 0)
    let entry = entries[key] ?? Entry()
    require(!entry.isRefused, "a refused message fails again")
    let size = (entry.bytes?.count ?? 0) + bytes.count
    if entry.isAbandoned {
      require(error.reason == .reassemblyLimitExceeded, "an abandoned message failed with \(error)")
      return update(key) {
        $0.isAbandoned = false
        $0.isRefused = !isEnd
      }
    }
    update(key) {
      $0.isDelivered = false
      $0.bytes = nil
      $0.isRefused = !isEnd
    }
    if size > limits.message {
      require(error.reason == .messageTooLong, "a message of \(size) bytes failed with \(error)")
    } else {
      require(error.reason == .reassemblyLimitExceeded && !isEnd, "a message of \(size) bytes failed with \(error)")
      let needed = memory.upperBound + size + MessageAssembly.overhead
      require(needed > limits.total, "a message failed, although \(needed) of \(limits.total) bytes are used")
    }
    require(error.code == .messageTooLong && error.stream == key.stream, "the error is \(error)")
    require(error.association?.rawValue == key.association, "the error concerns \(error.association as Any)")
  }

  mutating func deliver(_ part: csctp_incoming) {
    let isEnd = part.flags & 0x80 != 0
    update(Key(part)) {
      $0.bytes = nil
      $0.isDelivered = !isEnd
    }
    if !isEnd { hasProgressed = true }
  }

  mutating func discard(_ association: SCTPAssociationID, _ stream: UInt16?) {
    let keys = entries.keys.filter { $0.association == association.rawValue }
    let ofStream = keys.filter { $0.stream == stream }
    for key in ofStream.isEmpty ? keys : ofStream { entries[key] = nil }
  }

  mutating func abandon(_ ended: Set<SCTPAssociationID>) {
    for (key, entry) in entries where entry.bytes != nil && ended.contains(.init(rawValue: key.association)) {
      update(key) {
        $0.bytes = nil
        $0.isAbandoned = true
      }
    }
  }

  mutating func extract(_ association: SCTPAssociationID) -> ReassemblyModel {
    var moved = ReassemblyModel()
    moved.entries = entries.filter { $0.key.association == association.rawValue }
    entries = entries.filter { $0.key.association != association.rawValue }
    return moved
  }

  mutating func hasStalled() -> Bool {
    defer { hasProgressed = false }
    return !hasProgressed
  }

  func checkSpace(_ count: Int, _ part: csctp_incoming, _ limits: MessageAssembly.Limits, lacksSpace: Bool) {
    if part.flags & 0x80 != 0 || entries.isEmpty { return require(!lacksSpace, "there is space, but none was found") }
    let needed = count + MessageAssembly.overhead
    if memory.lowerBound + needed > limits.total { require(lacksSpace, "there is no space, but some was found") }
    if memory.upperBound + needed <= limits.total { require(!lacksSpace, "there is space, but none was found") }
  }

  func bufferedAssociations(besides part: csctp_incoming) -> Set<SCTPAssociationID> {
    let buffered = entries.filter { $0.value.bytes != nil && $0.key.association != part.info.rcv_assoc_id }
    return Set(buffered.keys.map { SCTPAssociationID(rawValue: $0.association) })
  }

  /// Checks all properties, and whether there are parts of one association.
  func check(_ assembly: MessageAssembly, _ association: SCTPAssociationID) {
    let values = entries.values
    require(assembly.isEmpty == entries.isEmpty, "isEmpty is \(assembly.isEmpty)")
    let isReassembling = values.contains { $0.bytes != nil || $0.isRefused || $0.isAbandoned }
    require(assembly.isReassembling == isReassembling, "isReassembling is \(assembly.isReassembling)")
    require(assembly.isDelivering == values.contains { $0.isDelivered }, "isDelivering is \(assembly.isDelivering)")
    let associations = Set(entries.keys.map { SCTPAssociationID(rawValue: $0.association) })
    require(assembly.associations == associations, "the associations are \(assembly.associations)")
    let hasParts = assembly.hasParts(of: association)
    require(hasParts == associations.contains(association), "hasParts(of: \(association)) is \(hasParts)")
  }
}
