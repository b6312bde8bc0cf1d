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
      exclude: ["Conformance/Inexpressible1to1.md", "Conformance/InexpressibleOneToMany.md", "Wire/README.md"],
      swiftSettings: settings
    ),
  ]
)

#if os(Linux)
// SwiftPM compiles the plugins of a dependency in every build, and these need a Linux host.
for (name, verb, description) in [
  ("WithSCTP", "with-sctp", "Runs a command on a kernel with SCTP."),
  ("TestWithSCTP", "test-with-sctp", "Runs the tests of the package on a kernel with SCTP."),
] {
  package.products.append(.plugin(name: name, targets: [name]))
  package.targets.append(
    .plugin(name: name, capability: .command(intent: .custom(verb: verb, description: description))))
}
#endif
