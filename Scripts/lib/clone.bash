# Provides the repository as a package with a version. Sourced by tests, never run.

# Creates a clone of the repository in FOLDER with the tag 1.0.0, which git reads at the address that is in the manifests
# of the tests. The newest commit is the one under test, whether or not the repository has the tag.
create_tagged_clone() { # REPOSITORY FOLDER
  local changed
  changed=$(git -C "$1" status --porcelain -- Plugins Scripts Sources Package.swift) || exit
  if [[ -n $changed ]]; then
    printf '%s\n%s\n' "the clone would contain the last commit instead of these changed files: commit them first" "$changed" >&2
    exit 1
  fi
  git clone --quiet --bare "file://$1" "$2/swift-sctp.git"
  git -C "$2/swift-sctp.git" tag --force 1.0.0 >/dev/null
  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=url.file://$2/swift-sctp.git.insteadOf
  export GIT_CONFIG_VALUE_0=https://example.com/swift-sctp.git
}
