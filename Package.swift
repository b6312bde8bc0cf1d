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
  name: "swift-sctp",
  products: [
    .library(name: "SCTP", targets: ["SCTP"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1")
  ],
  targets: [
    .systemLibrary(
      name: "CSCTP",
      pkgConfig: "libsctp",
      providers: [.apt(["libsctp-dev"]), .yum(["lksctp-tools-devel"])]
    ),
    .target(name: "CSCTPCheck", publicHeadersPath: "."),
    .target(
      name: "SCTP",
      dependencies: [
        "CSCTPCheck",
        .target(name: "CSCTP", condition: .when(platforms: [.linux])),
        .product(
          name: "SystemPackage", package: "swift-system", condition: .when(platforms: [.linux])),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "SCTPTests",
      dependencies: ["SCTP"],
      exclude: ["Conformance/Inexpressible1to1.md", "Conformance/InexpressibleOneToMany.md"],
      swiftSettings: settings
    ),
  ]
)
