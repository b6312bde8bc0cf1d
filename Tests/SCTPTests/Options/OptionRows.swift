import SCTP
import Testing

/// A row of the table of options: the behavior of the kernel for one of them.
struct OptionRow: CustomTestStringConvertible, Sendable {
  /// The C name of the option.
  let name: String
  let check: @Sendable (Subject) throws -> Void

  var testDescription: String { name }
}

/// Which scopes an option has on a one-to-many socket; another one gives EINVAL, and so do `.current` and `.all` where
/// an option is read.
enum Scoping {
  /// `.future` and one association.
  case futureAndOne
  /// `.future`, `.current`, `.all` and one association.
  case every
}

/// The scopes that an option of associations rejects when it is read, with the reasons.
private let invalidScopes: [(SCTPAssociationID, SCTPError.Reason?)] = [
  (.current, nil), (.all, nil), (.nobody, .unknownAssociation),
]

extension OptionRow {
  /// An option of the whole socket: its default, the values that are read after setting it, and the refused values.
  static func socket<Value: Equatable & Sendable>(
    _ name: String, _ option: SCTPSocketOption<Value>,
    default initial: @autoclosure @escaping @Sendable () throws -> Value,
    set changes: @autoclosure @escaping @Sendable () throws -> [(value: Value, reads: Value)],
    refuses: [(value: Value, error: Errno)] = []
  ) -> OptionRow {
    socket(
      name, option, defaults: { _ in try initial() }, set: try changes(), refuses: refuses)
  }

  /// An option of the whole socket, whose default depends on the kind of the socket.
  static func socket<Value: Equatable & Sendable>(
    _ name: String, _ option: SCTPSocketOption<Value>,
    defaults initial: @escaping @Sendable (SocketKind) throws -> Value,
    set changes: @autoclosure @escaping @Sendable () throws -> [(value: Value, reads: Value)],
    refuses: [(value: Value, error: Errno)] = []
  ) -> OptionRow {
    OptionRow(name: name) { subject in
      let socket = subject.socket
      expect(try socket.option(option), is: try initial(subject.kind), "\(name): the default")
      for (value, reads) in try changes() {
        try socket.setOption(option, to: value)
        expect(try socket.option(option), is: reads, "\(name): after setting \(value)")
      }
      let last = try socket.option(option)
      for (value, error) in refuses {
        expectRefusal(error) { try socket.setOption(option, to: value) }
        expect(try socket.option(option), is: last, "\(name): after refusing \(value)")
      }
    }
  }

  /// An option with a scope: its default, and what each scope changes when set to one of two values.
  ///
  /// `inForce` is what an association reads as whose value is the default, if that differs.
  static func scoped<Value: Equatable & Sendable>(
    _ name: String, _ scoping: Scoping, default initial: Value, inForce: Value? = nil, set first: Value,
    and second: Value, refuses: [(value: Value, error: Errno)] = [],
    _ option: @escaping @Sendable (SCTPAssociationID) -> SCTPSocketOption<Value>
  ) -> OptionRow {
    scoped(
      name, scoping, default: initial, inForce: inForce, set: first, and: second, refuses: refuses,
      read: { socket, scope in try socket.option(option(scope)) },
      write: { socket, scope, value in try socket.setOption(option(scope), to: value) })
  }

  /// An option with a scope, of which a part of the value is compared.
  static func scoped<Value: Equatable & Sendable>(
    _ name: String, _ scoping: Scoping, default initial: Value, inForce: Value? = nil, set first: Value,
    and second: Value, refuses: [(value: Value, error: Errno)] = [],
    read: @escaping @Sendable (SCTPEndpoint, SCTPAssociationID) throws -> Value,
    write: @escaping @Sendable (SCTPEndpoint, SCTPAssociationID, Value) throws -> Void
  ) -> OptionRow {
    OptionRow(name: name) { subject in
      let socket = subject.socket
      let one = subject.association
      let inForce = inForce ?? initial
      let isOneToOne = subject.kind.isOneToOne
      expect(try read(socket, .future), is: isOneToOne ? inForce : initial, "\(name): the default")
      expect(try read(socket, one), is: inForce, "\(name): the association's default")
      if subject.kind.isOneToOne {
        // The kernel ignores the scope: there is one association.
        for scope in [SCTPAssociationID.future, .current, .all, one, .nobody] {
          for value in [first, second] {
            try write(socket, scope, value)
            for other in [SCTPAssociationID.future, .current, .all, one, .nobody] {
              expect(try read(socket, other), is: value, "\(name): \(scope) read as \(other)")
            }
          }
        }
      } else {
        try write(socket, .future, first)
        expect(try read(socket, .future), is: first, "\(name): future ones")
        expect(try read(socket, one), is: inForce, "\(name): an association that is there already")
        let later = try subject.furtherAssociation()
        expect(try read(socket, later), is: first, "\(name): an association that comes later")
        try write(socket, one, second)
        expect(try read(socket, one), is: second, "\(name): one association")
        expect(try read(socket, later), is: first, "\(name): not the other association")
        expect(try read(socket, .future), is: first, "\(name): nor future ones")
        for (scope, reason) in invalidScopes {
          expectFailure(.invalidArgument, reason) { _ = try read(socket, scope) }
        }
        expectFailure(.invalidArgument, .unknownAssociation) { try write(socket, .nobody, first) }
        switch scoping {
        case .futureAndOne:
          expectFailure(.invalidArgument) { try write(socket, .current, first) }
          expectFailure(.invalidArgument) { try write(socket, .all, first) }
        case .every:
          try write(socket, .current, second)
          expect(try read(socket, one), is: second, "\(name): current ones")
          expect(try read(socket, later), is: second, "\(name): current ones")
          expect(try read(socket, .future), is: first, "\(name): current ones, not future ones")
          try write(socket, .all, initial)
          expect(try read(socket, one), is: initial, "\(name): all")
          expect(try read(socket, later), is: initial, "\(name): all")
          expect(try read(socket, .future), is: initial, "\(name): all, so future ones too")
        }
      }
      for (value, error) in refuses {
        let before = try read(socket, .future)
        expectRefusal(error) { try write(socket, .future, value) }
        expectRefusal(error) { try write(socket, one, value) }
        expect(try read(socket, .future), is: before, "\(name): after refusing \(value)")
      }
    }
  }

  /// Whether future associations may use an extension: what an association negotiated cannot be changed, and setting it
  /// in the scope of an association sets it for future ones.
  static func negotiated(
    _ name: String, default initial: Bool, _ option: @escaping @Sendable (SCTPAssociationID) -> SCTPSocketOption<Bool>
  ) -> OptionRow {
    OptionRow(name: name) { subject in
      let socket = subject.socket
      let one = subject.association
      expect(try socket.option(option(one)), is: initial, "\(name): the negotiated value")
      expect(try socket.option(option(.future)), is: initial, "\(name): the default")
      try socket.setOption(option(.future), to: !initial)
      expect(try socket.option(option(one)), is: initial, "\(name): an association that is there already")
      if subject.kind.isOneToOne {
        expect(try socket.option(option(.future)), is: initial, "\(name): the only association")
      } else {
        expect(try socket.option(option(.future)), is: !initial, "\(name): future ones")
        try socket.setOption(option(one), to: initial)
        expect(try socket.option(option(.future)), is: initial, "\(name): future ones, set as one")
        for (scope, reason) in invalidScopes {
          expectFailure(.invalidArgument, reason) { _ = try socket.option(option(scope)) }
          expectFailure(.invalidArgument, reason) { try socket.setOption(option(scope), to: true) }
        }
      }
    }
  }

  /// An option of paths: of future ones, of all paths of an association, or of one.
  ///
  /// `later` is the value of a later association, if it differs from the value that was set for future associations.
  /// `withoutPath` is the error for an address that is not the peer's.
  static func path<Value: Equatable & Sendable>(
    _ name: String, default initial: Value, set first: Value, and second: Value, later: Value? = nil,
    withoutPath: Errno = .invalidArgument, refuses: [(value: Value, error: Errno)] = [],
    _ option: @escaping @Sendable (SCTPAddress?, SCTPAssociationID) -> SCTPSocketOption<Value>
  ) -> OptionRow {
    path(
      name, default: initial, set: first, and: second, later: later, withoutPath: withoutPath, refuses: refuses,
      read: { socket, path, scope in try socket.option(option(path, scope)) },
      write: { socket, path, scope, value in try socket.setOption(option(path, scope), to: value) })
  }

  /// An option of paths, of which a part of the value is compared.
  static func path<Value: Equatable & Sendable>(
    _ name: String, default initial: Value, set first: Value, and second: Value, later: Value? = nil,
    withoutPath: Errno = .invalidArgument, refuses: [(value: Value, error: Errno)] = [],
    read: @escaping @Sendable (SCTPEndpoint, SCTPAddress?, SCTPAssociationID) throws -> Value,
    write: @escaping @Sendable (SCTPEndpoint, SCTPAddress?, SCTPAssociationID, Value) throws -> Void
  ) -> OptionRow {
    OptionRow(name: name) { subject in
      let socket = subject.socket
      let (one, path) = (subject.association, subject.path)
      let stranger = try SCTPAddress("127.0.0.9", port: path.port)
      expect(try read(socket, nil, .future), is: initial, "\(name): the default")
      expect(try read(socket, nil, one), is: initial, "\(name): the association's default")
      expect(try read(socket, path, one), is: initial, "\(name): the path's default")
      try write(socket, path, one, first)
      expect(try read(socket, path, one), is: first, "\(name): one path")
      expect(try read(socket, nil, one), is: initial, "\(name): the association's others")
      try write(socket, nil, one, second)
      expect(try read(socket, nil, one), is: second, "\(name): the association")
      expect(try read(socket, path, one), is: second, "\(name): all of its paths")
      expectFailure(withoutPath, .unknownPath) { _ = try read(socket, stranger, one) }
      expectFailure(withoutPath, .unknownPath) { try write(socket, stranger, one, first) }
      if !subject.kind.isOneToOne {
        try write(socket, nil, .future, first)
        expect(try read(socket, nil, .future), is: first, "\(name): future ones")
        expect(try read(socket, nil, one), is: second, "\(name): an association that is there already")
        let further = try subject.furtherAssociation()
        expect(try read(socket, nil, further), is: later ?? first, "\(name): an association that comes later")
        for (scope, reason) in invalidScopes {
          expectFailure(.invalidArgument, reason) { _ = try read(socket, nil, scope) }
          expectFailure(.invalidArgument, reason) { try write(socket, nil, scope, first) }
        }
      }
      for (value, error) in refuses {
        expectRefusal(error) { try write(socket, nil, one, value) }
        expectRefusal(error) { try write(socket, path, one, value) }
      }
    }
  }
}

/// Checks what an option reads as.
private func expect<Value: Equatable>(
  _ value: Value, is expected: Value, _ what: String, _ location: SourceLocation = #_sourceLocation
) {
  #expect(value == expected, "\(what)", sourceLocation: location)
}
