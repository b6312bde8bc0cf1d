// What the kernel would refuse, misread or drop does not compile: each line with a comment, for the reason that it names.
import SCTP

func addresses() throws {
  _ = SCTPAddress.loopback(.ipx, port: 1)  // error: type 'SCTPAddressFamily' has no member 'ipx'
  _ = try SCTPSocket(family: 2)  // error: cannot convert value of type 'Int'
  try SCTPSocket().bind(to: nil)  // error: 'nil' is not compatible with expected argument type 'SCTPAddress'
}

func directions(_ socket: SCTPSocket, _ association: SCTPAssociationID, _ status: SCTPStatus) throws {
  try socket.setOption(.status(of: association), to: status)  // error: cannot be resolved without a contextual type
  try socket.setOption(.receiveInfo, to: false)  // error: cannot be resolved without a contextual type
  _ = try socket.option(.deletedKey(of: association))  // error: cannot be resolved without a contextual type
}

func values(_ socket: SCTPSocket) throws {
  try socket.setOption(.noDelay, to: 1)  // error: integer literal value '1' cannot be used as a boolean
  try socket.setOption(.autoClose, to: 5)  // error: cannot convert value of type 'Int'
}

func namesOfC(_ socket: SCTPSocket) throws {
  try socket.setOption(.SCTP_NODELAY, to: true)  // error: 'SCTP_NODELAY' has been renamed to 'noDelay'
  try socket.setSubscribed(true, to: .SCTP_ASSOC_CHANGE)  // error: has been renamed to 'associationChange'
}
