# Extracts kernels from their images. Sourced, never run.

# Extracts the kernel proper from an image, because under emulation an image needs three seconds or more to decompress
# itself at each boot. Fails for an image that QEMU must boot as it is.
extract_kernel() { # IMAGE FILE
  case $emulator in
    qemu-system-x86_64) extract_x86_kernel "$@" ;;
    *) extract_arm64_kernel "$@" ;;
  esac
}

# Prints bytes of a file as numbers or in another format of od(1).
bytes() { # FILE FORMAT OFFSET COUNT
  od -An "-t$2" "-j$3" "-N$4" -- "$1" 2>/dev/null
}

# Decompresses a part of a file. Fails for unknown formats.
expand_part() { # FILE OFFSET LENGTH
  local expand
  case $(bytes "$1" x1 "$2" 6) in
    ' fd 37 7a 58 5a 00') expand=(xz -dc) ;;
    ' 28 b5 2f fd '*) expand=(zstd -dcq) ;;
    ' 1f 8b '*) expand=(gzip -dcq) ;;
    *) return 1 ;;
  esac
  head -c $(($2 + $3)) -- "$1" | tail -c "$3" | "${expand[@]}" 2>/dev/null
}

# QEMU enters the extracted kernel through its PVH note.
extract_x86_kernel() { # IMAGE FILE
  local sectors offset length
  # setup_sects, payload_offset and payload_length of the x86 boot protocol
  sectors=$(bytes "$1" u1 497 1) || return
  read -r offset length < <(bytes "$1" u4 584 8) || return
  # The last four bytes of the payload are not compressed data but the size of the kernel.
  expand_part "$1" $(((sectors + 1) * 512 + offset)) $((length - 4)) >"$2" || return
  # The ELF note XEN_ELFNOTE_PHYS32_ENTRY
  LC_ALL=C grep -qaP '\x04\0\0\0[\x04\x08]\0\0\0\x12\0\0\0Xen\0' -- "$2"
}

# The image is a compressed kernel, or an EFI program that contains one (EFI_ZBOOT), or the kernel itself.
extract_arm64_kernel() { # IMAGE FILE
  local offset=0 length
  length=$(stat --dereference --format %s -- "$1") || return
  if [[ $(bytes "$1" x1 4 4) == ' 7a 69 6d 67' ]]; then # "zimg"
    read -r offset length < <(bytes "$1" u4 8 8) || return
  fi
  expand_part "$1" "$offset" "$length" >"$2" || return
  [[ $(bytes "$2" x1 56 4) == ' 41 52 4d 64' ]] # the magic number of the arm64 boot protocol
}
