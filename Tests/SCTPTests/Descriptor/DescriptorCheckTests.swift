import Foundation
import SCTP
import Testing

@Suite(.leavesNoDescriptor) struct DescriptorCheck {
  @Test("The check finds a descriptor that was left open") func openDescriptor() {
    let left = Self.left { _ = unsafe open("/dev/null", O_RDONLY) }
    #expect(left.values.map { $0 } == ["/dev/null"])
    for number in left.keys { close(CInt(number)) }
  }

  @Test("The check finds a descriptor that was replaced") func replacedDescriptor() {
    let number = unsafe open("/dev/null", O_RDONLY)
    let other = unsafe open("/dev/zero", O_RDONLY)
    let left = Self.left { _ = dup2(other, number) }
    #expect(left == [Int(number): "/dev/zero"])
    close(number)
    close(other)
  }

  @Test("The check finds nothing if every descriptor was closed") func closedDescriptor() {
    let left = Self.left { _ = close(unsafe open("/dev/null", O_RDONLY)) }
    #expect(left.isEmpty)
  }

  /// The descriptors that a call opens and leaves open.
  private static func left(by call: () -> Void) -> [Int: String] {
    let before = Descriptors.open()
    call()
    return Descriptors.opened(since: before)
  }
}
