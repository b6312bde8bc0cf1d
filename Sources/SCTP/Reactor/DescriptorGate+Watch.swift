#if os(Linux)
extension DescriptorGate where State: ~Copyable, Observer == ReadinessWatch {
  /// The watch that tasks wait on; nil if no task has waited.
  var existingWatch: ReadinessWatch? { observer.load() }

  /// Returns the watch on which a task in this thread can wait for changes of this kind, for a call under way.
  func watch(_ descriptor: CInt, for readiness: Readiness) throws(SCTPError) -> ReadinessWatch {
    try withLock { _ throws(SCTPError) in
      let watch = if let existingWatch { existingWatch } else { try startWatching(descriptor) }
      try watch.prepare(for: readiness, descriptor)
      return watch
    }
  }

  private func startWatching(_ descriptor: CInt) throws(SCTPError) -> ReadinessWatch {
    let reactor = try Reactor.chooseForWaitInThisThread()
    let watch = ReadinessWatch(reactor)
    try reactor.add(watch, descriptor)
    return observer.storeIfNil(watch)
  }
}
#endif
