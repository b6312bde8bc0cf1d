# Functions that the script tests share. Sourced, never run. $work is the folder of their files.

fail() { # SENTENCE
  printf '    %s\n' "$*" >&2
  exit 1
}

expect() { # WHAT EXPECTED ACTUAL
  [[ $2 == "$3" ]] || fail "$1: expected $(printf %q "$2"), got $(printf %q "$3")"
}

expect_text() { # WHAT PART TEXT
  [[ $3 == *"$2"* ]] || fail "$1: expected '$2' in: $3"
}

# Prints the names of the functions with this prefix.
tests() { # PREFIX
  declare -F | sed -nE "s/^declare -f ($1.*)/\1/p"
}

# Runs tests in order, each in its own folder ($here), and appends a line for each to $work/results.
run_all() { # NAME…
  local name
  for name in "$@"; do
    here=$work/$name
    mkdir "$here"
    # Outside of a condition, in which `set -e` would have no effect.
    set +e
    (set -e && cd "$here" && "$name")
    if (($? == 0)); then
      echo "ok      $name" | tee -a "$work/results"
    else
      echo "FAILED  $name" | tee -a "$work/results"
    fi
    set -e
  done
}

# Runs tests, counts them in the last line of the output, and exits with status 0 if all passed.
run_and_count() { # SKIPPED NAME…
  local passed all=$(($# - 1))
  run_all "${@:2}"
  passed=$(passed_tests)
  echo "$passed passed, $((all - passed)) failed, $1 skipped"
  ((passed == all))
}

# Prints the number of tests that passed.
passed_tests() {
  grep -c '^ok ' "$work/results" || true
}
