import Foundation
import PackagePlugin

/// Builds the tests of a package and runs them on a kernel with SCTP.
@main
struct TestWithSCTP: CommandPlugin {
  private static let help = """
    usage: swift package test-with-sctp [OPTION]… [-- ARGUMENT…]

    Builds the tests of the package (XCTest and Swift Testing), and runs them on a kernel with SCTP: on the host, or in a
    virtual machine if the host's kernel has no SCTP. After the run, lists the tests that failed or were skipped. The
    last line counts the test functions: 'N passed, N failed, N skipped'. The command succeeds if at least one test
    passed and none failed.

      --filter REGEX                 run only the tests whose names match; may be repeated
      --skip REGEX                   do not run the tests whose names match; may be repeated
      --no-skipped                   fail if a test is skipped
      --configuration debug|release  the configuration of the build (debug)
      --sanitize thread|address|undefined
                                     build with this sanitizer
      --kernel FILE|FOLDER|NAME      boot the kernel of this linux-image package (.deb) or unpacked package, or of
                                     Debian: 6.1, 6.12 or newest
      --timeout SECONDS              the time limit of the run, without the build and the download (none)
      --cpus N                       the number of processors of the virtual machine (2)
      -- ARGUMENT…                   arguments for Swift Testing, such as --no-parallel

    SwiftPM reports every failure with the exit status 1, and prints the status of the tests.
    """

  func performCommand(context: PluginContext, arguments: [String]) throws {
    guard arguments.first != "--help", arguments.first != "-h" else { return print(Self.help) }
    let options = try Options(
      arguments,
      script: [
        "--filter": .text, "--skip": .text, "--no-skipped": .nothing, "--kernel": .kernel, "--timeout": .number,
        "--cpus": .number,
      ])
    if let word = options.words.first, !options.hasSeparator { throw UsageError("'\(word)' is not an option") }
    let build = try PackageBuild(context, options, includingTests: true, packageManager)
    let binaries = build.testBinaries
    guard !binaries.isEmpty else { throw ScriptFailure("the package has no tests") }
    let arguments = binaries.flatMap { ["--binary", $0.path] } + options.script + ["--"] + options.words
    try Script.execute("plugin/test", arguments)
  }
}
