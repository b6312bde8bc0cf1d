// Enumerations that may gain cases require `@unknown default`. Each comment contains the expected error.
import SCTP

// Swift 6.2 does not know the attribute. In the Swift 5 language mode, the errors are warnings. Targets of the library's
// own package are exempt.
#if compiler(>=6.3)
func closed(_ reliability: SCTPReliability) -> Bool {
  switch reliability {  // expected-error {{switch covers known cases, but 'SCTPReliability' may have additional}}
  // expected-note@-1 {{handle unknown values using "@unknown default"}}
  case .reliable: true
  case .lifetime, .retransmissions, .priority, .unknown: false
  }
}

func closed(_ notification: SCTPNotification) -> Bool {
  switch notification {  // expected-error {{switch covers known cases, but 'SCTPNotification' may have additional}}
  // expected-note@-1 {{handle unknown values using "@unknown default"}}
  case .associationChange, .peerAddressChange, .remoteError, .sendFailed, .sendFailedDeprecated, .shutdown: true
  case .adaptation, .partialDelivery, .authentication, .senderDry, .streamReset, .associationReset: true
  case .streamChange, .unknown: false
  }
}

func open(_ notification: SCTPNotification) -> Bool {
  switch notification {
  case .associationChange, .peerAddressChange, .remoteError, .sendFailed, .sendFailedDeprecated, .shutdown: true
  case .adaptation, .partialDelivery, .authentication, .senderDry, .streamReset, .associationReset: true
  case .streamChange, .unknown: false
  @unknown default: false
  }
}
#endif

func closed(_ family: SCTPAddressFamily) -> Bool {
  switch family {
  case .ipv4: true
  case .ipv6: false
  }
}
