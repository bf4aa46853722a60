# shellcheck shell=bash disable=SC2034
# lib.sh - what the scripts of this directory share. Sourced, not run.
# Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

set -euo pipefail
shopt -s inherit_errexit

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
BUILD=${GFP_LINT_BUILD:-$ROOT/build}
LLVM=22
KERNEL=6.12 # The release `setup kernel` and `demo` take if none is named.

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
