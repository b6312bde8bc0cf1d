import CSCTP

@testable import SCTP

/// Reads the input as a packed list of addresses, and packs the addresses again.
///
/// The first byte is the number of addresses that the caller of the list expects.
enum PackedAddressTarget: FuzzTarget {
  static func run(_ input: Input) {
    var input = input
    let limit = Int(input.byte())
    let packed = input.rest
    let list = SCTPAddress.list(of: limit, in: unsafe packed.buffer.bytes)
    let expected = models(packed.bytes, limit)
    require(list.map { AddressModel($0) } == expected, "read \(list), not \(expected)")
    let first = SCTPAddress(unsafe packed.buffer.bytes).map { AddressModel($0) }
    require(first == AddressModel(packed.bytes), "read \(first as Any) as the first address")
    checkPacking(list)
    for address in list { checkForms(address) }
  }

  private static func models(_ bytes: [UInt8], _ limit: Int) -> [AddressModel] {
    var models: [AddressModel] = []
    var offset = 0
    while models.count < limit, let model = AddressModel(bytes, at: offset) {
      models.append(model)
      offset += AddressModel.size(bytes, at: offset)
    }
    return models
  }

  private static func checkPacking(_ list: [SCTPAddress]) {
    let packed = list.packed
    require(packed == list.flatMap { AddressModel($0).bytes }, "\(list) is packed as \(packed)")
    require(unsafe SCTPAddress.list(of: list.count, in: packed.span.bytes) == list, "\(list) is not read back")
    let size = unsafe packed.withUnsafeBytes { bytes in
      unsafe csctp_addresses_size(bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), CInt(list.count))
    }
    require(size == packed.count, "libsctp computes the size \(size), not \(packed.count)")
    let limit = 4
    let limited = try? list.packed(for: "sctp_bindx", limit: limit)
    require((limited != nil) == (1...limit ~= list.count), "\(list.count) addresses, but the limit is \(limit)")
    if let limited { require(limited == (packed, CInt(list.count)), "\(list) is packed as \(limited)") }
  }

  private static func checkForms(_ address: SCTPAddress) {
    require(SCTPAddress(storage: sockaddr_storage(address)) == address, "\(address) changes in a sockaddr_storage")
    let (storage, length) = address.socketAddress
    let bytes = unsafe withUnsafeBytes(of: storage) { unsafe Array($0.prefix(Int(length))) }
    require(bytes == AddressModel(address).bytes, "\(address) becomes \(bytes)")
  }
}
