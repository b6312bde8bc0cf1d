#if os(Linux)
/// A request to the kernel, or a query of a state that cannot be set.
struct KernelCall<Value>: Sendable {
  let scope: SCTPAssociationID
  let perform: @Sendable (CInt) throws(SCTPError) -> Value

  init(of scope: SCTPAssociationID, _ perform: @escaping @Sendable (CInt) throws(SCTPError) -> Value) {
    self.scope = scope
    self.perform = perform
  }
}
#endif
