#if os(Linux)
/// The most recently peeled-off associations, which explain why a call does not find an association.
struct PeeledOffAssociations {
  /// A server may peel off any number of associations, so only the most recent ones are stored.
  private static let capacity = 64

  /// Once full, a ring buffer whose oldest element is at `count % capacity`.
  private var latest: [SCTPAssociationID] = []
  private var count = 0

  mutating func insert(_ association: SCTPAssociationID) {
    if count < Self.capacity {
      latest.append(association)
    } else {
      latest[count % Self.capacity] = association
    }
    count += 1
  }

  func contains(_ association: SCTPAssociationID) -> Bool { latest.contains(association) }
}
#endif
