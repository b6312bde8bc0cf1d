#if os(Linux)
internal import CSCTP

extension sockaddr_storage {
  /// The C form of an address inside a larger structure; all zero, the kernel's "none", if there is none.
  init(_ address: SCTPAddress?) {
    self.init()
    guard let (storage, length) = address?.socketAddress else { return }
    unsafe withUnsafeMutableBytes(of: &self) { target in
      unsafe Swift.withUnsafeBytes(of: storage) {
        unsafe target.copyMemory(from: .init(rebasing: $0.prefix(Int(length))))
      }
    }
  }
}
#endif
