import Foundation
import SCTP

let server = try SCTPSocket()
try server.setOption(.noDelay, to: true)
try server.setSubscribed(true, to: .associationChange)
try server.bind(to: .any(port: 5000))
try server.listen()
var sent: [SCTPAssociationID: Int] = [:]  // How many bytes came on each association of this socket.
while true {
  do {
    let received = try server.receive()
    if case .notification(.associationChange(let change)) = received {
      sent[change.association] = [.communicationUp, .restart].contains(change.state) ? 0 : nil
    }
    guard let message = received.message else { continue }
    let id = message.association
    // A peer that does not take its answers must not keep the others waiting.
    do { try server.send(message.payload, on: id, timeout: .seconds(1)) } catch { try? server.abort(association: id) }
    sent[id]? += message.payload.count
    guard let bytes = sent[id], bytes > 1_000_000, let own = try? server.peelOff(association: id) else { continue }
    sent[id] = nil
    Thread.detachNewThread {
      while let received = try? own.receive() {  // Nil when the association has ended.
        if let message = received.message { try? own.send(message.payload) }
      }
    }
  } catch let error where error.code == .messageTooLong {}  // That message is lost, and nothing else.
}
