import CSCTP

@testable import SCTP

/// Performs the operations of the input on the partially received messages of two sockets, and on a model of them.
///
/// The second socket receives the associations that are peeled off.
enum ReassemblyTarget: FuzzTarget {
  static func run(_ input: Input) {
    var input = input
    var sockets = [Socket(), Socket()]
    while !input.isAtEnd {
      let operation = input.byte()
      let index = operation & 0x80 == 0 ? 0 : 1
      if operation % 16 == 15 {
        let moved = sockets[index].extract(SCTPAssociationID(rawValue: CInt(input.byte() % 4)))
        sockets[1 - index].replaceIfEmpty(moved)
        sockets[1 - index].check()
      } else {
        sockets[index].perform(operation % 16, &input)
      }
      sockets[index].check()
    }
    for index in sockets.indices { sockets[index].end() }
  }

  private struct Socket {
    private var assembly = MessageAssembly()
    private var model = ReassemblyModel()
    private var limits = MessageAssembly.Limits(message: 64, total: .max)
    /// The content of the next part.
    private var counter: UInt8 = 0

    mutating func perform(_ operation: UInt8, _ input: inout Input) {
      switch operation {
      case 0...7: add(&input)
      case 8, 9: deliver(incoming(input.byte()))
      case 10: discard(input.byte())
      case 11: abandon(input.byte())
      case 12: setLimits(&input)
      case 13:
        let hasStalled = assembly.hasStalled()
        require(hasStalled == model.hasStalled(), "hasStalled is \(hasStalled)")
      default: checkSpace(&input)
      }
    }

    /// Returns a part of a message on one of 4 associations and 2 streams; it may be unordered, and the last part.
    private func incoming(_ byte: UInt8) -> csctp_incoming {
      var incoming = csctp_incoming()
      incoming.has_info = true
      incoming.info.rcv_assoc_id = CInt(byte % 4)
      incoming.info.rcv_sid = UInt16(byte >> 2 & 1)
      incoming.info.rcv_flags = UInt16(byte >> 3 & 1)
      incoming.flags = byte & 0x10 == 0 ? 0 : csctp_MSG_EOR
      return incoming
    }

    private mutating func bytes(_ count: UInt8) -> [UInt8] {
      (0..<count % 96).map { _ in
        counter &+= 1
        return counter
      }
    }

    private mutating func add(_ input: inout Input) {
      var part = incoming(input.byte())
      let bytes = bytes(input.byte())
      // Identifies the first part of a message.
      part.info.rcv_tsn = UInt32(counter)
      let before = part
      do throws(SCTPError) {
        let message = try assembly.add(unsafe bytes.span.bytes, &part, limits: limits)
        model.add(bytes, before, limits, returned: message, part)
      } catch {
        model.add(bytes, before, limits, failedWith: error)
      }
    }

    private mutating func deliver(_ incoming: csctp_incoming) {
      assembly.deliver(incoming)
      model.deliver(incoming)
    }

    private mutating func discard(_ byte: UInt8) {
      let association = SCTPAssociationID(rawValue: CInt(byte % 4))
      let stream: UInt16? = byte & 0x80 == 0 ? nil : UInt16(byte >> 2 & 1)
      assembly.discard(association, stream: stream)
      model.discard(association, stream)
    }

    private mutating func abandon(_ byte: UInt8) {
      let ended = Set((0..<4).filter { byte >> $0 & 1 != 0 }.map { SCTPAssociationID(rawValue: $0) })
      assembly.abandonMessages(of: ended)
      model.abandon(ended)
    }

    private mutating func setLimits(_ input: inout Input) {
      limits.message = Int(input.byte())
      let (messages, bytes) = (Int(input.byte() % 8), Int(input.byte()))
      limits.total = messages == 7 ? .max : messages * MessageAssembly.overhead + bytes
    }

    private mutating func checkSpace(_ input: inout Input) {
      let part = incoming(input.byte())
      let bytes = bytes(input.byte())
      let lacksSpace = assembly.lacksSpace(for: unsafe bytes.span.bytes, part, limits)
      model.checkSpace(bytes.count, part, limits, lacksSpace: lacksSpace)
      let others = assembly.bufferedAssociations(besides: part)
      require(others == model.bufferedAssociations(besides: part), "other associations: \(others)")
    }

    mutating func extract(_ association: SCTPAssociationID) -> (MessageAssembly, ReassemblyModel) {
      (assembly.extractParts(of: association), model.extract(association))
    }

    /// Replaces the state, unless parts are buffered: a peel-off moves parts to a new socket.
    mutating func replaceIfEmpty(_ moved: (assembly: MessageAssembly, model: ReassemblyModel)) {
      if assembly.isEmpty { (assembly, model) = moved }
    }

    func check() { model.check(assembly, SCTPAssociationID(rawValue: CInt(counter % 4))) }

    /// Discards everything, and checks that no memory is counted any longer.
    mutating func end() {
      for association in assembly.associations { assembly.discard(association) }
      require(assembly.isEmpty, "parts remain of no association")
      for (missing, isAccepted) in [(0, true), (1, false)] {
        var copy = assembly
        var part = incoming(0)
        let bytes: [UInt8] = [1]
        let limits = MessageAssembly.Limits(message: 1, total: 1 + MessageAssembly.overhead - missing)
        do throws(SCTPError) {
          _ = try copy.add(unsafe bytes.span.bytes, &part, limits: limits)
          require(isAccepted, "less memory than that of the message is counted")
        } catch {
          require(!isAccepted, "memory of discarded messages is counted: \(error)")
        }
      }
    }
  }
}
