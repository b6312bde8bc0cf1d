import Foundation
import PackagePlugin

/// Builds a package and runs a command on a kernel with SCTP.
@main
struct WithSCTP: CommandPlugin {
  private static let help = """
    usage: swift package with-sctp [OPTION]… [--] COMMAND [ARGUMENT…]

    Builds the package, and runs COMMAND on a kernel with SCTP: on the host, or in a virtual machine if the host's
    kernel has no SCTP. The executables of the package are in PATH, so COMMAND can be the name of one. Write '--' before
    a command whose arguments look like options, because SwiftPM interprets some of them.

      --configuration debug|release  the configuration of the build (debug)
      --sanitize thread|address|undefined
                                     build with this sanitizer
      --kernel FILE|FOLDER|NAME      boot the kernel of this linux-image package (.deb) or unpacked package, or of
                                     Debian: 6.1, 6.12 or newest
      --timeout SECONDS              end the command after this time, without the build and the download
      --cpus N                       the number of processors of the virtual machine (2)
      --instructions                 start a virtual machine whose clock counts instructions
      --verbose                      print the guest's console on standard error

    SwiftPM reports every failure with the exit status 1, and prints the status of the command. For the exact exit
    status, use the script Scripts/with-sctp in the checkout of the library, whose --help describes these options.
    """

  func performCommand(context: PluginContext, arguments: [String]) throws {
    guard arguments.first != "--help", arguments.first != "-h" else { return print(Self.help) }
    let options = try Options(
      arguments,
      script: [
        "--kernel": .kernel, "--timeout": .number, "--cpus": .number, "--instructions": .nothing,
        "--verbose": .nothing,
      ])
    guard !options.words.isEmpty else { throw UsageError("there is no command to run") }
    let build = try PackageBuild(context, options, includingTests: false, packageManager)
    // The scripts themselves must not run the programs of the package, which can have any name.
    try Script.execute("with-sctp", options.script + ["--path", build.folder.path, "--"] + options.words)
  }
}
