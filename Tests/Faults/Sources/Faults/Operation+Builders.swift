import SCTP

extension Operation {
  /// An operation on an association between one-to-many sockets, which carries messages afterwards.
  static func link(
    _ name: String, exceptions: [Exception] = [], prepare: @escaping (Link) throws -> Void = { _ in },
    wait: UInt32 = 0, event: @escaping (Link) throws -> Void = { _ in },
    check: @escaping (Link) throws -> Void = { try $0.exchange() },
    _ body: @escaping (Link) throws -> Void
  ) -> Operation {
    Operation(name: name, exceptions: exceptions) {
      let link = try Link()
      try prepare(link)
      return Trial(
        body: .blocking { try body(link) }, awaited: wait == 0 ? nil : (wait, { try event(link) }),
        check: { try check(link) }, close: { try link.close() })
    }
  }

  /// The same with an async call.
  static func asyncLink(
    _ name: String, exceptions: [Exception] = [], prepare: @escaping (Link) throws -> Void = { _ in },
    wait: UInt32 = 0, event: @escaping (Link) throws -> Void = { _ in },
    check: @escaping (Link) throws -> Void = { try $0.exchange() },
    _ body: @escaping @Sendable (Link) async throws -> Void
  ) -> Operation {
    Operation(name: name, exceptions: exceptions) {
      let link = try Link()
      try prepare(link)
      return Trial(
        body: .async { try await body(link) }, awaited: wait == 0 ? nil : (wait, { try event(link) }),
        check: { try check(link) }, close: { try link.close() })
    }
  }

  /// An operation on an association between one-to-one sockets, which carries messages afterwards.
  static func connection(
    _ name: String, exceptions: [Exception] = [], prepare: @escaping (Connection) throws -> Void = { _ in },
    wait: UInt32 = 0, event: @escaping (Connection) throws -> Void = { _ in },
    check: @escaping (Connection) throws -> Void = { try $0.exchange() },
    _ body: @escaping (Connection) throws -> Void
  ) -> Operation {
    Operation(name: name, exceptions: exceptions) {
      let connection = try Connection()
      try prepare(connection)
      return Trial(
        body: .blocking { try body(connection) }, awaited: wait == 0 ? nil : (wait, { try event(connection) }),
        check: { try check(connection) }, close: { try connection.close() })
    }
  }

  /// The same with an async call.
  static func asyncConnection(
    _ name: String, exceptions: [Exception] = [], prepare: @escaping (Connection) throws -> Void = { _ in },
    wait: UInt32 = 0, event: @escaping (Connection) throws -> Void = { _ in },
    check: @escaping (Connection) throws -> Void = { try $0.exchange() },
    _ body: @escaping @Sendable (Connection) async throws -> Void
  ) -> Operation {
    Operation(name: name, exceptions: exceptions) {
      let connection = try Connection()
      try prepare(connection)
      return Trial(
        body: .async { try await body(connection) }, awaited: wait == 0 ? nil : (wait, { try event(connection) }),
        check: { try check(connection) }, close: { try connection.close() })
    }
  }

  /// An operation that creates a value, which `check` uses and closes.
  static func creating<Value>(
    _ name: String, exceptions: [Exception] = [], check: @escaping (Value) throws -> Void = { _ in },
    _ body: @escaping () throws -> Value
  ) -> Operation {
    Operation(name: name, exceptions: exceptions) {
      let created = Box<Value>()
      return Trial(
        body: .blocking { created.value = try body() }, check: { try check(created.take()) }, close: {})
    }
  }

  /// The same with an async call.
  static func asyncCreating<Value: Sendable>(
    _ name: String, exceptions: [Exception] = [], check: @escaping (Value) throws -> Void = { _ in },
    _ body: @escaping @Sendable () async throws -> Value
  ) -> Operation {
    Operation(name: name, exceptions: exceptions) {
      let created = Box<Value>()
      return Trial(
        body: .async { created.value = try await body() }, check: { try check(created.take()) }, close: {})
    }
  }

  /// An operation on a value, which `check` then uses and closes.
  static func on<Value>(
    _ name: String, exceptions: [Exception] = [], _ create: @escaping () throws -> Value,
    check: @escaping (Value) throws -> Void, _ body: @escaping (Value) throws -> Void
  ) -> Operation {
    Operation(name: name, exceptions: exceptions) {
      let value = try create()
      return Trial(body: .blocking { try body(value) }, check: { try check(value) }, close: {})
    }
  }
}
