// swift-tools-version: 6.2

// A peer for the tests whose SCTP is not the kernel's. It is a package of its own, so that only the tests need usrsctp.

import PackageDescription

let package = Package(
  name: "UserlandPeer",
  targets: [
    .executableTarget(
      name: "UserlandPeer",
      cSettings: [.define("_GNU_SOURCE"), .unsafeFlags(["-Wall", "-Wextra", "-Werror"])],
      linkerSettings: [.linkedLibrary("usrsctp")])
  ]
)
