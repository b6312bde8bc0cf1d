// Calls that a socket's style does not support do not compile. Each comment contains the expected error.
import SCTP

func oneToMany(_ socket: SCTPSocket) throws {
  _ = try socket.accept()  // expected-error {{value of type 'SCTPSocket' has no member 'accept'}}
  try socket.send([1])  // expected-error {{missing argument for parameter 'to'}}
  _ = try socket.peerAddresses()  // expected-error {{missing argument for parameter 'of'}}
}

func oneToOne(_ socket: SCTPOneToOneSocket, _ association: SCTPAssociationID) throws {
  try socket.listen()  // expected-error {{value of type 'SCTPOneToOneSocket' has no member 'listen'}}
  _ = try socket.accept()  // expected-error {{value of type 'SCTPOneToOneSocket' has no member 'accept'}}
  _ = try socket.peelOff(association: association)  // expected-error {{has no member 'peelOff'}}
  try socket.send([1], on: association)  // expected-error {{extra argument 'on' in call}}
  _ = try socket.associations()  // expected-error {{has no member 'associations'}}
  _ = try socket.autoClose()  // expected-error {{value of type 'SCTPOneToOneSocket' has no member 'autoClose'}}
}

func listener(_ listener: SCTPListener) throws {
  // expected-error@+1 {{type 'SCTPSocketOption<[SCTPAssociationID]>' has no member 'associations'}}
  let _: [SCTPAssociationID] = try listener.option(.associations)
  _ = try listener.associationCount()  // expected-error {{has no member 'associationCount'}}
  _ = try listener.statistics()  // expected-error {{value of type 'SCTPListener' has no member 'statistics'}}
  try listener.send([1])  // expected-error {{value of type 'SCTPListener' has no member 'send'}}
  try listener.connect(to: [SCTPAddress]())  // expected-error {{value of type 'SCTPListener' has no member 'connect'}}
  try listener.shutdown()  // expected-error {{value of type 'SCTPListener' has no member 'shutdown'}}
}
