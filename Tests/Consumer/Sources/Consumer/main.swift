import SCTP

/// A failure of this program, as opposed to a failure of the library.
struct Failure: Error {
  var reason: String
}

guard SCTPSocket.isSupported else {
  throw Failure(reason: "this kernel has no SCTP: use Scripts/with-sctp")
}

let socket = try SCTPSocket()
try socket.close()
do {
  try socket.close()
  throw Failure(reason: "close() succeeded on a closed socket")
} catch let error as SCTPError {
  guard error.code == .badFileDescriptor, error.code != .socketShutdown else {
    throw error
  }
}
print("import SCTP is the only import that errors and sockets need")
