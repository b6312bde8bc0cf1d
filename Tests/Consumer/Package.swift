// swift-tools-version: 6.2

// A package that depends on the library as its users do: by path, whatever the folder is called, or by version from the
// repository at SCTP_URL. `Tests/Consumer/run` builds and runs it in both ways.

import PackageDescription

let library: Package.Dependency =
  if let url = Context.environment["SCTP_URL"] {
    .package(url: url, from: "1.0.0")
  } else {
    .package(name: "swift-sctp", path: "../..")
  }

func consumer(_ name: String, _ settings: SwiftSetting...) -> Target {
  .executableTarget(
    name: name,
    dependencies: [.product(name: "SCTP", package: "swift-sctp")],
    swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("MemberImportVisibility")] + settings)
}

let package = Package(
  name: "Consumer",
  dependencies: [library],
  targets: [
    consumer("Consumer"),
    consumer("BlockingConsumer"),
    consumer("CxxConsumer", .interoperabilityMode(.Cxx)),
  ]
)
