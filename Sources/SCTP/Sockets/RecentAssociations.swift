#if os(Linux)
/// What became of the associations that left a socket lately, to explain why a call finds them no more.
struct RecentAssociations {
  /// A server sees associations come and go without end: only the latest are remembered.
  private static let capacity = 64

  /// A ring, once it is full: then the oldest comes at `count % capacity`.
  private var reasons: [(association: SCTPAssociationID, reason: SCTPError.Reason)] = []
  private var count = 0

  mutating func note(_ association: SCTPAssociationID, _ reason: SCTPError.Reason) {
    if count < Self.capacity {
      reasons.append((association, reason))
    } else {
      reasons[count % Self.capacity] = (association, reason)
    }
    count += 1
  }

  /// The latest that was noted.
  func reason(for association: SCTPAssociationID) -> SCTPError.Reason? {
    let oldest = count % max(reasons.count, 1)
    let inOrder = [reasons[oldest...], reasons[..<oldest]].joined()
    return inOrder.last { $0.association == association }?.reason
  }
}
#endif
