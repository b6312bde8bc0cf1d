/// Everything that can be measured or counted.
enum Catalogue {
  /// The workloads in the order of the table.
  static var workloads: [Workload] {
    [
      Sending.oneToOne(64), Sending.oneToOne(1_024),
      Sending.oneToMany(64), Sending.oneToMany(1_024),
      Receiving.intoBuffer(64), Receiving.intoBuffer(1_024),
      Receiving.intoBufferByLibraryInBoth(64), Receiving.intoBufferByLibraryInBoth(1_024),
      Receiving.whole(64), Receiving.whole(1_024),
      Receiving.wholeAsArraysInBoth(64), Receiving.wholeAsArraysInBoth(1_024),
      Receiving.batches(64, atMost: 1 / 1.15), Receiving.batches(1_024),
      Receiving.batchesByLibraryInBoth(64), Receiving.batchesByLibraryInBoth(1_024),
      PeelingOff.workload, PeelingOff.probing,
      Serving.associations(10), Serving.associations(1_000), Serving.growth, Serving.idleNeighbors,
      Conversing.polling, Conversing.byLibraryInBoth, Conversing.blocking,
    ] + ServingPeeledOff.threads + tasksOnSwiftExecutor + tasksOnTaskExecutor + [Idling.heap, Idling.memory]
  }

  // These rows come before those on the library's executor, whose thread is scheduled differently once it has run tasks.
  private static var tasksOnSwiftExecutor: [Workload] {
    ServingPeeledOff.tasksOnSwiftExecutor + [
      AsyncConversing.onSwiftExecutor(1), AsyncConversing.onSwiftExecutor(200), Transferring.onSwiftExecutor,
      WakingUp.againstDispatch, WakingUp.againstThreads,
    ]
  }

  private static var tasksOnTaskExecutor: [Workload] {
    ServingPeeledOff.tasks + [
      ServingPeeledOff.growth,
      AsyncConversing.workload(1), AsyncConversing.workload(200), Transferring.workload,
    ]
  }

  /// The operations whose system calls are limited.
  static var callChecks: [CallCheck] {
    Sending.callChecks + Receiving.callChecks + WaitingCalls.all + [PeelingOff.callCheck]
  }
}
