import SCTP
import Testing

extension OnTheKernel {
  /// What the peers of the library see: the packets between two hosts, as an independent program decodes them.
  @Suite(.requiresRoot, .decoding) enum OnTheWire {}
}
