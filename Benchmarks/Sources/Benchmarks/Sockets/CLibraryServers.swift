import CBenchmarks
import Dispatch
import Foundation
import SCTP
import Synchronization

/// Servers in Swift that use the library in C of `library.h`.
///
/// Another thread can close their sockets, which ends their waits. They copy each message into an array.
final class CLibraryServers {
  enum Form {
    case threads
    /// Tasks on the thread that wakes them, or on the executor of Swift's runtime.
    case tasks(onReactor: Bool)
  }

  private let sockets: [CLibrarySocket]
  private var tasks: [Task<Void, Never>] = []
  private var reactor: CLibraryReactor?
  private let started = DispatchSemaphore(value: 0)
  private let finished = DispatchSemaphore(value: 0)

  /// Starts the servers, and returns when all of them run.
  init(_ sockets: [SCTPOneToOneSocket], burst: Int, work: Int, _ form: Form) throws {
    self.sockets = try sockets.map(CLibrarySocket.init)
    switch form {
    case .threads: startThreads(burst, work)
    case .tasks(let onReactor): try startTasks(sockets, burst, work, onReactor)
    }
    for _ in sockets { started.wait() }
  }

  private func startThreads(_ burst: Int, _ work: Int) {
    for socket in sockets {
      Thread.detachNewThread { [started, finished] in
        started.signal()
        Self.serve(socket, burst, work)
        finished.signal()
      }
    }
  }

  private func startTasks(_ owners: [SCTPOneToOneSocket], _ burst: Int, _ work: Int, _ onReactor: Bool) throws {
    let reactor = try CLibraryReactor()
    self.reactor = reactor
    let executor: (any TaskExecutor)? = onReactor ? reactor : nil
    tasks = try zip(sockets, owners).map { socket, owner in
      let watch = try CLibraryWatch(owner, reactor)
      return Task.detached(executorPreference: executor) { [started, finished] in
        started.signal()
        await Self.serve(socket, burst, work, watch)
        finished.signal()
      }
    }
  }

  private static func serve(_ socket: CLibrarySocket, _ burst: Int, _ work: Int) {
    let buffer = Buffer()
    var received = 0
    while let message = socket.receive(into: buffer, waits: true) {
      unsafe workload_work(message.payload, message.payload.count, CInt(work))
      received += 1
      if received.isMultiple(of: burst) { socket.send(message) }
    }
  }

  private static func serve(_ socket: CLibrarySocket, _ burst: Int, _ work: Int, _ watch: CLibraryWatch) async {
    var received = 0
    for await message in CLibraryMessages(socket: socket, watch: watch) {
      unsafe workload_work(message.payload, message.payload.count, CInt(work))
      received += 1
      if received.isMultiple(of: burst) { await socket.sendInTask(message) }
    }
  }

  /// Ends the servers.
  ///
  /// The kernel's events do not report the end of a peeled-off association.
  func end() {
    for task in tasks { task.cancel() }
    for socket in sockets { socket.close() }
    for _ in sockets { finished.wait() }
    reactor?.stop()
  }
}

private struct CLibraryMessage {
  let payload: [UInt8]
  let stream: UInt16
}

/// A socket of the library in C.
@safe private final class CLibrarySocket: @unchecked Sendable {
  @unsafe private let opened: OpaquePointer

  init(_ socket: SCTPOneToOneSocket) throws {
    guard let opened = unsafe workload_library_open(try socket.descriptor) else {
      throw Failure("there is no memory or no descriptor for a socket of the library in C")
    }
    unsafe self.opened = opened
  }

  deinit {
    unsafe workload_library_release(opened)
  }

  func close() { unsafe workload_library_close(opened) }

  // Not inlined, like the public functions of a library.

  /// Returns the next message; nil if the socket is closed, the association has ended or, without a wait, no message has
  /// arrived.
  @inline(never)
  func receive(into buffer: Buffer, waits: Bool) -> CLibraryMessage? {
    var stream: UInt16 = 0
    let result = unsafe workload_library_receive(opened, waits, buffer.bytes.baseAddress, buffer.bytes.count, &stream)
    if result > 0 {
      let payload = unsafe [UInt8](UnsafeRawBufferPointer(start: buffer.bytes.baseAddress, count: result))
      return CLibraryMessage(payload: payload, stream: stream)
    }
    let isExpected = [0, EAGAIN, EBADF, ENOTCONN, ECONNRESET, ETIMEDOUT].contains(CInt(-result))
    precondition(isExpected, "recvmsg failed with error number \(-result), and the client would wait forever")
    return nil
  }

  @inline(never)
  func send(_ message: CLibraryMessage) {
    let result = unsafe workload_library_send(opened, message.stream, message.payload, message.payload.count)
    precondition(result == 0, "sendmsg failed with error number \(-result), and the client would wait forever")
  }

  @inline(never)
  func nextMessage(into buffer: Buffer, _ watch: CLibraryWatch) async -> CLibraryMessage? {
    while !Task.isCancelled {
      if let message = receive(into: buffer, waits: false) { return message }
      await watch.wait()
    }
    return nil
  }

  @inline(never)
  func sendInTask(_ message: CLibraryMessage) async {
    if !Task.isCancelled { send(message) }
  }
}

private struct CLibraryMessages: AsyncSequence {
  let socket: CLibrarySocket
  let watch: CLibraryWatch

  struct AsyncIterator: AsyncIteratorProtocol {
    let socket: CLibrarySocket
    let watch: CLibraryWatch
    let buffer = Buffer()

    mutating func next() async -> CLibraryMessage? { await socket.nextMessage(into: buffer, watch) }

    mutating func next(isolation: isolated (any Actor)?) async -> CLibraryMessage? {
      await socket.nextMessage(into: buffer, watch)
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(socket: socket, watch: watch) }
}

/// The change of a socket that a task waits for.
private final class CLibraryWatch: Sendable {
  @safe private struct State {
    var isReady = false
    @unsafe var waiting: UnsafeContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  init(_ socket: SCTPOneToOneSocket, _ reactor: CLibraryReactor) throws {
    try reactor.add(self, try socket.descriptor)
  }

  @inline(__always)
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
private final class CLibraryReactor: TaskExecutor {
  private let epoll: CInt
  private let alarm: CInt
  /// The kernel reports the addresses of the watches.
  private let watches = Mutex<[CLibraryWatch]>([])
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

  func add(_ watch: CLibraryWatch, _ descriptor: CInt) throws {
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
        unsafe Unmanaged<CLibraryWatch>.fromOpaque(owner).takeUnretainedValue().wake()
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
