import SCTP

/// What went wrong here, as opposed to in the library.
struct Unexpected: Error {
  var what: String
}

guard SCTPSocket.isSupported else {
  throw Unexpected(what: "this kernel has no SCTP: run this by Scripts/with-sctp")
}

let socket = try SCTPSocket()
try socket.close()
do {
  try socket.close()
  throw Unexpected(what: "a closed socket was closed again")
} catch let error as SCTPError {
  guard error.code == .badFileDescriptor, error.code != .socketShutdown else {
    throw error
  }
}
print("import SCTP was enough")
