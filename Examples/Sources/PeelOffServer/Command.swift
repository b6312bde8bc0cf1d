import SCTP

/// What the command line asks for.
enum Command {
  case help
  /// Server and clients in one process; without a file, the program sends itself.
  case demo(file: String?)
  case listen(SCTPAddress)
  case connect(SCTPAddress, file: String)

  init(arguments: some Sequence<String>) throws(Failure) {
    let arguments = Array(arguments)
    switch arguments.first {
    case "--help", "-h":
      self = .help
    case "--listen":
      guard arguments.count == 2 else { throw .usage("--listen needs ADDRESS:PORT and nothing else") }
      self = .listen(try Self.address(arguments[1]))
    case "--connect":
      guard arguments.count == 3 else { throw .usage("--connect needs ADDRESS:PORT and FILE") }
      self = .connect(try Self.address(arguments[1]), file: arguments[2])
    case .some(let option) where option.hasPrefix("-"):
      throw .usage("there is no option '\(option)'")
    case let file:
      guard arguments.count < 2 else { throw .usage("there can be only one FILE") }
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

    Shows what peeling off is for. A server has one SCTP socket for all associations. Clients that send a short message
    now and then stay on it, and get each message back. A client that sends FILE has sent more than a megabyte soon: the
    server peels its association off, and serves it from a socket and a task of its own.

    With FILE, or with nothing, which sends this program's own executable: a server, \(Demo.clientCount) sporadic clients and the
    one that sends the file in one process, over the loopback. The file that was received is compared with the original.

      --listen   serve only, until SIGINT or SIGTERM; port 0 lets the kernel choose one
      --connect  send FILE to such a server, and wait until it has confirmed all of it
      --help     show this text

    ADDRESS is numeric; an IPv6 address stands in brackets: [::1]:5000.
    Status: 0 all went well; 1 something failed, and standard error says what; 2 wrong arguments.
    """
}
