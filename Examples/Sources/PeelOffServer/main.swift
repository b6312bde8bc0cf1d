import Foundation

do throws(any Error) {
  switch try Command(arguments: CommandLine.arguments.dropFirst()) {
  case .help: Output.line(Command.helpText)
  case .demo(let file): try await Demo(file: .open(file)).run()
  case .listen(let address): try await Listen(address: address).run()
  case .connect(let server, let file): try await Connect(server: server, file: .open(file)).run()
  }
} catch {
  let failure = Failure(error)
  FileHandle.standardError.write(Data("PeelOffServer: \(failure.sentence)\n".utf8))
  exit(failure.status)
}
