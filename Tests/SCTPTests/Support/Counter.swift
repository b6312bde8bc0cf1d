import Synchronization

/// A number that several threads or tasks count.
final class Counter: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .acquiring) }

  func increment() { count.add(1, ordering: .acquiringAndReleasing) }
}

/// A switch that one thread or task throws and others look at.
final class Flag: Sendable {
  private let isOn = Atomic(false)

  var isSet: Bool { isOn.load(ordering: .acquiring) }

  func set() { isOn.store(true, ordering: .releasing) }
}
