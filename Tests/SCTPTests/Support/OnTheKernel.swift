import SCTP
import Testing

/// The suite of all tests that need SCTP in the kernel.
///
/// One after the other: some change what the whole process shares, and each is checked for descriptors left behind.
@Suite(.serialized, .requiresSCTP, .leavesNoDescriptor, .timeLimit(.minutes(10)))
enum OnTheKernel {}

extension Trait where Self == ConditionTrait {
  static var requiresSCTP: Self {
    .enabled(
      if: SCTPSocket.isSupported, "this kernel has no SCTP: run the tests with Scripts/test, which brings one")
  }
}

/// How long a test waits for something that must happen.
let patience = Duration.seconds(20)
