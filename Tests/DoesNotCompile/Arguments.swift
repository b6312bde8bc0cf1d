// Arguments that the kernel would reject, misread or ignore do not compile. Each comment contains the expected error.
import SCTP

func addresses() throws {
  _ = SCTPAddress.loopback(.ipx, port: 1)  // expected-error {{type 'SCTPAddressFamily' has no member 'ipx'}}
  _ = try SCTPSocket(family: 2)  // expected-error {{cannot convert value of type 'Int'}}
  // expected-error@+1 {{no exact matches in call to instance method 'bind'}}
  try SCTPSocket().bind(to: nil)
}

func methods(_ socket: SCTPSocket, _ association: SCTPAssociationID, _ status: SCTPStatus) throws {
  // State that cannot be set and requests that cannot be read are no options.
  // expected-error@+1 {{type 'SCTPSocketOption<SCTPStatus>' has no member 'status'}}
  try socket.setOption(.status(of: association), to: status)
  let _: UInt16 = try socket.option(.deletedKey(of: association))  // expected-error {{has no member 'deletedKey'}}
  // Every message has its information.
  try socket.setOption(.receiveInfo, to: false)  // expected-error {{has no member 'receiveInfo'}}
}

func values(_ socket: SCTPSocket) throws {
  try socket.setOption(.noDelay, to: 1)  // expected-error {{integer literal value '1' cannot be used as a boolean}}
  try socket.setAutoClose(5)  // expected-error {{cannot convert value of type 'Int'}}
}

func namesOfC(_ socket: SCTPSocket) throws {
  try socket.setOption(.SCTP_NODELAY, to: true)  // expected-error {{'SCTP_NODELAY' has been renamed to 'noDelay'}}
  try socket.setSubscribed(true, to: .SCTP_ASSOC_CHANGE)  // expected-error {{has been renamed to 'associationChange'}}
  // expected-error@+1 {{'SCTP_STATUS' is unavailable: call 'status(of:)' or 'status()'}}
  _ = try socket.option(.SCTP_STATUS)
  // expected-error@+1 {{'SCTP_AUTH_KEY' is unavailable: call 'addKey(_:)' or 'addKey(_:of:)'}}
  try socket.setOption(.SCTP_AUTH_KEY, to: SCTPAuthenticationKey(number: 1, secret: []))
  let flags: [SCTPSendFlags] = [
    .SCTP_EOF,  // expected-error {{call 'shutdown(association:)' or 'shutdown()' of the socket}}
    .SCTP_ABORT,  // expected-error {{call 'abort(association:reason:)' or 'abort(reason:)' of the socket}}
    .SCTP_PR_SCTP_TTL,  // expected-error {{set 'reliability' of SCTPSendOptions to '.lifetime(_:)'}}
  ]
  // expected-error@+1 {{'SCTP_PR_SCTP_TTL' has been renamed to 'lifetime(_:)'}}
  let options = SCTPSendOptions(reliability: .SCTP_PR_SCTP_TTL(.seconds(1)))
  _ = (flags, options)
}
