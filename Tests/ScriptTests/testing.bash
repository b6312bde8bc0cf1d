# What the tests of the scripts and of the examples share. Sourced, never run. Their files go to the folder $work.

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

# The names of the functions that begin so.
tests() { # PREFIX
  declare -F | sed -nE "s/^declare -f ($1.*)/\1/p"
}

# Runs tests one after the other, each in a folder of its own ($here), and notes how they ended in $work/results.
run_all() { # NAME…
  local name
  for name in "$@"; do
    here=$work/$name
    mkdir "$here"
    # Not in a condition: there `set -e` would not work inside.
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

# How many have passed.
passed_tests() {
  grep -c '^ok ' "$work/results" || true
}
