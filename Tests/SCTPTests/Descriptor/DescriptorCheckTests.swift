import Foundation
import SCTP
import Testing

@Suite(.leavesNoDescriptor) struct DescriptorCheck {
  @Test("The check finds a descriptor that was left open") func openDescriptor() async throws {
    let left = await Descriptors.left { _ = unsafe open("/dev/null", O_RDONLY) }
    #expect(left.values.map { $0 } == ["/dev/null"])
    for number in left.keys { close(CInt(number)) }
  }

  @Test("The check finds a descriptor that was replaced") func replacedDescriptor() async throws {
    let number = unsafe open("/dev/null", O_RDONLY)
    let other = unsafe open("/dev/zero", O_RDONLY)
    let left = await Descriptors.left { dup2(other, number) }
    #expect(left == [Int(number): "/dev/zero"])
    close(number)
    close(other)
  }

  @Test("The check finds nothing if every descriptor was closed") func closedDescriptor() async throws {
    let left = await Descriptors.left { close(unsafe open("/dev/null", O_RDONLY)) }
    #expect(left.isEmpty)
  }
}
