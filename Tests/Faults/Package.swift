// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
  name: "swift-sctp-faults",
  dependencies: [
    // By name: the package is found in a folder of any name.
    .package(name: "swift-sctp", path: "../..")
  ],
  targets: [
    .target(name: "Interposer", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
    .executableTarget(
      name: "Faults",
      dependencies: ["Interposer", .product(name: "SCTP", package: "swift-sctp")],
      swiftSettings: settings,
      // The shared libraries call the functions of the executable only if it exports them.
      linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"])]
    ),
  ]
)
