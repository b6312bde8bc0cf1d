# The differences between the virtual machines for x86-64 and arm64. Sourced, never run.
#
# The guest runs the host's programs, so it has the host's architecture. On other hosts, `emulator` is empty.

# The names of QEMU's package for apt-get, dnf and pacman.
declare -A emulator_packages

case $(uname -m) in
  x86_64)
    emulator=qemu-system-x86_64
    emulator_packages=([apt-get]=qemu-system-x86 [dnf]=qemu-system-x86-core [pacman]=qemu-system-x86)
    # The type pc needs 0.1 s for each device, to route its interrupt with ACPI.
    machine_type=q35
    processor=max
    console=ttyS0
    kernel_names=(linux-image-amd64 linux-image-generic)
    # On a busy host, the emulated timer interrupts are late, and the kernel would declare them broken.
    emulation_arguments=(no_timer_check)
    ;;
  aarch64)
    emulator=qemu-system-aarch64
    emulator_packages=([apt-get]=qemu-system-arm [dnf]=qemu-system-aarch64-core [pacman]=qemu-system-aarch64)
    machine_type=virt,gic-version=max
    # The standard algorithm for pointer authentication is slow to emulate.
    processor=max,pauth-impdef=on
    console=ttyAMA0
    kernel_names=(linux-image-arm64 linux-image-generic)
    emulation_arguments=()
    ;;
  *) emulator='' ;;
esac
