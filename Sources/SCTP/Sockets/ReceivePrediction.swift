#if os(Linux)
/// The predictions about the next receive of a socket, which save work in the usual cases.
///
/// A wrong prediction costs time and never changes a result.
struct ReceivePrediction {
  /// The length of long messages, in bytes; 0 if the last message was short.
  private(set) var length: UInt32 = 0
  /// The number of receives that wait before they read the queue.
  private var remainingWaits: UInt8 = 0
  /// The number of receives that waited first after the queue was last found empty; 0 if the next one reads first.
  private var grantedWaits: UInt8 = 0

  /// The length of the shortest message whose copy takes longer than reading it directly into its array.
  static var minimumLength: Int { 8_192 }

  /// A receive reads the queue first after at most this number of receives, in case that it no longer has to wait.
  private static var maximumWaits: UInt8 { 63 }

  /// Whether nothing is predicted.
  var isEmpty: Bool { length == 0 && grantedWaits == 0 }

  /// Records the length of a message that did not have the predicted length.
  mutating func recordLength(_ count: Int) {
    length = count < Self.minimumLength ? 0 : UInt32(clamping: count)
  }

  /// Returns whether the queue is probably empty, so that a receive waits before it reads the queue.
  ///
  /// The kernel does not report whether poll(2) had to wait. Some receives therefore read the queue first. As long as
  /// they find it empty, their distance doubles. The calls that wait needlessly are thus never more than those that
  /// saved a read.
  mutating func waitsFirst() -> Bool {
    if remainingWaits == 0 { return false }
    remainingWaits -= 1
    return true
  }

  /// Records whether the first read of a receive found something.
  mutating func recordFirstRead(foundSomething: Bool) {
    if foundSomething, grantedWaits == 0 { return }
    grantedWaits = foundSomething ? 0 : min(2 * grantedWaits + 1, Self.maximumWaits)
    remainingWaits = grantedWaits
  }
}
#endif
