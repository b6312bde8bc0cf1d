// swift-tools-version: 6.2

// A package with tests that depends on the library. `Tests/ScriptTests/plugin` copies the package to an empty folder,
// and tests it with the plugins of the library. The article "Testing Your Code" shows its tests.

import PackageDescription

let sctp: Target.Dependency = .product(name: "SCTP", package: "swift-sctp")

let package = Package(
  name: "EchoService",
  dependencies: [.package(url: "https://example.com/swift-sctp.git", from: "1.0.0")],
  targets: [
    .target(name: "EchoService", dependencies: [sctp]),
    .executableTarget(name: "EchoDemo", dependencies: ["EchoService", sctp]),
    .testTarget(name: "EchoServiceTests", dependencies: ["EchoService", sctp]),
  ]
)
