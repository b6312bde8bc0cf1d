import CBenchmarks
import Dispatch
import Foundation
import SCTP
import Synchronization

/// Servers that use a library in C (`library.h`), with the guarantees of the Swift library.
///
/// Another thread can close their sockets and end their waits, and they copy each message into an array. They cost what
/// the kernel, Swift's runtime and these guarantees cost.
final class BareServers {
  enum Form {
    case threads
    /// Tasks on the thread that wakes them, or on the executor of Swift's runtime.
    case tasks(onReactor: Bool)
  }

  private let sockets: [GuardedSocket]
  private var tasks: [Task<Void, Never>] = []
  private var reactor: BareReactor?
  private let started = DispatchSemaphore(value: 0)
  private let finished = DispatchSemaphore(value: 0)

  /// Starts the servers, and returns when all of them run.
  init(_ sockets: [SCTPOneToOneSocket], burst: Int, _ form: Form) throws {
    self.sockets = try sockets.map(GuardedSocket.init)
    switch form {
    case .threads: startThreads(burst)
    case .tasks(let onReactor): try startTasks(burst, onReactor)
    }
    for _ in sockets { started.wait() }
  }

  private func startThreads(_ burst: Int) {
    for socket in sockets {
      Thread.detachNewThread { [started, finished] in
        started.signal()
        Self.serve(socket, burst)
        finished.signal()
      }
    }
  }

  private func startTasks(_ burst: Int, _ onReactor: Bool) throws {
    let reactor = try BareReactor()
    self.reactor = reactor
    let executor: (any TaskExecutor)? = onReactor ? reactor : nil
    tasks = try sockets.map { socket in
      let watch = try BareWatch(socket, reactor)
      return Task.detached(executorPreference: executor) { [started, finished] in
        started.signal()
        await Self.serve(socket, burst, watch)
        finished.signal()
      }
    }
  }

  private static func serve(_ socket: GuardedSocket, _ burst: Int) {
    let buffer = Buffer()
    var received = 0
    while let message = socket.receive(into: buffer) {
      received += 1
      if received.isMultiple(of: burst) { socket.send(message) }
    }
  }

  private static func serve(_ socket: GuardedSocket, _ burst: Int, _ watch: BareWatch) async {
    var received = 0
    for await message in BareMessages(socket: socket, watch: watch) {
      received += 1
      if received.isMultiple(of: burst) { await socket.sendInTask(message) }
    }
  }

  /// Ends the servers.
  ///
  /// The kernel's events do not report the end of a peeled-off association.
  func join() {
    for task in tasks { task.cancel() }
    if tasks.isEmpty { for socket in sockets { socket.endWaits() } }
    for _ in sockets { finished.wait() }
    reactor?.stop()
  }
}

/// A socket that the library in C uses.
@safe private final class GuardedSocket: @unchecked Sendable {
  private let socket: SCTPOneToOneSocket
  @unsafe private let guarded: OpaquePointer

  init(_ socket: SCTPOneToOneSocket) throws {
    self.socket = socket
    var guarded: OpaquePointer?
    try Failure.check("eventfd", unsafe workload_guard(try socket.descriptor, &guarded))
    guard let guarded = unsafe guarded else { throw Failure("there is no memory for a socket") }
    unsafe self.guarded = guarded
  }

  deinit {
    unsafe workload_release_guarded(guarded)
  }

  var descriptor: CInt { get throws { try socket.descriptor } }

  /// Returns the next message; nil if the wait or the association was ended.
  func receive(into buffer: Buffer) -> [UInt8]? {
    unsafe message(in: buffer, workload_receive_guarded(guarded, buffer.bytes.baseAddress, buffer.bytes.count))
  }

  /// Returns the next message; nil if none has arrived or the association has ended.
  func receiveNow(into buffer: Buffer) -> [UInt8]? {
    unsafe message(in: buffer, workload_receive_guarded_now(guarded, buffer.bytes.baseAddress, buffer.bytes.count))
  }

  private func message(in buffer: Buffer, _ result: Int) -> [UInt8]? {
    if result > 0 { return unsafe [UInt8](buffer.bytes.prefix(result)) }
    let isExpected = [0, EAGAIN, ECANCELED, ENOTCONN].contains(CInt(-result))
    precondition(isExpected, "recvmsg failed with error number \(-result), and the client would wait forever")
    return nil
  }

  func send(_ message: [UInt8]) {
    let result = unsafe workload_send_guarded(guarded, message, message.count)
    precondition(result == 0, "sendmsg failed with error number \(-result)")
  }

  func endWaits() { unsafe workload_end_waits(guarded) }
}

// The interface of a library for tasks: an asynchronous sequence and an asynchronous send. The compiler does not inline
// the calls of another module.
extension GuardedSocket {
  @inline(never)
  func nextMessage(into buffer: Buffer, _ watch: BareWatch) async -> [UInt8]? {
    while !Task.isCancelled {
      if let message = receiveNow(into: buffer) { return message }
      await watch.wait()
    }
    return nil
  }

  @inline(never)
  func sendInTask(_ message: [UInt8]) async {
    if !Task.isCancelled { send(message) }
  }
}

private struct BareMessages: AsyncSequence {
  let socket: GuardedSocket
  let watch: BareWatch

  struct AsyncIterator: AsyncIteratorProtocol {
    let socket: GuardedSocket
    let watch: BareWatch
    let buffer = Buffer()

    mutating func next() async -> [UInt8]? { await socket.nextMessage(into: buffer, watch) }

    mutating func next(isolation: isolated (any Actor)?) async -> [UInt8]? {
      await socket.nextMessage(into: buffer, watch)
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(socket: socket, watch: watch) }
}

/// The change of a socket that a task waits for.
private final class BareWatch: Sendable {
  @safe private struct State {
    var isReady = false
    @unsafe var waiting: UnsafeContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  init(_ socket: GuardedSocket, _ reactor: BareReactor) throws {
    try reactor.add(self, try socket.descriptor)
  }

  func wait() async {
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
  /// The kernel reports the addresses of the watches.
  private let watches = Mutex<[BareWatch]>([])
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

  func add(_ watch: BareWatch, _ descriptor: CInt) throws {
    watches.withLock { $0.append(watch) }
    let owner = unsafe Unmanaged.passUnretained(watch).toOpaque()
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
        unsafe Unmanaged<BareWatch>.fromOpaque(owner).takeUnretainedValue().wake()
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
