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

# Whether standard error is a terminal that can erase a line.
has_terminal() {
  [[ -t 2 && ${TERM:-dumb} != dumb ]]
}

# Replaces the current line of the terminal with a text, or with nothing.
show_progress() { # [TEXT]
  progress=${1-}
  ! has_terminal || printf '\r\e[K%s' "${1:+$script: $1}" >&2
}
