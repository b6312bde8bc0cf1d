# Starts the virtual machine of with-sctp. Sourced, never run.
#
# `here` is the folder of the scripts; the other global variables are with-sctp's options.

check_machine_packages() {
  [[ -n $emulator ]] ||
    die 1 "this kernel has no SCTP, and the virtual machine exists only for x86-64 and arm64: load or build the host's sctp module"
  local missing name
  if find_packages; then
    readarray -t missing < <(missing_packages "${machine_packages[@]}")
    ((${#missing[@]} == 0)) ||
      die 1 "the virtual machine needs packages that are not installed; run: sudo ${install[*]} ${missing[*]}"
    return
  fi
  for name in "$emulator" busybox depmod cpio xz; do
    command -v "$name" >/dev/null || die 1 "the virtual machine needs the command '$name': install it with your package manager"
  done
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

# Replaces this process with host.pl.
run_in_machine() {
  local init=$here/machine/init place create initramfs sum log="quiet" keep_run="" arguments qemu
  check_machine_packages
  [[ -d . && -n $(pwd -P 2>/dev/null) ]] || die 1 "the current folder no longer exists"
  find_kernel
  sum=$(cat -- "$init" "$(command -v busybox)" | sha256sum)
  initramfs=$place/initramfs-${sum:0:16}
  [[ -e $initramfs ]] || run_interruptible prepare_kernel "$initramfs" "$init"
  ((verbose == 0)) || log="loglevel=7"
  # Keep /run visible if the current folder is below it.
  [[ $PWD/ == /run/* ]] && keep_run="keep_run=1"
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
    perl "$here/machine/host.pl" "$seconds" "$verbose" "${#qemu[@]}" "${qemu[@]}" "${command[@]}" </dev/null
}
