/// The features that both ends of an association of the model support.
struct ModelFeatures {
  /// Whether DATA and I-DATA chunks are authenticated.
  let isAuthenticated: Bool
  /// Whether messages are sent in I-DATA chunks, so that long ones do not hold up others.
  let isInterleaved: Bool
}
