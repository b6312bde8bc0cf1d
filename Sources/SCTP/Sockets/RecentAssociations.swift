#if os(Linux)
/// What became of the associations that left a socket lately, to explain why a call finds them no more.
struct RecentAssociations {
  /// A server sees associations come and go without end: only the latest are remembered.
  private static let capacity = 64

  private var reasons: [(association: SCTPAssociationID, reason: SCTPError.Reason)] = []
  private var oldest = 0

  mutating func note(_ association: SCTPAssociationID, _ reason: SCTPError.Reason) {
    if let index = reasons.firstIndex(where: { $0.association == association }) {
      reasons[index].reason = reason
    } else if reasons.count < Self.capacity {
      reasons.append((association, reason))
    } else {
      reasons[oldest] = (association, reason)
      oldest = (oldest + 1) % Self.capacity
    }
  }

  func reason(for association: SCTPAssociationID) -> SCTPError.Reason? {
    reasons.first { $0.association == association }?.reason
  }
}
#endif
