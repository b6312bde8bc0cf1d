#if os(Linux)
/// The associations that were peeled off last, to explain why a call does not find them.
struct PeeledOffAssociations {
  /// A server may peel off any number of associations: only the latest are remembered.
  private static let capacity = 64

  /// A ring, once it is full: the oldest is then at `count % capacity`.
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
