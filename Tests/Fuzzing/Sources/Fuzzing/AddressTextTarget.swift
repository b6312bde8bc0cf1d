@testable import SCTP

/// Parses the input as the text of an address, with and without a port, and formats the address again.
enum AddressTextTarget: FuzzTarget {
  static func run(_ input: Input) {
    let text = String(decoding: input.bytes, as: UTF8.self)
    check(text, TextModel.endpoint(text)) { () throws(SCTPError) in try SCTPAddress(parsing: text) }
    check(text, TextModel.address(Array(text.utf8), port: 0x5A5A)) { () throws(SCTPError) in
      try SCTPAddress(text, port: 0x5A5A)
    }
  }

  private static func check(
    _ text: String, _ expected: TextModel.Result, _ parse: () throws(SCTPError) -> SCTPAddress
  ) {
    do throws(SCTPError) {
      let address = try parse()
      let isExpected = expected == .anything || expected == .address(AddressModel(address))
      require(isExpected, "'\(text)' became \(address), not \(expected)")
      checkDescription(address)
    } catch {
      require(!error.description.isEmpty, "an error without a description")
      switch expected {
      case .address: fatalError("'\(text)' failed with \(error), but is \(expected)")
      case .anyFailure, .anything: break
      case .notAnAddress:
        require(error.code == .invalidArgument && error.reason == .notAnAddress, "'\(text)': \(error)")
      case .notAnEndpoint:
        require(error.code == .invalidArgument && error.reason == .notAnEndpoint, "'\(text)': \(error)")
      case .noInterface: require(error.code == .operationNotSupportedByDevice, "'\(text)': \(error)")
      }
    }
  }

  private static func checkDescription(_ address: SCTPAddress) {
    let again = try? SCTPAddress(parsing: address.description)
    require(again == address, "the description \(address) became \(again as Any)")
    let host = try? SCTPAddress(address.host, port: address.port)
    require(host == address, "the host \(address.host) became \(host as Any)")
  }
}
