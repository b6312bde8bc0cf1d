#if os(Linux)
extension SCTPEndpoint: CustomStringConvertible {
  /// The style, the first local address, the association of a one-to-one socket, the descriptor, and whether the socket
  /// is open.
  public final var description: String {
    do throws(SCTPError) {
      return try gate.withDescriptor("getsockopt") { descriptor throws(SCTPError) in
        "\(Self.kind)\(localAddressText)\(associationText(descriptor)), descriptor \(descriptor), open"
      }
    } catch {
      return "\(Self.kind), closed"
    }
  }

  private var localAddressText: String {
    guard let addresses = try? localAddresses(.future), let first = addresses.first, first.port != 0 else {
      return ", not bound"
    }
    return addresses.count == 1 ? " on \(first)" : " on \(first) and \(addresses.count - 1) more addresses"
  }
}
#endif
