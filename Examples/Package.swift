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
  name: "swift-sctp-examples",
  dependencies: [
    // By name: the package is found in a folder of any name.
    .package(name: "swift-sctp", path: ".."),
    .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
  ],
  targets: [
    .executableTarget(
      name: "Articles",
      dependencies: [
        .product(name: "SCTP", package: "swift-sctp"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "InMemoryLogging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "MetricsTestKit", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "ReadmeServer",
      dependencies: [.product(name: "SCTP", package: "swift-sctp")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "GettingStartedServer",
      dependencies: [.product(name: "SCTP", package: "swift-sctp")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "GettingStartedClient",
      dependencies: [.product(name: "SCTP", package: "swift-sctp")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "GettingStartedPeelOff",
      dependencies: [.product(name: "SCTP", package: "swift-sctp")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "InheritingServer",
      dependencies: [.product(name: "SCTP", package: "swift-sctp")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "RestartingServer",
      dependencies: [.product(name: "SCTP", package: "swift-sctp")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "ActivatedServer",
      dependencies: [.product(name: "SCTP", package: "swift-sctp")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "SignalingService",
      dependencies: [
        .product(name: "SCTP", package: "swift-sctp"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "PeelOffServer",
      dependencies: [
        .product(name: "SCTP", package: "swift-sctp"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
  ]
)
