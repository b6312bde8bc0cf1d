import Foundation
import PackagePlugin

/// The products of a package that was built on the host.
struct PackageBuild {
  /// The folder of the executables.
  let folder: URL
  private let artifacts: [URL]
  private let package: Package

  /// Builds the package.
  ///
  /// - Throws: `BuildFailure` if the package does not build.
  init(_ context: PluginContext, _ options: Options, includingTests: Bool, _ packageManager: PackageManager) throws {
    var parameters = PackageManager.BuildParameters(configuration: options.configuration, echoLogs: true)
    if let sanitizer = options.sanitizer {
      parameters.otherSwiftcFlags = ["-sanitize=\(sanitizer)"]
      parameters.otherCFlags = ["-fsanitize=\(sanitizer)"]
      parameters.otherCxxFlags = parameters.otherCFlags
    }
    let result = try packageManager.build(.all(includingTests: includingTests), parameters: parameters)
    guard result.succeeded else { throw BuildFailure() }
    package = context.package
    artifacts = result.builtArtifacts.map(\.url)
    // A package without executables has no artifacts. The folder of the work is .build/plugins/NAME/outputs.
    folder =
      artifacts.first?.deletingLastPathComponent()
      ?? context.pluginWorkDirectoryURL.appending(path: "../../../\(options.configuration)").standardizedFileURL
  }

  /// The executables with the tests: one for the package, or, with the build system `swiftbuild`, one for each target.
  var testBinaries: [URL] {
    let runners = artifacts.filter { $0.lastPathComponent.hasSuffix("-test-runner") }
    guard runners.isEmpty else { return runners }
    let binary = folder.appending(component: "\(package.displayName)PackageTests.xctest")
    return FileManager.default.fileExists(atPath: binary.path) ? [binary] : []
  }
}

struct BuildFailure: Error, CustomStringConvertible {
  let description = "the package does not build (the compiler's messages are above)"
}
