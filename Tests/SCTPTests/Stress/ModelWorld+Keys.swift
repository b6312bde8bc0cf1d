import SCTP
import Testing

// Keys of authenticated associations.
extension ModelWorld {
  /// Lets both ends of an association use a new key from now on, and removes the others at times.
  func changeKeys() async throws {
    let authenticated = links.filter { $0.isOpen && !$0.keys.isEmpty }
    guard let link = authenticated.randomElement(using: &random), let last = link.keys.last else { return }
    let key = SCTPAuthenticationKey(number: last + 1, secret: random.bytes(number(below: 40)))
    let ends = [link.client, link.server]
    for end in ends { try end.socket.addKey(key, on: end.association) }
    for end in ends { try end.socket.setOption(.activeKey(of: end.association), to: key.number) }
    link.keys.append(key.number)
    if isHeads() { try await removeOldKeys(of: link) }
  }

  /// Removes the keys that no message needs any more.
  private func removeOldKeys(of link: ModelLink) async throws {
    try await settle(link)
    for number in link.keys.dropLast() {
      for end in [link.client, link.server] { try end.socket.removeKey(number, on: end.association) }
    }
    link.keys.removeFirst(link.keys.count - 1)
  }
}
