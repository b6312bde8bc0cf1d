# The Debian and Ubuntu packages that are needed here. Sourced, never run.

library_packages=(libsctp-dev lksctp-tools)

# For the machine that with-sctp starts where the kernel has no SCTP.
machine_packages=(qemu-system-x86 busybox-static kmod cpio xz-utils)
# Ubuntu compresses its modules so.
! grep -q '^ID=ubuntu' /etc/os-release || machine_packages+=(zstd)

# Of the packages named, those that are not installed, one a line.
missing_packages() { # NAME…
  local installed name
  # dpkg-query fails if one name is unknown to it, and still lists the others.
  installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null) || true
  for name in "$@"; do
    [[ $'\n'$installed$'\n' == *$'\n'"installed $name"$'\n'* ]] || printf '%s\n' "$name"
  done
}
