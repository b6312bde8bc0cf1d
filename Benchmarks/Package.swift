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
  name: "swift-sctp-benchmarks",
  dependencies: [
    // By name: the package is found in a folder of any name.
    .package(name: "swift-sctp", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
  ],
  targets: [
    .target(
      name: "CBenchmarks",
      cSettings: [.define("_GNU_SOURCE"), .unsafeFlags(["-O2", "-Wall", "-Wextra", "-Werror"])],
      linkerSettings: [.linkedLibrary("sctp")]
    ),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CBenchmarks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SCTP", package: "swift-sctp"),
      ],
      swiftSettings: settings
    ),
  ]
)
