# Runs test binaries on a kernel with SCTP. Sourced by Scripts/test and Scripts/plugin/test, never run.
#
# `scripts` is the folder Scripts. The options of both commands are in these variables:
seconds=0           # the time limit of the run, or 0
machine=()          # options for with-sctp
filters=()          # --filter REGEX and --skip REGEX, for Swift Testing and XCTest
binary_arguments=() # arguments for Swift Testing
fails_if_skipped=false

# Runs the tests of the binaries, counts them in the last line of the output, and exits.
run_tests() { # BINARY…
  local number=0 binary
  # Without this variable, Swift Testing prints colors to a pipe, too.
  [[ -t 2 ]] || export NO_COLOR=1
  results=$(create_shared_folder tests)
  trap 'rm -rf "$results"' EXIT
  for binary in "$@"; do
    list_xctests "$binary" "$results/$number.xctests"
    number=$((number + 1))
  done
  run_binaries "$@"
  report
  exit "$status"
}

# Writes the names of the XCTest methods that the filters select, separated by commas, in lines that are short enough for
# an argument of a command, or an empty line if no filter excludes one. If there is no method to run, there is no file.
list_xctests() { # BINARY FILE
  local names
  names=$("$1" --list-tests </dev/null) || die 1 "the tests of '$1' cannot be listed (status $?)"
  names=$(perl "$scripts/lib/filter-tests.pl" "${filters[@]}" <<<"$names") || exit 2
  [[ -n $names ]] || return 0
  ((${#filters[@]} > 0)) || names=""
  LC_ALL=C awk '
    length(line) + length($0) > 100000 { print line; line = "" }
    { line = line (line == "" ? "" : ",") $0 }
    END { print line }' <<<"$names" >"$2"
}

run_binaries() { # BINARY…
  # In the background, because a shell handles no signal while it waits for a foreground process. In its own process group,
  # the process does not ignore SIGINT, and receives Ctrl-C once: from this shell.
  set -m
  "$scripts/with-sctp" --timeout "$seconds" "${machine[@]}" "$scripts/lib/run-test-binaries" "$results" "$@" -- \
    "${filters[@]}" "${binary_arguments[@]}" &
  local process=$! name interrupted=true
  set +m
  for name in INT TERM HUP; do
    # shellcheck disable=SC2064 # the current process
    trap "interrupted=true; kill -$name $process 2>/dev/null || true" "$name"
  done
  while "$interrupted"; do
    interrupted=false status=0
    wait "$process" || status=$?
  done
  trap - INT TERM HUP
}

report() {
  local all_passed=1 sentence="" files
  readarray -t files < <(find "$results" -name '*.events' -o -name '*.output')
  count=$(perl "$scripts/lib/count-tests.pl" "${files[@]}" </dev/null) || all_passed=0
  if ((status == 124)); then
    sentence="the tests did not finish within $seconds seconds; the tests that were running are listed above as unfinished"
  elif [[ $count == "0 passed, 0 failed, 0 skipped" ]]; then
    sentence="no test ran (status $status)"
  elif "$fails_if_skipped" && [[ $count != *" 0 skipped" ]]; then
    sentence="tests were skipped (they are listed above), so the run failed"
    all_passed=0
  elif ((status != 0)) || [[ $count != *" 0 failed,"* ]]; then
    sentence="the tests failed (status $status)"
  elif ((!all_passed)); then
    sentence="no test passed"
  fi
  ((all_passed)) || ((status != 0)) || status=1
  [[ -z $sentence ]] || printf '%s: %s\n' "$script" "$sentence" >&2
  printf '%s\n' "$count"
}
