/// What the command line asks for.
struct Command {
  /// A count that is a test, instead of the measuring.
  enum Check {
    case allocations
    case systemCalls
  }

  var showsHelp = false
  var lists = false
  var check: Check?
  var filter: Regex<AnyRegexOutput>?
  var rounds = 7
  var usesAllProcessors = false
  /// Whether the clock counts instructions.
  var countsInstructions = false
  /// Where to save what was measured, for a later run to join.
  var save: String?
  /// Files that earlier runs saved, to join instead of measuring.
  var joins: [String] = []
  var json: String?
  var svg: String?
  var markdown: String?

  init(arguments: some Sequence<String>) throws(Failure) {
    var rest = Array(arguments)[...]
    while let option = rest.popFirst() {
      switch option {
      case "--help", "-h": showsHelp = true
      case "--list": lists = true
      case "--allocations": try choose(.allocations)
      case "--system-calls": try choose(.systemCalls)
      case "--filter": filter = try Self.regex(try Self.value(option, &rest))
      case "--pairs": rounds = try Self.count(try Self.value(option, &rest))
      case "--all-processors": usesAllProcessors = true
      case "--instructions": countsInstructions = true
      case "--save": save = try Self.value(option, &rest)
      case "--join": joins.append(try Self.value(option, &rest))
      case "--json": json = try Self.value(option, &rest)
      case "--svg": svg = try Self.value(option, &rest)
      case "--markdown": markdown = try Self.value(option, &rest)
      default: throw .usage("there is no option '\(option)'")
      }
    }
  }

  /// Whether something of this name is to be done.
  func selects(_ name: String) -> Bool {
    filter.map { name.contains($0) } ?? true
  }

  private mutating func choose(_ check: Check) throws(Failure) {
    guard self.check == nil else { throw .usage("one run counts allocations or system calls") }
    self.check = check
  }

  private static func value(_ option: String, _ rest: inout ArraySlice<String>) throws(Failure) -> String {
    guard let value = rest.popFirst() else { throw .usage("\(option) needs a value") }
    return value
  }

  private static func regex(_ text: String) throws(Failure) -> Regex<AnyRegexOutput> {
    do { return try Regex(text) } catch { throw .usage("'\(text)' is not a regular expression") }
  }

  private static func count(_ text: String) throws(Failure) -> Int {
    guard let count = Int(text), count > 0 else { throw .usage("--pairs needs a number, not '\(text)'") }
    return count
  }

  static let helpText = """
    usage: Benchmarks [--filter REGEX] [--pairs N] [--all-processors] [--instructions] [--json FILE]
                      [--svg FILE] [--markdown FILE] [--save FILE | --join FILE…]
           Benchmarks --allocations | --system-calls [--filter REGEX]
           Benchmarks --list

    Does the same work in C and in Swift by turns, and compares them: the median of the ratios of all pairs, and their
    quartiles. The status is 0 also where a goal is not met: timings are no test.

      --filter REGEX  only the workloads in whose names it is found
      --pairs N       how often each workload is done on each side (7)
      --all-processors
                      use them all; otherwise all threads run on one, so that what is compared is the work to be done
                      and not how fast a machine wakes another processor
      --instructions  call the clock's nanoseconds instructions: the machine that this runs in has such a clock
      --json FILE     write the figures to FILE too: a list of objects
      --svg FILE      draw the ratios to FILE too
      --markdown FILE write the table to FILE too, as Markdown
      --save FILE     write what was measured to FILE too
      --join FILE     do not measure, but take what an earlier run saved; given more than once, all of that together
      --allocations   only count the allocations of each operation in Swift; the status is 1 if there are more than
                      the goals allow. The last line is 'N passed, N failed'
      --system-calls  only count the system calls of operations in Swift, exactly, as the kernel sees them return; the
                      status is 1 if there are more than their limits, or if they cannot be counted, which needs root.
                      Of a call, all those of its thread count. Of an async one, those of the thread that runs its
                      task and of the library's reactor, without futex(2), by which threads wait for each other and
                      for tasks: when, is the scheduler's affair. The first use of a socket, which makes what later
                      ones find made, does not count. The last line is 'N passed, N failed'
      --list          print the names of the workloads, and run none
      --help          show this text
    """
}
