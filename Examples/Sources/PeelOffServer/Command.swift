import SCTP

/// A command of the command line.
enum Command {
  case help
  /// The server and the clients in one process. Without a file, they transfer the executable of this program.
  case demo(file: String?)
  case listen(SCTPAddress)
  case connect(SCTPAddress, file: String)

  init(arguments: some Sequence<String>) throws(Failure) {
    let arguments = Array(arguments)
    switch arguments.first {
    case "--help", "-h":
      self = .help
    case "--listen":
      guard arguments.count == 2 else { throw .usage("--listen needs one ADDRESS:PORT") }
      self = .listen(try Self.address(arguments[1]))
    case "--connect":
      guard arguments.count == 3 else { throw .usage("--connect needs ADDRESS:PORT and FILE") }
      self = .connect(try Self.address(arguments[1]), file: arguments[2])
    case .some(let option) where option.hasPrefix("-"):
      throw .usage("unknown option '\(option)'")
    case let file:
      guard arguments.count < 2 else { throw .usage("only one FILE is allowed") }
      self = .demo(file: file)
    }
  }

  private static func address(_ text: String) throws(Failure) -> SCTPAddress {
    do {
      return try SCTPAddress(parsing: text)
    } catch {
      throw .usage("'\(text)' is not an ADDRESS:PORT such as 192.0.2.1:5000 or [2001:db8::1]:5000")
    }
  }

  static let helpText = """
    usage: PeelOffServer [FILE]
           PeelOffServer --listen ADDRESS:PORT
           PeelOffServer --connect ADDRESS:PORT FILE

    Demonstrates peel-off. The server has one SCTP socket for all associations. Clients that send short messages
    at random intervals share this socket, and receive each message back. The client that sends FILE soon exceeds
    a megabyte. The server then peels its association off into a separate socket, which a separate task serves.

    Without an option, one process runs the server, \(Demo.clientCount) sporadic clients, and the client that sends FILE,
    and compares the received file with the original. The default FILE is the executable of this program.

      --listen   run only the server, until SIGINT or SIGTERM; with port 0, the kernel chooses a free port
      --connect  send FILE to a server, and wait until the server has confirmed it
      --help     print this text

    ADDRESS is numeric. Write an IPv6 address in brackets: [::1]:5000.
    Exit status: 0 for success, 1 for a failure, which standard error describes, 2 for wrong arguments.
    """
}
