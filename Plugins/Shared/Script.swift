import Foundation

/// A script of this package that takes the place of a plugin.
enum Script {
  /// Replaces the process with `Scripts/NAME`, so that SwiftPM waits for the script instead of the plugin.
  ///
  /// - Parameters:
  ///   - name: The path of the script in `Scripts`.
  ///   - arguments: The arguments of the script.
  /// - Throws: ``ScriptFailure`` if the script cannot start.
  static func execute(_ name: String, _ arguments: [String]) throws -> Never {
    resetSignals()
    let words = ["\(folder)/plugin/supervise", "\(folder)/\(name)"] + arguments
    var pointers = words.map { strdup($0) } + [nil]
    execv(words[0], &pointers)
    throw ScriptFailure("\(words[0]) cannot start: \(String(cString: strerror(errno)))")
  }

  /// The folder `Scripts` of the checkout that contains this file.
  private static var folder: String {
    // The file is in Plugins/Shared, and through a link in Plugins/NAME/Shared.
    let file = #filePath
    let plugins = file.range(of: "/Plugins/", options: .backwards)
    return file.prefix(upTo: plugins?.lowerBound ?? file.startIndex) + "/Scripts"
  }

  /// Undoes SwiftPM's changes: it starts plugins with signals that are blocked or ignored.
  private static func resetSignals() {
    for number in [SIGINT, SIGTERM, SIGPIPE] { signal(number, SIG_DFL) }
    var none = sigset_t()
    sigemptyset(&none)
    sigprocmask(SIG_SETMASK, &none, nil)
  }
}

/// A reason why a command cannot run.
struct ScriptFailure: Error, CustomStringConvertible {
  let description: String

  init(_ sentence: String) {
    description = sentence
  }
}
