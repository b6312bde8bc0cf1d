// What a style cannot do does not compile: each line with a comment, for the reason that it names.
import SCTP

func oneToMany(_ socket: SCTPSocket) throws {
  _ = try socket.accept()  // error: value of type 'SCTPSocket' has no member 'accept'
  try socket.send([1])  // error: missing argument for parameter 'to'
  _ = try socket.peerAddresses()  // error: missing argument for parameter 'of'
}

func oneToOne(_ socket: SCTPOneToOneSocket, _ association: SCTPAssociationID) throws {
  try socket.listen()  // error: value of type 'SCTPOneToOneSocket' has no member 'listen'
  _ = try socket.accept()  // error: value of type 'SCTPOneToOneSocket' has no member 'accept'
  _ = try socket.peelOff(association: association)  // error: has no member 'peelOff'
  try socket.send([1], on: association)  // error: extra argument 'on' in call
  _ = try socket.associations()  // error: has no member 'associations'
}

func listener(_ listener: SCTPListener) throws {
  try listener.send([1])  // error: value of type 'SCTPListener' has no member 'send'
  try listener.connect(to: [SCTPAddress]())  // error: value of type 'SCTPListener' has no member 'connect'
  try listener.shutdown()  // error: value of type 'SCTPListener' has no member 'shutdown'
}
