import Synchronization

/// A counter that several tasks increment.
final class Counter: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  func increment() { count.add(1, ordering: .relaxed) }
}

/// A flag that one task sets and other tasks read.
final class Flag: Sendable {
  private let isOn = Atomic(false)

  var isSet: Bool { isOn.load(ordering: .acquiring) }

  func set() { isOn.store(true, ordering: .releasing) }
}
