import Foundation
import PackagePlugin

/// The options at the start of a command line: those of the build, and those for a script.
struct Options {
  /// What follows an option for a script.
  enum Value {
    case nothing, text, number
    /// A file, a folder, or a name that the script knows, such as 6.12.
    case kernel
  }

  private(set) var configuration = PackageManager.BuildConfiguration.debug
  private(set) var sanitizer: String?
  /// The options for the script, with their values.
  private(set) var script: [String] = []
  /// The words after the options.
  private(set) var words: ArraySlice<String>
  /// Whether `--` precedes the words.
  private(set) var hasSeparator = false

  /// Parses the words up to the first one that is not an option, or up to `--`.
  ///
  /// - Throws: ``UsageError`` for an unknown option, and for a missing or wrong value, before the build begins.
  init(_ arguments: [String], script values: [String: Value]) throws {
    words = arguments[...]
    while !hasSeparator, let word = words.first, word.hasPrefix("-") {
      words.removeFirst()
      switch word {
      case "--": hasSeparator = true
      case "-c", "--configuration": try setConfiguration(takeValue(of: word))
      case "--sanitize": try setSanitizer(takeValue(of: word))
      default:
        guard let value = values[word] else { throw UsageError("there is no option '\(word)'") }
        try addScriptOption(word, value)
      }
    }
  }

  private mutating func takeValue(of option: String) throws -> String {
    guard let value = words.popFirst() else { throw UsageError("\(option) needs a value") }
    return value
  }

  private mutating func setConfiguration(_ value: String) throws {
    guard value == "debug" || value == "release" else {
      throw UsageError("--configuration needs debug or release, not '\(value)'")
    }
    configuration = value == "debug" ? .debug : .release
  }

  private mutating func setSanitizer(_ value: String) throws {
    guard ["thread", "address", "undefined"].contains(value) else {
      throw UsageError("--sanitize needs thread, address or undefined, not '\(value)'")
    }
    sanitizer = value
  }

  private mutating func addScriptOption(_ option: String, _ expected: Value) throws {
    script.append(option)
    if case .nothing = expected { return }
    let value = try takeValue(of: option)
    if case .number = expected, value.wholeMatch(of: /[1-9][0-9]{0,8}/) == nil {
      throw UsageError("\(option) needs a number from 1 to 999999999, not '\(value)'")
    }
    if case .kernel = expected, !FileManager.default.fileExists(atPath: value),
      value.wholeMatch(of: /newest|[0-9]+\.[0-9][0-9A-Za-z.+~-]*/) == nil
    {
      throw UsageError("\(option): '\(value)' is neither a file or folder nor the name of a kernel")
    }
    script.append(value)
  }
}

/// A command line that a plugin does not accept.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ sentence: String) {
    description = "\(sentence) (--help lists the options)"
  }
}
