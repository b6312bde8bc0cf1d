// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
  name: "swift-sctp-fuzzing",
  dependencies: [
    // By name: the package is found in a folder of any name.
    .package(name: "swift-sctp", path: "../..")
  ],
  targets: [
    .target(name: "CLibFuzzer"),
    .executableTarget(
      name: "Fuzzing",
      dependencies: ["CLibFuzzer", .product(name: "SCTP", package: "swift-sctp")],
      swiftSettings: settings
    ),
  ]
)
