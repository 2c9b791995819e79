#!/usr/bin/env bash
# Adds the target wasm32-unknown-unknown to the Rust that is in use. Called by scripts/setup.sh; safe to repeat.
#
#   scripts/wasm-target.sh                adds it, unless it compiles already
#   scripts/wasm-target.sh --proves FILE  only says whether it compiles, by writing a small program there
#
# First as everywhere: `rustup target add`. Where rustup's servers cannot be reached, from source: the standard library of
# exactly this rustc, from the rust-src component where that is installed, else from Debian's package of it, which apt checks
# against the archive's signature. Nothing of that is installed; it takes a minute on two cores.
#
# The target stands in Rust's own folder, all of it or nothing: it is built beside and then moved to its place. Two that
# run at once wait for each other.

set -euo pipefail
export LC_ALL=C

readonly TARGET=wasm32-unknown-unknown
readonly MARK=built-from-source
readonly RUSTUP_SECONDS=120
# Debian's suites that may hold a rustc as new as rustup's, the likeliest first.
readonly SUITES="trixie-backports trixie forky sid"

main() {
  if [ "${1:-}" = --proves ]; then
    compiles "$2"
    return
  fi
  work=$(mktemp -d)
  trap clean EXIT
  rustlib=$(rustc --print sysroot)/lib/rustlib
  one_at_a_time
  if compiles "$work/check.wasm"; then return; fi
  forget_older
  if ! by_rustup; then
    [ -w "$rustlib" ] || stop "$TARGET is missing and $rustlib cannot be written to: run 'rustup target add $TARGET', or install it as this Rust was installed"
    from_source
  fi
  compiles "$work/check.wasm" || stop "$TARGET was added but does not compile: run 'rustup target add $TARGET' and read what it says"
}

clean() {
  rm -rf "$work" "${built:-$work}"
  if [ -n "${linked:-}" ]; then rm -f "$linked"; fi
  if [ -n "${linked_in:-}" ]; then rmdir "$linked_in"; fi
}

# Needs the allocator and the linker, so a target that is there by half fails.
compiles() {
  printf '#[unsafe(no_mangle)]\npub extern "C" fn sum(up_to: u32) -> u32 {\n    (0..up_to).collect::<Vec<u32>>().iter().sum()\n}\n' |
    rustc --edition 2024 --crate-type cdylib --target "$TARGET" -o "$1" -
}

one_at_a_time() {
  have flock || return 0
  exec 9>"${TMPDIR:-/tmp}/corridor-wasm-target-$(id -u).lock"
  flock 9
}

# What this script built for an older rustc stands in rustup's way.
forget_older() {
  [ ! -e "$rustlib/$TARGET/$MARK" ] || rm -rf "${rustlib:?}/$TARGET"
}

by_rustup() {
  have rustup || return
  echo "rustup target add $TARGET"
  RUSTUP_MAX_RETRIES=1 timeout "$RUSTUP_SECONDS" rustup target add "$TARGET" && compiles "$work/check.wasm"
}

from_source() {
  local version library
  version=$(rustc --version | cut -d' ' -f2)
  if [ ! -d "$rustlib/src/rust/library" ]; then
    sources_of_debian "$version"
    library=$work/debian/usr/src/rustc-$version
    [ -d "$library/library" ] || stop "Debian's rust-src $version is laid out in another way than expected: run 'rustup target add $TARGET' where rustup's servers can be reached"
    # Cargo looks for the sources in this place alone.
    [ -d "$rustlib/src" ] || { mkdir "$rustlib/src" && linked_in=$rustlib/src; }
    linked=$rustlib/src/rust
    ln -sfn "$library" "$linked"
  fi
  build
}

# sources_of_debian VERSION: unpacks them into $work/debian.
sources_of_debian() {
  local version=$1 keys=/usr/share/keyrings/debian-archive-keyring.gpg uri suite package options
  local advice="run 'rustup target add $TARGET' where rustup's servers can be reached"
  { have apt-get && have dpkg-deb && [ -r "$keys" ]; } || stop "rustup cannot add $TARGET, and this is no Debian whose sources could be taken: $advice"
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  options=(-o "Dir::Etc::sourcelist=$work/debian.sources" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$work/lists"
    -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  for uri in $(mirrors); do
    for suite in $SUITES; do
      printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$uri" "$suite" "$keys" >"$work/debian.sources"
      apt-get "${options[@]}" update || continue
      package=$(apt-cache "${options[@]}" madison rust-src | cut -d'|' -f2 | tr -d ' ' | grep --max-count=1 "^$version+") || continue
      (cd "$work" && apt-get "${options[@]}" download "rust-src=$package") || continue
      dpkg-deb --extract "$work"/rust-src_*.deb "$work/debian"
      return
    done
  done
  stop "rustup cannot add $TARGET, and no Debian suite ($SUITES) has rust-src $version: $advice"
}

# Where this machine gets Debian's packages from, as its own settings say; apt tells that only of lists that it has.
mirrors() {
  local options=(-o "Dir::State::lists=$work/own-lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  mkdir -p "$work/own-lists/partial"
  apt-get "${options[@]}" update >&2 || true
  apt-get "${options[@]}" indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed -n 's#^\(.*/debian\)/*$#\1#p' | sort --unique
}

build() {
  built=$(mktemp -d "$rustlib/.$TARGET.XXXXXX")
  mkdir -p "$work/empty/src" "$built/lib"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n' >"$work/empty/Cargo.toml"
  printf '#![no_std]\n' >"$work/empty/src/lib.rs"
  # Away from the project's settings and from those of whoever called. Under the name that rustup's own has for the sources,
  # so that no folder of this machine stands in what is built with it.
  local sources name
  sources=$(cd -P "$rustlib/src/rust" && pwd)
  name=/rustc/$(rustc -vV | sed -n 's/^commit-hash: //p')
  (
    cd "$work/empty"
    env -u CARGO_ENCODED_RUSTFLAGS -u CARGO_BUILD_TARGET -u RUSTC_WRAPPER RUSTC_BOOTSTRAP=1 \
      RUSTFLAGS="--remap-path-prefix=$sources=$name --remap-path-prefix=$rustlib/src/rust=$name" \
      cargo build --release -Zbuild-std=std,panic_abort,proc_macro,test --target "$TARGET" --target-dir "$work/target"
  )
  find "$work/target/$TARGET/release/deps" -name '*.rlib' ! -name 'libempty-*' -exec cp {} "$built/lib/" \;
  printf 'Built by scripts/wasm-target.sh of Corridor Status for %s\n' "$(rustc --version)" >"$built/$MARK"
  chmod 755 "$built"
  rm -rf "${rustlib:?}/$TARGET"
  mv --no-target-directory "$built" "$rustlib/$TARGET"
}

have() { command -v "$1" >/dev/null 2>&1; }

stop() {
  printf '%s\n' "$*"
  exit 1
}

main "$@"
