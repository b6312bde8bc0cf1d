# The packages that the scripts need, and the package managers that install them. Sourced, never run.
#
# machine/architecture.bash sets `emulator_packages`.

# Sets `manager` to the package manager of the system: the one that has installed itself. Others may be present.
find_package_manager() {
  manager=apt-get && dpkg-query --show dpkg >/dev/null 2>&1 && return
  manager=dnf && rpm --query --quiet dnf >/dev/null 2>&1 && return
  manager=pacman && pacman --query pacman >/dev/null 2>&1 && return
  manager='' && return 1
}

# Sets `build_packages`, which every host needs, `machine_packages`, which the virtual machine of with-sctp needs, and
# `install`, the command that installs packages.
find_packages() {
  find_package_manager || return
  case $manager in
    apt-get)
      install=(apt-get install --yes --no-install-recommends)
      build_packages=(libsctp-dev lksctp-tools iproute2 perl tshark libusrsctp-dev)
      # Ubuntu compresses kernel modules with zstd.
      machine_packages=(busybox-static kmod cpio xz-utils zstd)
      ;;
    dnf)
      install=(dnf install --assumeyes --setopt=install_weak_deps=False)
      build_packages=(lksctp-tools-devel lksctp-tools iproute perl wireshark-cli usrsctp-devel)
      machine_packages=(busybox kmod cpio xz zstd dpkg)
      ;;
    pacman)
      install=(pacman --sync --needed --noconfirm)
      # Arch Linux has no package of usrsctp.
      build_packages=(lksctp-tools iproute2 perl wireshark-cli)
      machine_packages=(busybox kmod cpio xz zstd dpkg)
      ;;
  esac
  machine_packages=(${emulator_packages[$manager]:+"${emulator_packages[$manager]}"} "${machine_packages[@]}")
}

# Prints those of the packages that are not installed, one per line.
missing_packages() { # NAME…
  local installed name
  case $manager in
    apt-get)
      # dpkg-query fails if it does not know one of the names, but lists the others.
      installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null) || true
      printf 'installed %s\n' "$@" | grep -vxFf <(printf '%s\n' "$installed") | cut -d ' ' -f 2 || true
      ;;
    dnf)
      for name in "$@"; do
        rpm --query --quiet "$name" || printf '%s\n' "$name"
      done
      ;;
    pacman) pacman --deptest "$@" || true ;;
  esac
}
