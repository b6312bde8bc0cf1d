# Tests of Scripts/matrix, of the kernels with names and of Scripts/soak. Sourced by run, never run.

# ---- the kernels with names

# Creates stand-ins for apt's commands that know Debian's suites and write their tasks to $here/called. The
# download creates one package, which contains a kernel of this release.
stub_suites() { # RELEASE
  find_packages
  stub_distribution apt-get "${machine_packages[@]}"
  rm -r "$here/cache"
  stub apt-cache '
    case "$3" in
      show) echo "Filename: x" ;;
      depends)
        [[ $5 != linux-image-'"${kernel_names[0]##*-}"' ]] || echo "  Depends: linux-image-9.8"
        [[ $5 != linux-image-9.8 ]] || printf "  Depends: %s\n" linux-binary-9.8 linux-modules-9.8 linux-base-9.8 other
        ;;
    esac'
  stub apt-get '
    case "$*" in
      indextargets*) echo mirror:/debian ;;
      *update*) cat "${2%apt.conf}sources.list" >>'"$here"'/called ;;
      *--print-uris*) ;;
      *download*) printf "%s\n" "${@: -4}" >>'"$here"'/called; touch kernel.deb ;;
    esac'
  stub dpkg-deb "mkdir -p usr/lib/modules/$1/kernel && touch usr/lib/modules/$1/{vmlinuz,modules.order,modules.builtin} && tar -c usr"
  stub modprobe 'for name; do :; done; echo "builtin $name"'
  stub depmod 'exit 0'
}

# Fetches a kernel without booting it.
fetch_kernel() { # STATUS NAME
  stub "$emulator" 'exit 0'
  expect_run "$1" env "PATH=$here/stubs:$PATH" XDG_CACHE_HOME="$here/cache" bash -c '
    script=with-sctp here=$1
    for file in lib/common lib/packages machine/architecture machine/kernel machine/named-kernels machine/image; do
      source "$here/$file.bash"
    done
    kernel=$2
    find_kernel
    create_once "$place" "${create[@]}"
    echo "$place"' - "$root/Scripts" "$2"
}

test_kernel_of_a_suite() {
  stub_suites 6.12.5+deb13-amd64
  fetch_kernel 0 6.12
  expect place "$(XDG_CACHE_HOME=$here/cache cache_folder)/6.12" "$out"
  expect release 6.12.5+deb13-amd64 "$(<"$out/release")"
  expect files "kernel modules release" "$(ls "$out" | paste -sd ' ')"
  expect_text "source of the packages" " mirror:/debian trixie main" "$(head -n 1 "$here/called")"
  expect "packages" "linux-image-9.8 linux-binary-9.8 linux-modules-9.8 linux-base-9.8" "$(tail -n +2 "$here/called" | paste -sd ' ')"
  # Afterwards, nothing is downloaded, and the version of the kernel is a name, too.
  rm "$here/called"
  fetch_kernel 0 6.12
  fetch_kernel 0 6.12.5
  expect_text place "/6.12" "$out|"
  [[ ! -e $here/called ]] || fail "the kernel was downloaded again: $(<"$here/called")"
}

test_newest_kernel() {
  stub_suites 9.8.7-amd64
  fetch_kernel 1 9.8
  expect_text message "no kernel has this name; the names are: 6.1 6.12 newest" "$err"
  fetch_kernel 0 newest
  expect_text "source of the packages" " mirror:/debian sid main" "$(head -n 1 "$here/called")"
  fetch_kernel 0 9.8
  expect_text place /newest "$out|"
  fetch_kernel 1 9
}

test_suite_with_another_kernel() {
  stub_suites 6.12.5-amd64
  fetch_kernel 1 6.1
  expect_text message "Debian's suite 'bookworm' contains Linux 6.12.5-amd64 instead of 6.1" "$err"
}

test_kernel_without_a_mirror() {
  stub_suites 6.1.2-amd64
  stub apt-get 'exit 0'
  fetch_kernel 1 6.1
  expect_text message "apt has no mirror of Debian" "$err"
  stub apt-get '[[ $1 == indextargets ]] && echo mirror:/debian || { echo "E: no connection" >&2; exit 100; }'
  fetch_kernel 1 6.1
  expect_text message "check the network (E: no connection )" "$err"
}

# ---- the table

# Creates a copy of the scripts in $here/package, whose with-sctp prints a release and whose test executes a text with
# these variables: all, the arguments, and cell, a kernel and a build.
stub_matrix() { # TEXT
  mkdir -p "$here/package"
  cp -R "$root/Scripts" "$here/package/"
  cd "$here/package/Scripts"
  printf '#!/bin/bash\n' | tee setup with-sctp >test
  printf '[[ $4 == nothing ]] && exit 1\n[[ $3 == --kernel ]] && echo "$4.9-x" || echo 0.0\n' >>with-sctp
  cat >>test <<END
all=" \$* "
[[ \$all =~ " --kernel "([^ ]+) ]] && cell=\${BASH_REMATCH[1]} || cell=default
[[ \$all =~ " --sanitize "([^ ]+) ]] && cell+=" \${BASH_REMATCH[1]}"
echo "\$all" >>"$here/called"
[[ \$all != *--build-only* ]] || cell=build
$1
END
  cd "$here"
}

run_matrix() { # STATUS OPTION…
  expect_run "$1" "$here/package/Scripts/matrix" "${@:2}"
}

test_matrix_of_passing_tests() {
  stub_matrix '[[ $cell == build ]] || echo "31 passed, 0 failed, 0 skipped"'
  run_matrix 0 --filter Peel --timeout 7
  expect rows 12 "$(grep -c '^| [a-z0-9.]*9-x | [a-z]* | passed | 31 | 0 | 0 | [0-9]* |$' <<<"$out")"
  expect cells "6.1.9-x plain 6.12.9-x plain newest.9-x plain 6.1.9-x thread" \
    "$(sed -nE 's/^\| ([^ ]+-x) \| ([^ ]+) .*/\1 \2/p' <<<"$out" | head -n 4 | paste -sd ' ')"
  expect "builds" 4 "$(grep -c -- '--build-only' "$here/called")"
  expect_text options " --kernel 6.12 --sanitize address --filter Peel --timeout 7 -- " "$(<"$here/called")"
  expect_text options " --kernel newest --release --filter Peel --timeout 7 -- " "$(<"$here/called")"
  expect "table in the folder" "$out" "$(<"$here/package/.build/matrix/table.md")"
  expect "log of a run" "31 passed, 0 failed, 0 skipped" "$(<"$here/package/.build/matrix/newest-release.log")"
}

test_matrix_with_a_failure() {
  stub_matrix '
    case $cell in
      "6.1 thread") echo "30 passed, 1 failed, 0 skipped"; exit 1 ;;
      "default thread") echo "crash"; exit 125 ;;
      "6.1 address") echo "3 passed, 9 failed, 0 skipped"; exit 124 ;;
      build) [[ $all != *release* ]] ;;
      *) echo "31 passed, 0 failed, 0 skipped" ;;
    esac'
  run_matrix 1 --kernels 6.1,default --builds thread,address,release --logs "$here/logs"
  expect rows "6.1.9-x thread failed 30 1 0
0.0 thread machine died - - -
6.1.9-x address time limit 3 9 0
0.0 address passed 31 0 0
6.1.9-x release not built - - -
0.0 release not built - - -" "$(sed -nE 's/^\| ([^|]*[0-9x]) \|(.*) \| [0-9]+ \|$/\1\2/p' <<<"$out" | tr -d '|' | tr -s ' ')"
  # A single failure is enough.
  run_matrix 1 --kernels default,6.1 --builds plain,thread
  run_matrix 0 --kernels default,6.1 --builds plain
}

test_matrix_doubts_a_status_without_a_count() {
  local count
  for count in "" "0 passed, 0 failed, 0 skipped" "1 passed, 0 failed, 1 skipped" "1 passed, 1 failed, 0 skipped"; do
    stub_matrix "[[ \$cell == build ]] || echo '$count'"
    run_matrix 1 --kernels default --builds plain
    expect_text row "| failed |" "$out"
  done
}

test_matrix_usage() {
  stub_matrix 'exit 1'
  run_matrix 2 --builds plain,fast
  expect_text message "there is no build 'fast'" "$err"
  run_matrix 2 --kernels ""
  run_matrix 2 --builds ""
  run_matrix 2 --timeout soon
  run_matrix 2 plain
  run_matrix 1 --kernels nothing
  expect_text message "kernel 'nothing' does not boot" "$err"
  [[ ! -e $here/called ]] || fail "a build started: $(<"$here/called")"
}

test_interrupted_matrix() {
  local process got=0 child
  mkfifo "$here/fifo"
  stub_matrix '[[ $cell == build ]] || { echo $$ >'"$here"'/fifo; exec sleep 1000; }'
  env --default-signal=INT "$here/package/Scripts/matrix" --kernels default >"$here/out" 2>"$here/err" &
  process=$!
  read -r -t 60 child <"$here/fifo" || fail "no run started: $(<"$here/err")"
  kill -INT "$process"
  wait "$process" || got=$?
  expect status 130 "$got"
  timeout 10 tail --pid="$child" -f /dev/null || fail "the run continues"
}

# ---- the options of the soak

run_soak() { # STATUS OPTION…
  stub_matrix 'echo "$SCTP_SOAK_SECONDS s, $SCTP_SOAK_ROUNDS rounds, seed $SCTP_SOAK_SEED:$all"; exit 3'
  expect_run "$1" "$here/package/Scripts/soak" "${@:2}"
}

test_soak() {
  run_soak 3 --minutes 2 --seed 7 --kernel 6.12
  expect call "120 s, 12 rounds, seed 7: --filter SCTPTests.Soak/ --timeout 3120 --kernel 6.12 " "$out"
  run_soak 3 --rounds 1 --seed 8 --sanitize thread
  expect call "0 s, 1 rounds, seed 8: --filter SCTPTests.Soak/ --timeout 3000 --sanitize thread " "$out"
  run_soak 3
  expect_text seed "60 s, 12 rounds, seed ${err##* }:" "$out"
  run_soak 2 --minutes soon
  run_soak 2 --rounds 0
  run_soak 2 --seed -1
}
