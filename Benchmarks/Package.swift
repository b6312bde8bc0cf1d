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

let cSettings: [CSetting] = [
  .define("_GNU_SOURCE"),
  .unsafeFlags(["-O2", "-Wall", "-Wextra", "-Werror"]),
]

let package = Package(
  name: "swift-sctp-benchmarks",
  dependencies: [
    // By name: the package is found in a folder of any name.
    .package(name: "swift-sctp", path: "..")
  ],
  targets: [
    .target(name: "AllocationCounter", cSettings: cSettings),
    .target(name: "SystemCallCounter", cSettings: cSettings),
    .target(
      name: "CWorkloads",
      dependencies: ["AllocationCounter"],
      cSettings: cSettings,
      linkerSettings: [.linkedLibrary("sctp")]
    ),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "AllocationCounter", "CWorkloads", "SystemCallCounter", .product(name: "SCTP", package: "swift-sctp"),
      ],
      swiftSettings: settings
    ),
  ]
)
