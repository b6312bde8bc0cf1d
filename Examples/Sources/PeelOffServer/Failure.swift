import SCTP

/// An error with which the program exits: a sentence and an exit status.
struct Failure: Error {
  let sentence: String
  let status: Int32

  init(_ sentence: String, status: Int32 = 1) {
    self.sentence = sentence
    self.status = status
  }

  /// A failure of `action`, such as "cannot listen on 127.0.0.1:5000".
  init(_ action: String, because error: any Error) {
    let cause = Failure(error)
    // On a kernel without SCTP, the action does not matter.
    self = cause.isAboutKernel ? cause : Failure("\(action): \(cause.sentence)")
  }

  /// A failure that describes any error.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as SCTPError: self.init(error.reason?.description ?? "\(error.code)".lowercasedFirst)
    case let code as Errno: self.init("\(code)".lowercasedFirst)
    default: self.init("\(error)")
    }
  }

  static func usage(_ sentence: String) -> Failure {
    Failure("\(sentence) (see --help)", status: 2)
  }

  private var isAboutKernel: Bool {
    sentence == SCTPError.Reason.kernelWithoutSCTP.description
  }
}

extension String {
  fileprivate var lowercasedFirst: String {
    prefix(1).lowercased() + dropFirst()
  }
}
