import SCTP

// Top-level code without `await` is synchronous, so it can use the blocking forms.

let server = try SCTPSocket()
try server.bind(to: .loopback(port: 0))
try server.listen()
let client = try SCTPOneToOneSocket()
try client.connect(to: server.localAddresses(), timeout: .seconds(10))
try client.send([1, 2, 3], timeout: .seconds(10))
let received = try server.receive(timeout: .seconds(10))
guard let message = received.message, message.payload == [1, 2, 3] else {
  fatalError("received \(received) instead of the message")
}
try server.send(message.payload, on: message.association, timeout: .seconds(10))
guard try client.receive(timeout: .seconds(10))?.message?.payload == message.payload else {
  fatalError("the answer differs from the message")
}
print("a message and its answer, from synchronous top-level code")
