#if os(Linux)
extension DescriptorGate where State: ~Copyable, Observer == ReadinessWatch {
  /// The watch that tasks wait on; nil if no task has waited.
  var existingWatch: ReadinessWatch? { observer.load() }

  /// Returns the watch that tasks wait on, for a call under way.
  func watch(_ descriptor: CInt, for readiness: Readiness) throws(SCTPError) -> ReadinessWatch {
    let watch = try Reactor.shared().watch(descriptor, in: observer)
    try watch.startCounting(readiness, of: descriptor)
    return watch
  }
}
#endif
