/// Writes control messages as the kernel does in `put_cmsg`.
struct KernelControl {
  let capacity: Int
  private(set) var bytes: [UInt8] = []
  private(set) var isTruncated = false

  init(capacity: Int) { self.capacity = capacity }

  mutating func appendMessages(from input: inout Input) {
    while !input.isAtEnd, !isTruncated {
      switch input.byte() % 4 {
      case 0: append(level: 132, type: 3, input.bytes(28))  // SCTP_RCVINFO
      case 1: append(level: 132, type: 4, input.bytes(16))  // SCTP_NXTINFO
      case 2: append(level: 132, type: CInt(input.byte() % 12), input.bytes(Int(input.byte() % 64)))
      default: append(level: CInt(input.byte()), type: CInt(input.byte() % 12), input.bytes(Int(input.byte() % 64)))
      }
    }
  }

  private mutating func append(level: CInt, type: CInt, _ data: [UInt8]) {
    let space = capacity - bytes.count
    guard space >= 16 else {
      isTruncated = true
      return
    }
    let length = min(16 + data.count, space)
    isTruncated = length < 16 + data.count
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    bytes += [level, type].flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    bytes += data.prefix(length - 16)
    let padded = min((16 + data.count + 7) / 8 * 8, space)
    bytes += [UInt8](repeating: 0, count: max(0, padded - length))
  }
}
