import Foundation
import SCTP

/// A control message that carries a descriptor, with the layout that `CMSG_LEN` describes.
struct DescriptorMessage {
  private var header = cmsghdr()
  var descriptor: CInt = -1

  init() {
    header.cmsg_len = MemoryLayout<cmsghdr>.size + MemoryLayout<CInt>.size
    header.cmsg_level = SOL_SOCKET
    header.cmsg_type = CInt(SCM_RIGHTS)
  }
}

/// Sends a copy of a descriptor over a Unix domain socket.
func send(_ descriptor: FileDescriptor, over unixSocket: FileDescriptor) throws {
  var control = DescriptorMessage()
  control.descriptor = descriptor.rawValue
  try unsafe transfer(&control) { message in unsafe sendmsg(unixSocket.rawValue, &message, CInt(MSG_NOSIGNAL)) }
}

/// Receives a descriptor, which is close-on-exec, from a Unix domain socket.
func receiveDescriptor(from unixSocket: FileDescriptor) throws -> FileDescriptor {
  var control = DescriptorMessage()
  try unsafe transfer(&control) { message in unsafe recvmsg(unixSocket.rawValue, &message, CInt(MSG_CMSG_CLOEXEC)) }
  return FileDescriptor(rawValue: control.descriptor)
}

/// Calls sendmsg(2) or recvmsg(2) with the control message and one byte, because a message must not be empty.
private func transfer(_ control: inout DescriptorMessage, _ call: (inout msghdr) -> Int) throws {
  var byte: UInt8 = 0
  let count = unsafe withUnsafeMutablePointer(to: &control) { control in
    unsafe withUnsafeMutablePointer(to: &byte) { byte in
      var part = unsafe iovec(iov_base: byte, iov_len: 1)
      return unsafe withUnsafeMutablePointer(to: &part) { part in
        var message = unsafe msghdr()
        unsafe message.msg_iov = part
        unsafe message.msg_iovlen = 1
        unsafe message.msg_control = UnsafeMutableRawPointer(control)
        unsafe message.msg_controllen = MemoryLayout<DescriptorMessage>.size
        return unsafe call(&message)
      }
    }
  }
  guard count == 1 else { throw Errno(rawValue: errno) }
}
