# The kernels that with-sctp boots, and their cache. Sourced, never run.
#
# Each kernel is a folder in the cache: kernel, release (the output of 'uname -r'), modules/ (uncompressed, numbered in
# loading order), initramfs-*.
# `kernel` is the value of --kernel. named-kernels.bash contains the kernels that have a name.

# The guest needs these modules, unless they are built into the kernel.
required_modules=(virtio_pci virtio_console 9pnet_virtio 9p sctp)

# listen() on an SCTP socket needs hmac with a hash; the other modules serve tests of diagnostics and of packet loss.
# Kernels differ in which of these exist as modules.
optional_modules=(hmac md5 sha1_generic sha256_generic crc32c_generic sctp_diag veth dummy sch_netem virtio_rng)

# Options for apt-get and apt-cache. Without options, they use the host's configuration.
apt_options=()

# Drivers that the guest cannot use. Unpacked, they are most of a kernel's 400 MB.
unused_modules=(kernel/sound kernel/drivers/{gpu,iio,media,net/ethernet,net/wireless,scsi,staging})

cache_folder() {
  local modules
  modules=$(printf '%s\n' "${required_modules[@]}" "${optional_modules[@]}" | sha256sum)
  modules=${modules:0:8}
  # Hosts of both architectures may share a home folder.
  [[ $emulator == qemu-system-x86_64 ]] || modules+=-arm64
  # A cache that was created with another list of modules may lack some, so each list has its own cache.
  printf '%s/swift-sctp/%s' "${XDG_CACHE_HOME:-${HOME:?is not set, so there is no folder for the cache}/.cache}" "$modules"
}

# The package that depends on the newest generic kernel: Debian's or Ubuntu's.
default_kernel_package() {
  local name
  for name in "${kernel_names[@]}"; do
    apt-cache "${apt_options[@]}" show --no-all-versions "$name" 2>/dev/null | grep '^Filename:' >/dev/null || continue
    printf '%s' "$name"
    return
  done
  return 1
}

# The packages with a kernel's files: the image and, in newer suites, its binary, modules and module lists.
kernel_packages() { # NAME
  local seen=" " queue=("$1") name
  while ((${#queue[@]})); do
    name=${queue[0]}
    queue=("${queue[@]:1}")
    [[ $seen == *" $name "* ]] && continue
    seen+="$name "
    printf '%s\n' "$name"
    readarray -t -O "${#queue[@]}" queue < <(
      apt-cache "${apt_options[@]}" depends --important "$name" | sed -nE 's/^ *\|?Depends: (linux-(image-|binary-|modules-|base-[0-9])[^ ]+)$/\1/p'
    )
  done
}

# Creates FOLDER with the newest kernel that apt knows.
create_default_kernel() { # FOLDER
  local meta reason
  command -v apt-get >/dev/null ||
    die 1 "no kernel with SCTP is in the cache, and only apt-get can download one: pass --kernel with the linux-image package (.deb) of a distribution"
  meta=$(default_kernel_package) ||
    die 1 "no kernel with SCTP is in the cache, and apt knows neither ${kernel_names[0]} nor ${kernel_names[1]}: run 'apt-get update' as root"
  download_kernel "$meta" "$1" ||
    die 1 "no kernel with SCTP is in the cache, and downloading it failed: check the network, or run 'apt-get update' as root ($reason)"
  unpack_kernel "$1"/packages/*.deb "$1"
  rm -r "$1/packages"
}

# Downloads the packages of a kernel to FOLDER/packages, or sets `reason` to the errors.
download_kernel() { # META-PACKAGE FOLDER
  local packages
  readarray -t packages < <(kernel_packages "$1")
  printf '%s: downloading a kernel with SCTP (only once) to %s: %s\n' "$script" "${place%/*}" "${packages[*]:1}" >&2
  mkdir -p "$2/packages"
  download_packages "$2/packages" "${packages[@]:1}" && return
  reason=$(<"$2/packages/errors")
  reason=${reason//$'\n'/ }
  return 1
}

# Downloads packages to a folder, and writes the errors to a file in it.
download_packages() ( # FOLDER NAME…
  # As root, apt-get would download as the user _apt, who may not write to this folder.
  local download=(apt-get "${apt_options[@]}" download -qq -o APT::Sandbox::User=root) size=0
  cd -- "$1"
  if has_terminal; then
    size=$("${download[@]}" --print-uris "${@:2}" 2>/dev/null | awk '{ size += $3 } END { print int(size / 1e6) }') || size=0
  fi
  "${download[@]}" -o APT::Status-Fd=3 "${@:2}" 3>&1 >/dev/null 2>errors | show_download "$size"
)

# Shows the percentages that apt-get reports.
show_download() { # MEGABYTES
  local kind percent
  while IFS=: read -r kind _ percent _; do
    percent=${percent%.*}
    [[ $kind != dlstatus ]] || show_progress "$((percent * $1 / 100)) of $1 MB ($percent %)"
  done
  show_progress
}

# Creates FOLDER with the kernel of these packages.
unpack_kernel() { # PACKAGE… FOLDER
  local folder=${!#} package
  mkdir -p "$folder/unpacked"
  show_progress "unpacking the kernel"
  for package in "${@:1:$#-1}"; do
    dpkg-deb --fsys-tarfile "$package" | tar --extract --directory="$folder/unpacked" "${unused_modules[@]/#/--exclude=*/}" ||
      die 1 "'$package' is not a readable Debian package (the reason is above)"
  done
  collect_kernel "$folder/unpacked" "$folder"
  rm -r "$folder/unpacked"
  show_progress
}

# Prints the path if there is exactly one.
only_one() { # WHAT FOLDER [PATH…]
  [[ $# == 3 && -e $3 ]] ||
    die 1 "expected exactly one $1 in '${kernel:-$2}': unpack the image and the modules of one kernel into one folder"
  printf '%s' "$3"
}

kernel_modules() { # UNPACKED
  local parent=lib
  [[ ! -d $1/usr/lib/modules ]] || parent=usr/lib
  only_one "$parent/modules/*" "$1" "$1/$parent"/modules/*
}

kernel_image() { # UNPACKED MODULES
  if [[ -f $2/vmlinuz ]]; then
    printf '%s' "$2/vmlinuz"
  else
    only_one "boot/vmlinuz-*" "$1" "$1"/boot/vmlinuz-*
  fi
}

# Creates FOLDER with the kernel and the modules of an unpacked kernel.
collect_kernel() { # UNPACKED FOLDER
  local image modules version base name file number=100
  modules=$(kernel_modules "$1")
  modules=$(realpath -- "$modules")
  image=$(kernel_image "$1" "$modules")
  version=${modules##*/}
  base=$2/base
  mkdir -p "$2/modules" "$base/lib/modules/$version" "$base/no-configuration"
  printf '%s\n' "$version" >"$2/release"
  extract_kernel "$image" "$2/kernel" || cp -- "$image" "$2/kernel"
  # depmod writes next to the modules, which may belong to the caller, so it gets a folder of links.
  find "$modules/" \( -name kernel -o -name 'modules.builtin*' -o -name modules.order \) -prune \
    -exec ln -s -t "$base/lib/modules/$version" {} +
  # depmod warns of lists that a package does not contain.
  depmod -b "$base" "$version" 2>"$base/warnings" || die 1 "depmod cannot read the modules of kernel $version: $(<"$base/warnings")"
  for name in "${required_modules[@]}" "${optional_modules[@]}"; do
    module_files "$base" "$version" "$name" >>"$base/files"
  done
  while IFS= read -r file; do
    number=$((number + 1))
    name=${file##*/}
    expand_module "$file" >"$2/modules/$number-${name%%.ko*}.ko" ||
      die 1 "the kernel module '$file' cannot be decompressed (the reason is above)"
  done < <(awk '!seen[$0]++' "$base/files")
  rm -r "$base"
}

# Prints a module's file and those of its dependencies, in loading order, or nothing if the module is built in.
module_files() { # BASE VERSION NAME
  local lines
  if ! lines=$(modprobe -C "$1/no-configuration" -d "$1" -S "$2" --show-depends "$3" 2>&1); then
    [[ " ${optional_modules[*]} " != *" $3 "* ]] || return 0
    # Without modules.builtin, the module may be built in.
    [[ -e $1/lib/modules/$2/modules.builtin ]] || return 0
    die 1 "kernel $2 has no module '$3'; choose a generic kernel with all its modules, not a cloud kernel: $lines"
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

# Writes the initramfs for the kernel in FOLDER.
create_initramfs() { # FOLDER INIT FILE
  local root=$3.root
  mkdir -p "$root/bin" "$root/modules"
  cp -- "$2" "$root/init"
  cp -- "$(command -v busybox)" "$root/bin/busybox"
  ln -- "$1"/modules/*.ko "$root/modules/"
  chmod +x "$root/init"
  (cd "$root" && find . | cpio --quiet -o -H newc) >"$3"
  rm -r "$root"
}

# Creates PLACE with a command that writes to a temporary name, and then renames the result. A lock ensures that two
# processes do not download the same kernel. Leftovers of a killed process are removed.
create_once() { # PLACE COMMAND…
  local place=$1 lock
  [[ -e $place ]] && return
  mkdir -p "${place%/*}"
  exec {lock}>"$place.lock"
  flock --nonblock "$lock" || {
    printf '%s: waiting for another download: another process prepares the same kernel\n' "$script" >&2
    flock "$lock"
  }
  if [[ ! -e $place ]]; then
    rm -rf "$place".new.*
    "${@:2}" "$place.new.$$"
    mv -T -- "$place.new.$$" "$place"
  fi
  exec {lock}>&-
}

# Sets `place`, the folder of the kernel in the cache, and `create`, the command that creates it.
find_kernel() {
  local modules image sum
  if [[ -z $kernel ]]; then
    place=default create=(create_default_kernel)
  elif [[ -d $kernel ]]; then
    modules=$(kernel_modules "$kernel")
    image=$(kernel_image "$kernel" "$modules")
    sum=$({ sha256sum <"$image" && find "$modules/" -printf '%P %s %T@\n' | sort; } | sha256sum)
    place=folder-${sum:0:16} create=(collect_kernel "$kernel")
  elif [[ -f $kernel ]]; then
    sum=$(sha256sum <"$kernel")
    place=package-${sum:0:16} create=(unpack_kernel "$kernel")
  elif ! find_named_kernel; then
    die 1 "--kernel: there is no file or folder '$kernel', and no kernel has this name; the names are: ${named_kernels[*]}"
  fi
  place=$(cache_folder)/$place
}

# Adds the kernel of `find_kernel` and an initramfs to the cache if they are missing.
prepare_kernel() { # INITRAMFS INIT
  create_once "$place" "${create[@]}"
  create_once "$1" create_initramfs "$place" "$2"
}
