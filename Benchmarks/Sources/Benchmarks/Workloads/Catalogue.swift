/// All workloads, in the order of the table.
enum Catalogue {
  static var all: [Workload] {
    [
      Sending.oneToOne(64), Sending.oneToOne(1_024),
      Sending.oneToMany(64), Sending.oneToMany(1_024),
      Receiving.intoBuffer(64), Receiving.intoBuffer(1_024),
      Receiving.intoBufferByLibraryInBoth(64), Receiving.intoBufferByLibraryInBoth(1_024),
      Receiving.whole(64), Receiving.whole(1_024),
      Receiving.wholeAsArraysInBoth(64), Receiving.wholeAsArraysInBoth(1_024),
      Receiving.batches(64, atMost: 1 / 1.15), Receiving.batches(1_024),
      Receiving.batchesByLibraryInBoth(64), Receiving.batchesByLibraryInBoth(1_024),
      PeelingOff.workload, PeelingOff.looking,
      Serving.associations(10), Serving.associations(1_000), Serving.growth, Serving.idleNeighbours,
      Conversing.polling, Conversing.byLibraryInBoth, Conversing.blocking,
      // Those on Swift's executor first: the library's own thread is scheduled in another way once it has run tasks.
      AsyncConversing.workloadInPool(1), AsyncConversing.workloadInPool(200), Transferring.workloadInPool,
      WakingUp.againstDispatch, WakingUp.againstThreads,
      AsyncConversing.workload(1), AsyncConversing.workload(200), Transferring.workload,
      Idling.workload,
    ]
  }
}
