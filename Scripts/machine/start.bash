# Starts the virtual machine of with-sctp. Sourced, never run.
#
# `here` is the folder of the scripts; the other global variables are with-sctp's options.

check_perl() {
  ! type -P perl >/dev/null || return 0
  ! find_packages || die 1 "with-sctp needs perl, which is not installed; run: sudo ${install[*]} perl"
  die 1 "with-sctp needs perl, which is not installed: install it with your package manager"
}

# Whether the host has the module, but this user may not load it. For root, it would have been loaded.
needs_root_for_module() {
  ((EUID != 0)) && modinfo sctp >/dev/null 2>&1
}

check_machine_packages() {
  [[ -n $emulator ]] ||
    die 1 "this kernel has no SCTP, and the virtual machine exists only for x86-64 and arm64: load or build the host's sctp module"
  local missing name hint=""
  ! needs_root_for_module || hint=" (or load the host's module instead: sudo modprobe sctp)"
  if find_packages; then
    # Debian's essential part of perl lacks Time::HiRes.
    readarray -t missing < <(missing_packages perl "${machine_packages[@]}")
    ((${#missing[@]} == 0)) ||
      die 1 "the virtual machine needs packages that are not installed; run: sudo ${install[*]} ${missing[*]}$hint"
    return
  fi
  for name in "$emulator" busybox depmod modprobe cpio xz tar dpkg-deb setpriv flock; do
    command -v "$name" >/dev/null ||
      die 1 "the virtual machine needs the command '$name': install it with your package manager$hint"
  done
  perl -MTime::HiRes -MSocket -e 1 2>/dev/null ||
    die 1 "the virtual machine needs perl's modules Time::HiRes and Socket: install them with your package manager$hint"
}

# Runs a long function. A signal kills all its processes.
run_interruptible() { # COMMAND…
  local signal
  for signal in INT:130 TERM:143 HUP:129; do
    # shellcheck disable=SC2064 # the current values
    trap "end_worker ${signal#*:}" "${signal%:*}"
  done
  set -m # a process group of its own
  "$@" &
  worker=$!
  set +m
  wait "$worker" || end_worker 1
  trap - INT TERM HUP
}

# Kills the processes of the worker, removes its unfinished files and exits.
end_worker() { # STATUS
  trap '' INT TERM HUP
  kill -TERM -- "-$worker" 2>/dev/null || true
  wait "$worker" 2>/dev/null || true
  rm -rf "$place.new.$$" "$initramfs.new.$$"*
  show_progress
  exit "$1"
}

# The caller's descriptor limits for the guest, with a hard limit of at least 1,048,576.
nofile_limits() {
  local soft hard
  soft=$(ulimit -Sn) hard=$(ulimit -Hn)
  [[ $hard != unlimited ]] && ((hard > 1048576)) || hard=1048576
  [[ $soft != unlimited ]] && ((soft < hard)) || soft=$hard
  printf 'nofile_soft=%s nofile_hard=%s' "$soft" "$hard"
}

# Fails if the virtual machine cannot have a folder of the host. Keeps the host's /run visible for folders below it.
check_folder() { # WHAT FOLDER
  [[ $2/ != /dev/shm/* ]] ||
    die 1 "$1 is below /dev/shm, which is another file system in the virtual machine: use a folder outside of it, such as one in /tmp ($2)"
  [[ $2/ != /run/* ]] || keep_run="keep_run=1"
}

# Replaces this process with host.pl.
run_in_machine() {
  local init=$here/machine/init place create initramfs sum log="quiet" keep_run="" arguments qemu
  check_machine_packages
  local folder
  folder=$(pwd -P 2>/dev/null) && [[ -d . ]] || die 1 "the current folder no longer exists"
  check_folder "the current folder" "$folder"
  check_folder "the folder of the scripts" "$here"
  find_kernel
  sum=$(cat -- "$init" "$(command -v busybox)" | sha256sum)
  initramfs=$place/initramfs-${sum:0:16}
  [[ -e $initramfs ]] || run_interruptible prepare_kernel "$initramfs" "$init"
  ((verbose == 0)) || log="loglevel=7"
  local accel=${SCTP_ACCEL:-tcg,thread=multi} clock=()
  # init starts the other processors, because the kernel modifies its code faster while only one is running.
  arguments="console=$console $log panic=-1 mitigations=off cryptomgr.notests maxcpus=1"
  if "$instructions"; then
    # Without sleep, the clock jumps to the next timer when the processor is idle.
    accel=tcg,thread=single cpus=1 clock=(-icount "shift=0,sleep=off")
  fi
  [[ $accel == kvm* ]] && processor=${processor%%,*} || arguments+=" ${emulation_arguments[*]}"
  arguments+=" hostname=$(uname -n) $(nofile_limits) $keep_run guest=\"$here/machine/guest.pl\""
  qemu=(
    "$emulator" -machine "$machine_type" -accel "$accel" -cpu "$processor" -smp "$cpus" -m "${SCTP_MEMORY:-4G}"
    -no-user-config -nodefaults -nic none -display none -no-reboot -serial stdio
    -kernel "$place/kernel" -initrd "$initramfs" -append "$arguments"
    -fsdev "local,id=root,path=/,security_model=none,multidevs=remap" -device "virtio-9p-pci,fsdev=root,mount_tag=hostroot"
    -device virtio-rng-pci
    -chardev "socket,id=link,fd={link}" -device virtio-serial-pci -device "virtserialport,chardev=link"
    "${clock[@]}"
  )
  exec env -i -- "${caller_environment[@]}" \
    "$(type -P perl)" "$here/machine/host.pl" "$seconds" "$verbose" "${#qemu[@]}" "${qemu[@]}" "${command[@]}" </dev/null
}
