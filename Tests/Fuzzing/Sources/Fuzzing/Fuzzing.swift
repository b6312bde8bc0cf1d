import CLibFuzzer
import CSCTP

/// Runs one target with libFuzzer.
///
/// The first argument is the name of the target. The others are options of libFuzzer, folders and files.
@main enum Fuzzing {
  static func main() {
    let name = CommandLine.arguments.dropFirst().first ?? ""
    var count = CommandLine.argc - 1
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv + 1
    exit(unsafe LLVMFuzzerRunDriver(&count, &arguments, function(of: name)))
  }

  private typealias Function = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

  /// Returns the function that runs a target; a function with the C convention cannot capture the target.
  private static func function(of name: String) -> Function {
    switch name {
    case "notifications": { unsafe NotificationTarget.run($0, $1) }
    case "error-causes": { unsafe ErrorCauseTarget.run($0, $1) }
    case "control-messages": { unsafe ControlMessageTarget.run($0, $1) }
    case "packed-addresses": { unsafe PackedAddressTarget.run($0, $1) }
    case "address-text": { unsafe AddressTextTarget.run($0, $1) }
    case "reassembly": { unsafe ReassemblyTarget.run($0, $1) }
    case "deadlines": { unsafe DeadlineTarget.run($0, $1) }
    default: fatalError("there is no target '\(name)'")
    }
  }
}

/// A part of the library, and a check of its results.
protocol FuzzTarget {
  /// Runs the code on an input, and ends the process if a result is wrong.
  static func run(_ input: Input)
}

extension FuzzTarget {
  fileprivate static func run(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    run(unsafe Input(UnsafeRawBufferPointer(start: data, count: count)))
    return 0
  }
}

/// Ends the process with a message if a condition does not hold; libFuzzer then stores the input.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
