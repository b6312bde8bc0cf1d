import SCTP

/// An operation without its body.
///
/// The body and the other closures receive a subject, such as two sockets, which is created for each run.
struct Setup<Subject> {
  let name: String
  var traits: Set<Operation.Trait> = []
  var error: SCTPError?
  var exceptions: [Exception] = []
  let create: () throws -> Subject
  var event: ((Subject) throws -> Void)?
  let check: (Subject) throws -> Void
  var close: (Subject) throws -> Void = { _ in }

  /// Returns the operation whose body is a blocking call.
  func blocking(_ body: @escaping (Subject) throws -> Void) -> Operation {
    operation { subject in .blocking { try body(subject) } }
  }

  private func operation(_ body: @escaping (Subject) -> Trial.Body) -> Operation {
    Operation(name: name, traits: traits, error: error, exceptions: exceptions) {
      let subject = try create()
      return Trial(
        body: body(subject), event: event.map { event in { try event(subject) } }, check: { try check(subject) },
        close: { try close(subject) })
    }
  }
}

extension Setup where Subject: Sendable {
  /// Returns the operation whose body is an async call.
  func async(_ body: @escaping @Sendable (Subject) async throws -> Void) -> Operation {
    operation { subject in .async { try await body(subject) } }
  }
}

extension Setup {
  /// Returns the operation whose body is a blocking call that creates a value.
  func blocking<Value>(_ body: @escaping () throws -> Value) -> Operation where Subject == Box<Value> {
    blocking { $0.value = try body() }
  }

  /// Returns the operation whose body is an async call that creates a value.
  func async<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) -> Operation
  where Subject == Box<Value> {
    async { $0.value = try await body() }
  }
}

/// Sockets with an association.
protocol ConnectedSockets: Sendable {
  /// Sends a message each way, and checks that exactly these two messages arrive.
  func exchange() throws

  func close() throws
}

extension Operation {
  /// Prepares an operation on sockets with an association, which carries messages afterwards.
  static func on<Sockets: ConnectedSockets>(
    _ create: @escaping () throws -> Sockets, _ name: String, traits: Set<Trait> = [], error: SCTPError? = nil,
    exceptions: [Exception] = [], prepare: @escaping (Sockets) throws -> Void = { _ in },
    event: ((Sockets) throws -> Void)? = nil,
    check: @escaping (Sockets) throws -> Void = { try $0.exchange() }
  ) -> Setup<Sockets> {
    Setup(
      name: name, traits: traits, error: error, exceptions: exceptions,
      create: {
        let sockets = try create()
        try prepare(sockets)
        return sockets
      }, event: event, check: check, close: { try $0.close() })
  }

  /// Prepares an operation on a subject, which `check` also closes.
  static func with<Subject>(
    _ create: @escaping () throws -> Subject, _ name: String, traits: Set<Trait> = [], error: SCTPError? = nil,
    exceptions: [Exception] = [], event: ((Subject) throws -> Void)? = nil, check: @escaping (Subject) throws -> Void
  ) -> Setup<Subject> {
    Setup(
      name: name, traits: traits, error: error, exceptions: exceptions, create: create, event: event, check: check)
  }

  /// Prepares an operation that creates a value, which `check` uses and closes.
  static func creating<Value>(
    _ name: String, traits: Set<Trait> = [], exceptions: [Exception] = [],
    check: @escaping (Value) throws -> Void = { _ in }
  ) -> Setup<Box<Value>> {
    Setup(name: name, traits: traits, exceptions: exceptions, create: { Box() }, check: { try check($0.take()) })
  }
}
