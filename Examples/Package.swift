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
  ],
  targets: [
    .executableTarget(
      name: "ReadmeServer",
      dependencies: [.product(name: "SCTP", package: "swift-sctp")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "WaitingArticle",
      dependencies: [.product(name: "SCTP", package: "swift-sctp")],
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
