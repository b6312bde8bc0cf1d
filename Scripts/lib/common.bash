# What every script here uses. Sourced, never run.

# A failure inside $(…) shall end that, as it ends everything else.
shopt -s inherit_errexit

# Names of this project's scripts in messages: the one the caller started.
script=${0##*/}

die() { # STATUS SENTENCE…
  printf '%s: %s\n' "$script" "${*:2}" >&2
  exit "$1"
}

usage_error() { # SENTENCE
  die 2 "$1 ($0 --help tells more)"
}

need_value() { # OPTION [VALUE]…
  (($# >= 2)) || usage_error "$1 needs a value"
}

is_number() { # TEXT
  [[ $1 =~ ^[1-9][0-9]{0,8}$ ]]
}

# Can this kernel make an SCTP socket? The socket call itself loads the module where modules may be loaded on demand.
# perl is there on every Debian and Ubuntu (perl-base is essential); the numbers are AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP.
kernel_has_sctp() {
  perl -e 'exit !socket(my $socket, 2, 5, 132)'
}

# The same, after an attempt to load the module.
kernel_brings_sctp() {
  kernel_has_sctp && return
  command -v modprobe >/dev/null || return
  if ((EUID == 0)); then
    modprobe --quiet sctp 2>/dev/null || return
  else
    sudo -n modprobe --quiet sctp 2>/dev/null || return
  fi
  kernel_has_sctp
}

# Prints each use of a higher layer in the sources, and fails if there is one. A debug build must have indexed them.
check_layers() { # INDEX-STORE SOURCES-FOLDER
  local toolchain
  toolchain=$(swiftc -print-target-info | sed -nE 's|.*"runtimeResourcePath": "(.*)/lib/swift".*|\1|p')
  swift -import-objc-header "$toolchain/local/include/indexstore/indexstore.h" -L "$toolchain/lib" -lIndexStore \
    "${BASH_SOURCE[0]%/*}/layers.swift" "$@"
}
