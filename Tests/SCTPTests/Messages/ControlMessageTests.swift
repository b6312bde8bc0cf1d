import CSCTP
import Testing

@testable import SCTP

@Suite struct ControlMessageLengths {
  @Test("A control message that exceeds the buffer is ignored", arguments: [0, 1])
  func excessiveLength(_ messagesBefore: Int) {
    let size = MemoryLayout<sctp_rcvinfo>.size
    var control = [UInt8](repeating: 0, count: 128)
    var used = 0
    unsafe control.withUnsafeMutableBytes { buffer in
      var info = sctp_rcvinfo()
      info.rcv_assoc_id = 7
      for _ in 0..<messagesBefore { unsafe csctp_append_control(buffer.baseAddress, &used, 99, &info, 8) }
      unsafe csctp_append_control(buffer.baseAddress, &used, CInt(SCTP_RCVINFO.rawValue), &info, size)
    }
    #expect(read(control, length: used).has_info)
    for missing in 5...size { #expect(!read(control, length: used - missing).has_info, "\(missing) bytes") }
  }

  /// Reads the first bytes of the buffer of recvmsg(2).
  private func read(_ control: [UInt8], length: Int) -> csctp_incoming {
    var control = control
    var incoming = csctp_incoming()
    unsafe control.withUnsafeMutableBytes { buffer in
      var message = unsafe msghdr()
      unsafe message.msg_control = buffer.baseAddress
      unsafe message.msg_controllen = length
      unsafe csctp_read_metadata(&message, &incoming)
    }
    return incoming
  }
}
