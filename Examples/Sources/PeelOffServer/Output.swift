import Foundation
import SCTP
import Synchronization
import SystemPackage

/// The output of the program: a line for each event, with the time since the start.
enum Output {
  private static let start = ContinuousClock.now
  private static let order = Mutex(())

  static func event(_ who: String, _ what: String) {
    order.withLock { _ in
      let seconds = String(format: "%9.3f s", start.duration(to: .now).inSeconds)
      line("\(seconds)  \(who.rightPadded(to: 15))  \(what)")
    }
  }

  static func line(_ text: String) {
    _ = try? FileDescriptor.standardOutput.writeAll("\(text)\n".utf8)
  }
}

extension Duration {
  var inSeconds: Double { self / .seconds(1) }
}

extension Int {
  /// Such as "1,234,567 bytes".
  var inBytes: String { "\(grouped) byte\(self == 1 ? "" : "s")" }

  var inMegabytes: String { String(format: "%.1f", Double(self) / 1e6) }

  /// The number with thousands separators.
  var grouped: String {
    var text = "\(self)"
    var end = text.endIndex
    while let comma = text.index(end, offsetBy: -3, limitedBy: text.startIndex), comma > text.startIndex {
      text.insert(",", at: comma)
      end = comma
    }
    return text
  }

  /// The throughput of this number of bytes, such as "12.3 MB/s"; a hyphen if the number or the time is zero.
  func speed(in duration: Duration) -> String {
    guard self > 0, duration > .zero else { return "-" }
    let rate = Double(self) / duration.inSeconds
    return rate >= 1e6 ? String(format: "%.1f MB/s", rate / 1e6) : String(format: "%.1f kB/s", rate / 1e3)
  }
}

extension String {
  func rightPadded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
