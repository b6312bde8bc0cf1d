import SCTP
import Testing

extension OnTheKernel {
  /// The packets between two hosts, as an independent program decodes them.
  @Suite(.requiresRoot, .decoding) enum OnTheWire {}
}
