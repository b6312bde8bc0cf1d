# The kernels that with-sctp boots, and where they are kept. Sourced, never run.
#
# A kernel in the cache is a folder: kernel, modules/ (uncompressed, numbered in the order of loading), initramfs-*.
# `here` is the folder of the scripts, `kernel` the caller's choice of a kernel.

# Without these modules the machine is of no use; a kernel may have them built in.
required_modules=(virtio_pci virtio_console 9pnet_virtio 9p sctp)

# SCTP's listen() needs hmac with a hash; the others are for tests of diagnostics and of networks that lose packets.
# Kernels differ in which of these exist as modules at all.
optional_modules=(hmac md5 sha1_generic sha256_generic crc32c_generic sctp_diag veth dummy sch_netem virtio_rng)

cache_folder() {
  local modules
  modules=$(printf '%s\n' "${required_modules[@]}" "${optional_modules[@]}" | sha256sum)
  # A cache made with another list of modules lacks some: it is another cache.
  printf '%s/swift-sctp/%s' "${XDG_CACHE_HOME:-${HOME:?is not set, so there is no place for a cache}/.cache}" "${modules:0:8}"
}

default_kernel_is_cached() {
  [[ -d $(cache_folder)/default ]]
}

# The package that depends on the newest generic kernel: Debian's or Ubuntu's.
default_kernel_package() {
  local name
  for name in linux-image-amd64 linux-image-generic; do
    if apt-cache show --no-all-versions "$name" 2>/dev/null | grep '^Filename:' >/dev/null; then
      printf '%s' "$name"
      return
    fi
  done
  return 1
}

# The packages that hold a kernel's files: the image, and in newer suites its binary, its modules and their lists.
kernel_packages() { # NAME
  local seen=" " queue=("$1") name
  while ((${#queue[@]})); do
    name=${queue[0]}
    queue=("${queue[@]:1}")
    [[ $seen == *" $name "* ]] && continue
    seen+="$name "
    printf '%s\n' "$name"
    readarray -t -O "${#queue[@]}" queue < <(
      apt-cache depends --important "$name" | sed -nE 's/^ *\|?Depends: (linux-(image-|binary-|modules-|base-[0-9])[^ ]+)$/\1/p'
    )
  done
}

# Fills FOLDER with the newest kernel that apt knows.
make_default_kernel() { # FOLDER
  local meta packages reason
  meta=$(default_kernel_package) ||
    die 1 "no kernel with SCTP is in the cache, and apt knows none (linux-image-amd64, linux-image-generic): run 'apt-get update' as root once"
  readarray -t packages < <(kernel_packages "$meta")
  printf '%s: downloading a kernel with SCTP, once: %s\n' "$script" "${packages[*]:1}" >&2
  mkdir -p "$1/packages"
  # apt's own user may not write in this folder, so root downloads as root.
  reason=$(cd "$1/packages" && apt-get download -qq -o APT::Sandbox::User=root "${packages[@]:1}" 2>&1) ||
    die 1 "no kernel with SCTP is in the cache, and downloading it failed: check the network, or run 'apt-get update' as root (${reason//$'\n'/ })"
  unpack_kernel "$1" "$1"/packages/*.deb
  rm -r "$1/packages"
}

# Fills FOLDER with the kernel of these packages.
unpack_kernel() { # FOLDER PACKAGE…
  local package
  mkdir -p "$1/unpacked"
  for package in "${@:2}"; do
    dpkg-deb --extract "$package" "$1/unpacked" ||
      die 1 "'$package' cannot be unpacked as a Debian package (the reason is above)"
  done
  collect_kernel "$1/unpacked" "$1"
  rm -r "$1/unpacked"
}

# Prints the one path given.
only_one() { # WHAT FOLDER [PATH…]
  (($# == 3)) || die 1 "there is not exactly one $1 in '${kernel:-$2}': a kernel's image and its modules are needed, unpacked into one folder"
  printf '%s' "$3"
}

kernel_modules() { # UNPACKED
  local parent=lib
  [[ ! -d $1/usr/lib/modules ]] || parent=usr/lib
  shopt -s nullglob
  only_one "$parent/modules/*" "$1" "$1/$parent"/modules/*
}

kernel_image() { # UNPACKED MODULES
  if [[ -f $2/vmlinuz ]]; then
    printf '%s' "$2/vmlinuz"
  else
    shopt -s nullglob
    only_one "boot/vmlinuz-*" "$1" "$1"/boot/vmlinuz-*
  fi
}

# Fills FOLDER with what the machine needs of an unpacked kernel.
collect_kernel() { # UNPACKED FOLDER
  local image modules version base name file number=100
  modules=$(kernel_modules "$1")
  modules=$(realpath -- "$modules")
  image=$(kernel_image "$1" "$modules")
  version=${modules##*/}
  base=$2/base
  mkdir -p "$2/modules" "$base/lib/modules/$version" "$base/no-configuration"
  perl "$here/lib/vmlinux.pl" "$image" "$2/kernel" || cp -- "$image" "$2/kernel"
  # depmod writes beside the modules, which may be the caller's: it writes in `base` instead.
  find "$modules/" \( -name kernel -o -name 'modules.builtin*' -o -name modules.order \) -prune \
    -exec ln -s -t "$base/lib/modules/$version" {} +
  # It warns of lists that a package does not have.
  depmod -b "$base" "$version" 2>"$base/warnings" || die 1 "depmod cannot read the modules of kernel $version: $(<"$base/warnings")"
  for name in "${required_modules[@]}" "${optional_modules[@]}"; do
    module_files "$base" "$version" "$name" >>"$base/files"
  done
  while IFS= read -r file; do
    number=$((number + 1))
    name=${file##*/}
    expand_module "$file" >"$2/modules/$number-${name%%.ko*}.ko" ||
      die 1 "the kernel module '$file' cannot be unpacked (the reason is above)"
  done < <(awk '!seen[$0]++' "$base/files")
  rm -r "$base"
}

# A module's own file and those it depends on, in the order of loading; nothing for what is built in.
module_files() { # BASE VERSION NAME
  local lines
  if ! lines=$(modprobe -C "$1/no-configuration" -d "$1" -S "$2" --show-depends "$3" 2>&1); then
    [[ " ${optional_modules[*]} " != *" $3 "* ]] || return 0
    # Without its list of what is built in, this may be.
    [[ -e $1/lib/modules/$2/modules.builtin ]] || return 0
    die 1 "kernel $2 has no module '$3' (a generic kernel with all its modules is needed, no cloud one): $lines"
  fi
  sed -nE 's/^insmod ([^ ]+).*/\1/p' <<<"$lines"
}

expand_module() { # FILE
  case $1 in
    *.xz) xz -dc -- "$1" ;;
    *.zst) zstd -dcq -- "$1" ;;
    *.gz) gzip -dc -- "$1" ;;
    *) cat -- "$1" ;;
  esac
}

# Writes the initramfs of the kernel in FOLDER.
make_initramfs() { # FOLDER INIT FILE
  local root=$3.root
  mkdir -p "$root/bin" "$root/modules"
  cp -- "$2" "$root/init"
  cp -- "$(command -v busybox)" "$root/bin/busybox"
  ln -- "$1"/modules/*.ko "$root/modules/"
  chmod +x "$root/init"
  (cd "$root" && find . | cpio --quiet -o -H newc) >"$3"
  rm -r "$root"
}

# Makes PLACE, a file or a folder, by a command that gets another name for it, and renames that when it is whole. One
# process at a time: two first runs at once shall not download twice. What a killed run left is removed.
make_once() { # PLACE COMMAND…
  local place=$1 lock
  [[ -e $place ]] && return
  mkdir -p "${place%/*}"
  exec {lock}>"$place.lock"
  flock "$lock"
  if [[ ! -e $place ]]; then
    rm -rf "$place".new.*
    "${@:2}" "$place.new.$$"
    mv -T -- "$place.new.$$" "$place"
  fi
  exec {lock}>&-
}

# Where in the cache a kernel is: the default one, or that of `--kernel`.
kernel_place() { # [FILE-OR-FOLDER]
  local modules image sum
  if [[ -z $1 ]]; then
    printf '%s/default' "$(cache_folder)"
  elif [[ -d $1 ]]; then
    modules=$(kernel_modules "$1")
    image=$(kernel_image "$1" "$modules")
    sum=$({ sha256sum <"$image" && find "$modules/" -printf '%P %s %T@\n' | sort; } | sha256sum)
    printf '%s/folder-%s' "$(cache_folder)" "${sum:0:16}"
  elif [[ -f $1 ]]; then
    sum=$(sha256sum <"$1")
    printf '%s/package-%s' "$(cache_folder)" "${sum:0:16}"
  else
    die 1 "--kernel: there is no '$1'"
  fi
}

# Brings kernel and initramfs into the cache, if they are not there.
prepare_kernel() { # PLACE INITRAMFS INIT [FILE-OR-FOLDER]
  if [[ -z $4 ]]; then
    make_once "$1" make_default_kernel
  elif [[ -d $4 ]]; then
    make_once "$1" collect_kernel "$4"
  else
    make_once "$1" unpack_given "$4"
  fi
  make_once "$2" make_initramfs "$1" "$3"
}

unpack_given() { # PACKAGE FOLDER
  unpack_kernel "$2" "$1"
}
