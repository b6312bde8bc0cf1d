/// Every public operation that makes system calls.
enum Operations {
  static var all: [Operation] {
    creation + binding + connecting + accepting + sending + receiving + peelingOff + ending + closing + options
      + requests + reconfiguration + authentication
      + executors + names
  }
}
