// In top-level code, the compiler prefers the blocking form of a call, even after `await`. The blocking forms are
// unavailable in asynchronous contexts, so that the program does not block its main thread unnoticed. Each comment
// contains the expected error.
import SCTP

let server = try SCTPSocket()
// expected-error@+2 {{'receive' is unavailable from asynchronous contexts}}
// expected-warning@+1 {{no 'async' operations occur within 'await' expression}}
_ = try await server.receive()
// expected-error@+2 {{'send' is unavailable from asynchronous contexts}}
// expected-warning@+1 {{no 'async' operations occur within 'await' expression}}
try await server.send([1], on: .future)

let listener = try SCTPListener()
// expected-error@+2 {{'accept' is unavailable from asynchronous contexts}}
// expected-warning@+1 {{no 'async' operations occur within 'await' expression}}
let accepted = try await listener.accept()
// expected-error@+2 {{'receive' is unavailable from asynchronous contexts}}
// expected-warning@+1 {{no 'async' operations occur within 'await' expression}}
_ = try await accepted.receive()

// expected-error@+2 {{'resolve' is unavailable from asynchronous contexts}}
// expected-warning@+1 {{no 'async' operations occur within 'await' expression}}
let addresses = try await SCTPAddress.resolve(host: "localhost", port: 1)
// expected-error@+2 {{'connect' is unavailable from asynchronous contexts}}
// expected-warning@+1 {{no 'async' operations occur within 'await' expression}}
try await SCTPOneToOneSocket().connect(to: addresses)

// expected-error@+2 {{'shutdownAndWait' is unavailable from asynchronous contexts}}
// expected-warning@+1 {{no 'async' operations occur within 'await' expression}}
try await accepted.shutdownAndWait()
// expected-error@+2 {{'stop' is unavailable from asynchronous contexts}}
// expected-warning@+1 {{no 'async' operations occur within 'await' expression}}
try await server.stop(timeout: .seconds(1))
