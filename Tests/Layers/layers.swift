// Checks that every file of Sources/SCTP uses only its own layer and the layers below it.
//
// usage: layers.swift INDEX-STORE SOURCES-FOLDER
//
// Prints each use of a higher layer. The exit status is 0 if it finds none. The declarations and references come from the
// index that the compiler writes during a debug build, in which every name is resolved, including the members that
// extensions add. One kind of use is not in the index: a conformance that code relies on without calling a member.

import Foundation

/// The folders of the sources, from top to bottom.
let layers = ["Sockets", "Options", "Notifications", "Messages", "Addresses", "Reactor", "Descriptor", "Errors"]

/// A reference to a symbol, which may be declared in any file.
struct Use: Hashable {
  var path, symbol, name: String
  var line: UInt32 = 0
}

let sources = CommandLine.arguments[2]
let absoluteSources = URL(fileURLWithPath: sources).resolvingSymlinksInPath().path + "/"
guard let entries = try? FileManager.default.subpathsOfDirectory(atPath: sources),
  let store = indexstore_store_create(CommandLine.arguments[1], nil)
else {
  print("there are no sources in \(sources), or there is no index in \(CommandLine.arguments[1])")
  exit(1)
}

// The callbacks of the index are C functions, which can reach only global variables.
var units: [String] = []
/// The name of each file's record, which contains its declarations and references.
var records: [String: String] = [:]
/// The file whose record is being read.
var path = ""
/// The file that declares each symbol.
var declaringPaths: [String: String] = [:]
var uses: Set<Use> = []

func text(_ reference: indexstore_string_ref_t) -> String {
  String(decoding: UnsafeRawBufferPointer(start: reference.data, count: reference.length), as: UTF8.self)
}

func layer(of path: String) -> Int? {
  layers.firstIndex { path.hasPrefix($0 + "/") }
}

func read(_ record: String) {
  let reader = indexstore_record_reader_create(store, record, nil)
  _ = indexstore_record_reader_occurrences_apply_f(reader, nil) { _, occurrence in
    let symbol = indexstore_occurrence_get_symbol(occurrence)
    let name = text(indexstore_symbol_get_name(symbol))
    var use = Use(path: path, symbol: text(indexstore_symbol_get_usr(symbol)), name: name)
    indexstore_occurrence_get_line_col(occurrence, &use.line, nil)
    if Int(indexstore_occurrence_get_roles(occurrence)) & INDEXSTORE_SYMBOL_ROLE_DEFINITION != 0 {
      declaringPaths[use.symbol] = path
    } else if !name.contains(#/^[a-z]+:/#) {  // Accessors, such as `getter:x`, accompany their property.
      uses.insert(use)
    }
    return true
  }
}

func violation(_ use: Use) -> String? {
  guard let declaringPath = declaringPaths[use.symbol], let user = layer(of: use.path),
    let declarer = layer(of: declaringPath), declarer < user
  else { return nil }
  let location = "\(sources)/\(use.path):\(use.line)"
  return "\(location): \(layers[user]) uses \(use.name) of \(layers[declarer]) (\(declaringPath))"
}

_ = indexstore_store_units_apply_f(store, 0, nil) { _, name in
  units.append(text(name))
  return true
}
for unit in units {
  let reader = indexstore_unit_reader_create(store, unit, nil)
  _ = indexstore_unit_reader_dependencies_apply_f(reader, nil) { _, dependency in
    guard indexstore_unit_dependency_get_kind(dependency) == INDEXSTORE_UNIT_DEPENDENCY_RECORD else { return true }
    let file = URL(fileURLWithPath: text(indexstore_unit_dependency_get_filepath(dependency)))
    let name = file.resolvingSymlinksInPath().path.replacing(absoluteSources, with: "")
    records[name] = text(indexstore_unit_dependency_get_name(dependency))
    return true
  }
}
var problems: [String] = []
for entry in entries where !entry.hasPrefix("SCTP.docc") {
  if layer(of: entry + "/") == nil {
    problems.append("\(sources)/\(entry): this is in no layer")
  } else if let record = records[entry] {
    path = entry
    read(record)
  } else if entry.hasSuffix(".swift") {
    problems.append("\(sources)/\(entry): the index does not contain this file, so it was not built")
  }
}
problems += uses.compactMap(violation)
for problem in problems.sorted(by: { $0.compare($1, options: .numeric) == .orderedAscending }) {
  print(problem)
}
exit(problems.isEmpty ? 0 : 1)
