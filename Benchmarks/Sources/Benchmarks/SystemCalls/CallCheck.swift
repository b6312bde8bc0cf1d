/// A limit for the system calls of an operation.
struct CallCheck {
  let name: String
  let limit: Int
  let measure: (CountedThread) throws -> CallTally
}

extension CallCheck {
  static var all: [CallCheck] {
    SendingCalls.all + ReceivingCalls.all + WaitingCalls.all + [PeelingOffCalls.check]
  }
}
