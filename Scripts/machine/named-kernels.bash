# The kernels that with-sctp downloads by name, from suites of Debian. Sourced, never run.
#
# The suites are independent of the host's, so that a host has several kernels.

named_kernels=(6.1 6.12 newest)

suite_of_kernel() { # NAME
  case $1 in
    6.1) printf bookworm ;;
    6.12) printf trixie ;;
    newest) printf sid ;;
    *) return 1 ;;
  esac
}

# Sets `place` and `create` for a name, which may also be the version of a kernel in the cache, such as 7.2.
find_named_kernel() {
  local file
  if suite_of_kernel "$kernel" >/dev/null; then
    place=$kernel create=(create_named_kernel "$kernel")
    return
  fi
  for file in "$(cache_folder)"/*/release; do
    [[ -e $file ]] && is_version "$kernel" "$(<"$file")" || continue
    file=${file%/*}
    place=${file##*/} create=()
    return
  done
  return 1
}

# Whether a release, such as 6.12.1+deb13-amd64, is one of this version, such as 6.12.
is_version() { # VERSION RELEASE
  [[ $1 =~ ^[0-9]+\.[0-9] && $2 == "$1"[.+-]* ]]
}

# Creates FOLDER with the newest kernel in the suite of this name.
create_named_kernel() { # NAME FOLDER
  local meta reason suite release
  suite=$(suite_of_kernel "$1")
  use_suite "$1" "$suite" "$2/apt"
  meta=$(default_kernel_package) || die 1 "Debian's suite '$suite' contains no package ${kernel_names[0]}"
  download_kernel "$meta" "$2" || die 1 "downloading kernel '$1' failed: check the network ($reason)"
  unpack_kernel "$2"/packages/*.deb "$2"
  rm -r "$2/packages" "$2/apt"
  release=$(<"$2/release")
  [[ $1 == newest ]] || is_version "$1" "$release" ||
    die 1 "Debian's suite '$suite' contains Linux $release instead of $1"
}

# Downloads the package lists of a suite of Debian from the host's mirror to FOLDER, and sets `apt_options` so that apt
# uses only these.
use_suite() { # KERNEL SUITE FOLDER
  local mirror options=target=Packages keys=/usr/share/keyrings/debian-archive-keyring.gpg
  command -v apt-get >/dev/null ||
    die 1 "only apt-get can download kernel '$1': pass --kernel with the linux-image package (.deb) of a distribution"
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | sed -n 1p)
  [[ -n $mirror ]] ||
    die 1 "apt has no mirror of Debian, and kernel '$1' comes from there: on Debian, run 'apt-get update' as root; elsewhere, pass --kernel with a linux-image package (.deb)"
  show_progress "downloading the list of Debian's packages"
  mkdir -p "$3"/{state/lists/partial,cache/archives/partial}
  touch "$3/status"
  [[ ! -e $keys ]] || options+=" signed-by=$keys"
  printf 'deb [%s] %s %s main\n' "$options" "$mirror" "$2" >"$3/sources.list"
  # A file, because only a file can remove the host's hooks. Settings of the host such as a proxy remain.
  cat >"$3/apt.conf" <<END
Dir::Etc::SourceList "$3/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Dir::State "$3/state";
Dir::State::Lists "$3/state/lists";
Dir::State::Status "$3/status";
Dir::Cache "$3/cache";
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
Acquire::Languages "none";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
END
  apt_options=(--config-file "$3/apt.conf")
  apt-get "${apt_options[@]}" update -qq >"$3/errors" 2>&1 ||
    die 1 "downloading the list of Debian's packages failed, so kernel '$1' is not available: check the network ($(tr '\n' ' ' <"$3/errors"))"
}
