// swift-tools-version: 6.2

// A package that depends on the library as its users do: by a path, whatever the folder is called, or by an address
// (SCTP_URL, with SCTP_REVISION). `Tests/Consumer/run` builds and runs it in both ways.

import PackageDescription

let library: Package.Dependency =
  if let url = Context.environment["SCTP_URL"], let revision = Context.environment["SCTP_REVISION"] {
    .package(url: url, revision: revision)
  } else {
    .package(name: "swift-sctp", path: "../..")
  }

let package = Package(
  name: "Consumer",
  dependencies: [library],
  targets: [
    .executableTarget(
      name: "Consumer",
      dependencies: [.product(name: "SCTP", package: "swift-sctp")],
      swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("MemberImportVisibility")]
    )
  ]
)
