# shellcheck shell=bash disable=SC2034
# lib.sh - what the scripts of this directory share. Sourced, not run.
# Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

set -euo pipefail
shopt -s inherit_errexit

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
BUILD=${GFP_LINT_BUILD:-$ROOT/build}
LLVM=22
KERNEL=6.12 # The release a script takes if none is named.

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
  say "$*"
  exit 2
}

# usage TEXT... - what `--help` prints; ends the script.
usage() {
  printf '%s\n' "$@"
  exit 0
}

# as_root COMMAND... - runs it as root, through sudo if need be.
as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "needs root to run: $* (or install sudo)"
  fi
}

# cache_dir - where gfp-lint keeps what it can make again.
cache_dir() {
  printf '%s/gfp-lint\n' "${XDG_CACHE_HOME:-${HOME:?neither HOME nor XDG_CACHE_HOME is set}/.cache}"
}

# unpacked_kernel VERSION - Debian's kernel sources in the cache directory; prints where.
unpacked_kernel() {
  local tarball=/usr/src/linux-source-$1.tar.xz
  local cache tree
  cache=$(cache_dir)
  tree=$cache/linux-source-$1
  if [[ ! -d $tree || $tarball -nt $tree ]]; then
    say "unpacking $tarball to $tree"
    mkdir -p "$cache"
    local part
    part=$(mktemp -d "$cache/unpack.XXXXXX")
    # Not local to the shell that runs the trap: so its value goes in now.
    # shellcheck disable=SC2064
    trap "rm -rf -- $(printf %q "$part")" EXIT
    tar -xf "$tarball" -C "$part"
    touch "$part/linux-source-$1" # Newer than the tarball: see above.
    rm -rf -- "$tree"
    mv -- "$part/linux-source-$1" "$tree"
    rm -rf -- "$part"
  fi
  printf '%s\n' "$tree"
}

# debian_config VERSION - Debian's configuration of that kernel for this machine.
debian_config() {
  local configs=(/usr/src/linux-config-"$1"/config."$(dpkg --print-architecture)"_none_*.xz)
  local config
  for config in "${configs[@]}"; do
    case ${config##*_} in
    *-*) ;; # cloud-amd64, rt-amd64
    *.xz) [[ ! -f $config ]] || { printf '%s\n' "$config" && return; } ;;
    esac
  done
  die "no configuration in /usr/src/linux-config-$1 for this machine"
}

# debian_commands VERSION FILE - the compile commands of Debian's kernel to FILE. Needs
# `setup kernel VERSION` and `build`.
debian_commands() {
  local tree config
  tree=$(unpacked_kernel "$1")
  config=$(debian_config "$1")
  "$BUILD/bin/gfp-lint" db --kernel "$tree" --kconfig "$config" -o "$2"
}
