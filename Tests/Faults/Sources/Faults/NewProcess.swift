import Glibc
import Interposer

extension Runner {
  /// Runs an operation in a new process, which must be started before this process has threads.
  static func runInNewProcess(_ operation: Operation, _ fault: Fault?) -> Result {
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return Result(failures: ["no pipe: errno \(errno)"]) }
    fflush(nil)
    let process = interposer_fork()
    if process == 0 {
      close(ends[0])
      report(Self.runOnceInNewProcess(operation, fault), to: ends[1])
      interposer_exit(0)
    }
    close(ends[1])
    defer { close(ends[0]) }
    let result = result(of: lines(from: ends[0]))
    var status: CInt = 0
    guard unsafe waitpid(process, &status, 0) == process, status == 0 else {
      return Result(failures: result.failures + ["the process ended with the status \(status)"])
    }
    return result
  }

  private static func runOnceInNewProcess(_ operation: Operation, _ fault: Fault?) -> Result {
    var result = Result()
    _ = perform(operation, fault, &result)
    return result
  }

  private static func report(_ result: Result, to descriptor: CInt) {
    let calls = result.calls.map { "call \($0.function) \($0.detail) \($0.subdetail)\n" }
    var text = (calls + result.failures.map { "failure \($0)\n" }).joined()
    text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = unsafe write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        guard count > 0 else { return }
        written += count
      }
    }
  }

  private static func lines(from descriptor: CInt) -> [Substring] {
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while case let count = unsafe read(descriptor, &chunk, chunk.count), count > 0 { text += chunk.prefix(count) }
    return String(decoding: text, as: UTF8.self).split(separator: "\n")
  }

  private static func result(of lines: [Substring]) -> Result {
    var result = Result()
    for line in lines {
      let words = line.split(separator: " ", maxSplits: 1)
      if words[0] == "failure" {
        result.failures.append(String(words[1]))
      } else {
        let numbers = words[1].split(separator: " ").compactMap { Int($0) }
        result.calls.append(
          interposed_call(function: CInt(numbers[0]), detail: numbers[1], subdetail: numbers[2]))
      }
    }
    return result
  }
}
