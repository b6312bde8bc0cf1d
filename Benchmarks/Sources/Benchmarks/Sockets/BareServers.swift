import CBenchmarks
import Dispatch
import Foundation
import SCTP
import Synchronization

/// Tasks that serve without the library, at the cost of the kernel and of Swift's runtime alone.
///
/// Like a task that uses the library, such a task can be canceled, and creates an array for each message.
final class BareServers {
  private let reactor: BareReactor
  /// The owners of the descriptors.
  private let sockets: [SCTPOneToOneSocket]
  private var tasks: [Task<Void, Never>] = []
  private let finished = DispatchSemaphore(value: 0)

  /// Starts the servers on the thread that wakes them, or on the executor of Swift's runtime.
  init(_ sockets: [SCTPOneToOneSocket], burst: Int, onReactor: Bool) throws {
    reactor = try BareReactor()
    self.sockets = sockets
    let started = DispatchSemaphore(value: 0)
    for socket in sockets {
      let socket = try BareSocket(try socket.descriptor, reactor)
      tasks.append(
        Task.detached(executorPreference: onReactor ? reactor : nil) { [finished] in
          started.signal()
          await socket.serve(burst)
          finished.signal()
        })
    }
    for _ in sockets { started.wait() }
  }

  /// Ends the servers.
  ///
  /// The kernel's events do not report the end of a peeled-off association.
  func join() {
    for task in tasks { task.cancel() }
    for _ in sockets { finished.wait() }
    reactor.stop()
  }
}

/// A socket whose waiting task the reactor wakes.
private final class BareSocket: Sendable {
  @safe private struct State {
    var isReady = false
    @unsafe var waiting: UnsafeContinuation<Void, Never>?
  }

  private let descriptor: CInt
  private let state = Mutex(State())

  init(_ descriptor: CInt, _ reactor: BareReactor) throws {
    self.descriptor = descriptor
    try reactor.add(self, descriptor)
  }

  func serve(_ burst: Int) async {
    let buffer = Buffer()
    var received = 0
    while true {
      let count = unsafe workload_receive_now(descriptor, buffer.bytes.baseAddress, buffer.bytes.count)
      if count == -Int(EAGAIN) {
        await wait()
        if Task.isCancelled { return }
        continue
      }
      guard count > 0 else { return }
      let message = unsafe [UInt8](buffer.bytes.prefix(count))
      received += 1
      guard received.isMultiple(of: burst) else { continue }
      guard unsafe workload_send(descriptor, 0, message, message.count, 1) == 0 else { return }
    }
  }

  private func wait() async {
    await withTaskCancellationHandler {
      await unsafe withUnsafeContinuation { continuation in
        let isReady = state.withLock { state in
          if !state.isReady { unsafe state.waiting = continuation }
          defer { state.isReady = false }
          return state.isReady
        }
        if isReady { unsafe continuation.resume() }
      }
    } onCancel: {
      wake()
    }
  }

  func wake() {
    let waiting = unsafe state.withLock { state in
      let waiting = unsafe state.waiting.take()
      state.isReady = unsafe waiting == nil
      return unsafe waiting
    }
    unsafe waiting?.resume()
  }
}

/// A thread that waits for sockets, wakes tasks, and runs those that prefer it.
private final class BareReactor: TaskExecutor {
  private let epoll: CInt
  private let alarm: CInt
  /// The kernel reports the addresses of the sockets.
  private let sockets = Mutex<[BareSocket]>([])
  private let jobs = Mutex<[UnownedJob]>([])
  private let thread = Atomic<UInt>(0)
  private let mustStop = Atomic(false)

  init() throws {
    epoll = try Failure.check("epoll_create1", readiness_create())
    alarm = try Failure.check("eventfd", readiness_create_alarm())
    try Failure.check("epoll_ctl", readiness_add(epoll, alarm, nil))
    Thread.detachNewThread { [self] in run() }
  }

  deinit {
    close(alarm)
    close(epoll)
  }

  func stop() {
    mustStop.store(true, ordering: .releasing)
    readiness_ring(alarm)
  }

  func add(_ socket: BareSocket, _ descriptor: CInt) throws {
    sockets.withLock { $0.append(socket) }
    let owner = unsafe Unmanaged.passUnretained(socket).toOpaque()
    try Failure.check("epoll_ctl", unsafe readiness_add(epoll, descriptor, owner))
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    if thread.load(ordering: .relaxed) != UInt(pthread_self()) { readiness_ring(alarm) }
  }

  private func run() {
    thread.store(UInt(pthread_self()), ordering: .relaxed)
    let owners = UnsafeMutableBufferPointer<UnsafeMutableRawPointer?>.allocate(capacity: readiness_capacity)
    var running: [UnownedJob] = []
    defer { unsafe owners.deallocate() }
    while !mustStop.load(ordering: .acquiring) {
      let count = unsafe readiness_wait(epoll, owners.baseAddress)
      for index in 0..<Int(count) {
        guard let owner = unsafe owners[index] else { continue }
        unsafe Unmanaged<BareSocket>.fromOpaque(owner).takeUnretainedValue().wake()
      }
      runJobs(&running)
    }
  }

  private func runJobs(_ running: inout [UnownedJob]) {
    repeat {
      running.removeAll(keepingCapacity: true)
      jobs.withLock { swap(&$0, &running) }
      for job in running { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
    } while !running.isEmpty
  }
}
