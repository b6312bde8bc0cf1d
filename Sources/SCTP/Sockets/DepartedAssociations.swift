#if os(Linux)
/// The associations that peel-off removed from a socket last, to explain why a call does not find them.
struct DepartedAssociations {
  /// A server may peel off any number of associations: only the latest are remembered.
  private static let capacity = 64

  /// A ring, once it is full: the oldest entry is then at `count % capacity`.
  private var latest: [(association: SCTPAssociationID, reason: SCTPError.Reason)] = []
  private var count = 0

  mutating func insert(_ association: SCTPAssociationID, _ reason: SCTPError.Reason) {
    if count < Self.capacity {
      latest.append((association, reason))
    } else {
      latest[count % Self.capacity] = (association, reason)
    }
    count += 1
  }

  /// Why the socket does not have an association any more; nil if peel-off did not remove it.
  func reason(for association: SCTPAssociationID) -> SCTPError.Reason? {
    // The kernel reuses an identifier only after it has assigned all others, so it is here once at most.
    latest.first { $0.association == association }?.reason
  }
}
#endif
