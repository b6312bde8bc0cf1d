# Functions that several scripts use. Sourced, never run. Other files of this folder are the parts of Scripts/check
# (code-blocks.pl, coverage.pl) and tests.bash (count-tests.pl, filter-tests.pl) that bash cannot do.

# Lets a failure inside $(…) end the substitution, as `set -e` does everywhere else.
shopt -s inherit_errexit

# The command that the user started, for messages.
script=${0##*/}

die() { # STATUS SENTENCE…
  [[ -z ${progress-} ]] || show_progress
  printf '%s: %s\n' "$script" "${*:2}" >&2
  exit "$1"
}

usage_error() { # SENTENCE
  die 2 "$1 (see $0 --help)"
}

need_value() { # OPTION [VALUE]…
  (($# >= 2)) || usage_error "$1 needs a value"
}

is_number() { # TEXT
  [[ $1 =~ ^[1-9][0-9]{0,8}$ ]]
}

# Writes the symbol graph of the library to a folder. The module has types with their full names, whatever the sources
# call them.
symbol_graph() { # SCRATCH-FOLDER OUTPUT-FOLDER
  local target
  target=$(swiftc -print-target-info | sed -nE 's/^ *"triple": "(.*)",$/\1/p')
  swift symbolgraph-extract -module-name SCTP -target "$target" -minimum-access-level public -skip-inherited-docs \
    -skip-synthesized-members -I "$1/debug/Modules" -I "$root/Sources/CSCTP" \
    -I "$1/checkouts/swift-system/Sources/CSystem/include" -output-dir "$2"
}

# Whether this kernel can create an SCTP socket (AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP). The call loads the module if the
# system permits this. Every Debian and Ubuntu system has perl-base.
kernel_has_sctp() {
  perl -e 'exit !socket(my $socket, 2, 5, 132)'
}

# Whether this kernel has SCTP after an attempt to load the module.
kernel_brings_sctp() {
  local as_root=()
  ((EUID == 0)) || as_root=(sudo -n)
  kernel_has_sctp || { "${as_root[@]}" modprobe --quiet sctp 2>/dev/null && kernel_has_sctp; }
}

# Creates a folder for temporary files that exists in the virtual machine, too, and prints its path. The guest has its
# own file systems at /dev/shm and /run.
create_shared_folder() { # NAME
  local parent=${TMPDIR:-/tmp}
  parent=$(cd -- "$parent" && pwd -P) || die 1 "there is no folder '${TMPDIR:-/tmp}' for temporary files (TMPDIR)"
  ! is_separate "$parent" || parent=/tmp
  mktemp -d "$parent/swift-sctp-$1.XXXXXX"
}

# Whether the virtual machine has its own file system at this folder.
is_separate() { # FOLDER
  [[ $1/ == /dev/shm/* || $1/ == /run/* ]]
}

# Whether standard error is a terminal that can erase a line.
has_terminal() {
  [[ -t 2 && ${TERM:-dumb} != dumb ]]
}

# Replaces the current line of the terminal with a text, or with nothing.
show_progress() { # [TEXT]
  progress=${1-}
  ! has_terminal || printf '\r\e[K%s' "${1:+$script: $1}" >&2
}
