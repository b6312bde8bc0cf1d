// Checks that every file of Sources/SCTP uses only its own layer and the layers below it.
//
// usage: layers.swift INDEX-STORE SOURCES-FOLDER
//
// Prints each use of a higher layer and exits with status 1 if there is one. It reads declarations and references from
// the index that the compiler writes during a debug build, in which every name is resolved, including the members that
// extensions add. One kind of use is not in the index: a conformance that code relies on without calling a member.

import Foundation

/// The folders of the sources, from top to bottom.
let layers = ["Sockets", "Options", "Notifications", "Messages", "Addresses", "Reactor", "Descriptor", "Errors"]

/// A reference to a symbol, which may be declared in any file.
struct Use: Hashable {
  var path: String
  var line: UInt32 = 0
  var symbol, name: String
}

let sources = CommandLine.arguments[2]
guard let entries = try? FileManager.default.subpathsOfDirectory(atPath: sources),
  let store = indexstore_store_create(CommandLine.arguments[1], nil)
else {
  print("there are no sources in \(sources), or there is no index in \(CommandLine.arguments[1])")
  exit(1)
}
let absoluteSources = resolved(sources) + "/"

// The callbacks of the index are C functions, which can reach only global variables.
var units: [String] = []
/// The source file that is being read.
var path = ""
/// The name of the record that contains the declarations and references of each source file.
var records: [String: String] = [:]
/// The source file that declares each symbol.
var declaringPaths: [String: String] = [:]
var uses: Set<Use> = []

func text(_ reference: indexstore_string_ref_t) -> String {
  String(decoding: UnsafeRawBufferPointer(start: reference.data, count: reference.length), as: UTF8.self)
}

func resolved(_ path: String) -> String {
  URL(fileURLWithPath: path).resolvingSymlinksInPath().path
}

/// The path of a source file relative to the sources, or `nil` for any other file.
func relative(_ path: String) -> String? {
  let path = resolved(path)
  return path.hasPrefix(absoluteSources) ? String(path.dropFirst(absoluteSources.count)) : nil
}

func layer(of path: String) -> Int? {
  layers.firstIndex { path.hasPrefix($0 + "/") }
}

func findRecords() {
  _ = indexstore_store_units_apply_f(store, 0, nil) { _, name in
    units.append(text(name))
    return true
  }
  for unit in units {
    let reader = indexstore_unit_reader_create(store, unit, nil)
    guard let main = relative(text(indexstore_unit_reader_get_main_file(reader))) else { continue }
    path = main
    _ = indexstore_unit_reader_dependencies_apply_f(reader, nil) { _, dependency in
      if indexstore_unit_dependency_get_kind(dependency) == INDEXSTORE_UNIT_DEPENDENCY_RECORD,
        relative(text(indexstore_unit_dependency_get_filepath(dependency))) == path
      {
        records[path] = text(indexstore_unit_dependency_get_name(dependency))
      }
      return true
    }
  }
}

func read(_ record: String, of file: String) {
  path = file
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

findRecords()
var problems: [String] = []
for entry in entries where !entry.hasPrefix("SCTP.docc") {
  if layer(of: entry + "/") == nil {
    problems.append("\(sources)/\(entry): this is in no layer")
  } else if let record = records[entry] {
    read(record, of: entry)
  } else if entry.hasSuffix(".swift") {
    problems.append("\(sources)/\(entry): the index does not contain this file, so it was not built")
  }
}
problems += uses.compactMap(violation)
for problem in problems.sorted(by: { $0.compare($1, options: .numeric) == .orderedAscending }) {
  print(problem)
}
exit(problems.isEmpty ? 0 : 1)
