// Arguments that the kernel would reject, misread or ignore do not compile. Each comment contains the expected error.
import SCTP

func addresses() throws {
  _ = SCTPAddress.loopback(.ipx, port: 1)  // expected-error {{type 'SCTPAddressFamily' has no member 'ipx'}}
  _ = try SCTPSocket(family: 2)  // expected-error {{cannot convert value of type 'Int'}}
  // expected-error@+1 {{'nil' is not compatible with expected argument type 'SCTPAddress'}}
  try SCTPSocket().bind(to: nil)
}

func directions(_ socket: SCTPSocket, _ association: SCTPAssociationID, _ status: SCTPStatus) throws {
  // expected-error@+1 {{cannot be resolved without a contextual type}}
  try socket.setOption(.status(of: association), to: status)
  try socket.setOption(.receiveInfo, to: false)  // expected-error {{cannot be resolved without a contextual type}}
  // expected-error@+1 {{cannot be resolved without a contextual type}}
  _ = try socket.option(.deletedKey(of: association))
}

func values(_ socket: SCTPSocket) throws {
  try socket.setOption(.noDelay, to: 1)  // expected-error {{integer literal value '1' cannot be used as a boolean}}
  try socket.setOption(.autoClose, to: 5)  // expected-error {{cannot convert value of type 'Int'}}
}

func namesOfC(_ socket: SCTPSocket) throws {
  try socket.setOption(.SCTP_NODELAY, to: true)  // expected-error {{'SCTP_NODELAY' has been renamed to 'noDelay'}}
  try socket.setSubscribed(true, to: .SCTP_ASSOC_CHANGE)  // expected-error {{has been renamed to 'associationChange'}}
}
