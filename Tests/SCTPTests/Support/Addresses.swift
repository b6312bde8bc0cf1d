import SCTP

extension SCTPAddress {
  /// The address without the interface that the kernel adds to the addresses of a socket bound to the wildcard address,
  /// as `::1%lo`.
  var withoutScope: SCTPAddress {
    get throws { try SCTPAddress(String(host.prefix { $0 != "%" }), port: port) }
  }
}

extension [SCTPAddress] {
  /// The addresses without the interfaces that the kernel adds to them.
  var withoutScope: Set<SCTPAddress> {
    get throws { Set(try map { try $0.withoutScope }) }
  }
}
