import SCTP

// With C++ interoperability, the compiler reads the C headers of the library as C++.

let socket = try SCTPSocket()
try socket.setOption(.noDelay, to: true)
guard try socket.option(.noDelay) else { fatalError("the option was set, but reads as false") }
try socket.bind(to: .loopback(port: 0))
print("bound to \(try socket.localAddresses()), from a target with C++ interoperability")
