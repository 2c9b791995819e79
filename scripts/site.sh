#!/usr/bin/env bash
# Builds what browsers load beside a page, into server/site, which the build of the server embeds: the program (app/web, as
# WebAssembly), the module that speaks with it, and what lies in public. Called by `make site`.
#
# A file is written only when its content changes, so that the server is not built again for nothing. The same sources give
# the same files in whatever folder they lie: paths of the machine are cut.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly SITE=server/site
readonly TARGET=${CARGO_TARGET_DIR:-target}
readonly WORK=$TARGET/made-site
readonly PROGRAM=$TARGET/wasm32-unknown-unknown/site/app_web.wasm

main() {
  compile "$@"
  mkdir -p "$WORK"
  if [ "$(recipe)" != "$(cat "$WORK/recipe" 2>/dev/null)" ]; then
    rm -f "$WORK/recipe"
    bind_and_shrink
    recipe >"$WORK/recipe"
  fi
  put "$WORK/corridor.js" "$WORK/corridor.wasm" public/*
}

# Only for the browser, and only this package: then `app` has the one feature and not the other.
compile() {
  local flags separator=$'\x1f'
  flags="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
  flags+="$separator--remap-path-prefix=$(rustc --print sysroot)=/rust"
  CARGO_ENCODED_RUSTFLAGS=$flags CARGO_INCREMENTAL=0 \
    cargo build "$@" --profile site --package app-web --lib --target wasm32-unknown-unknown
}

# What the files are made from: when it is the same, they are.
recipe() {
  wasm-bindgen --version
  wasm-opt --version
  sha256sum <"$PROGRAM"
  sha256sum <scripts/site.sh
}

bind_and_shrink() {
  wasm-bindgen --target web --no-typescript --remove-name-section --remove-producers-section --out-name corridor --out-dir "$WORK" "$PROGRAM"
  # What the module imports besides would have no hash in its name, and would not be served.
  [ ! -e "$WORK/snippets" ] || stop "the program brings snippets of JavaScript, which are not served: leave out inline_js and module"
  wasm-opt -Oz --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals \
    --enable-reference-types --enable-multivalue --output "$WORK/corridor.wasm" "$WORK/corridor_bg.wasm"
  rm "$WORK/corridor_bg.wasm"
  # Cargo names our own sources from the root of the repository; nothing else may bring in where that is.
  if grep --quiet --text --fixed-strings "$PWD" "$WORK/corridor.wasm"; then stop "the program holds the path $PWD: it would be another one in another folder"; fi
}

# put FILE…: these and no others.
put() {
  local file name
  for file in "$SITE"/*; do
    case " ${*##*/} " in *" ${file##*/} "*) ;; *) rm -rf "$file" ;; esac
  done
  for file in "$@"; do
    name=$SITE/${file##*/}
    cmp --quiet "$file" "$name" || { cp "$file" "$SITE/.new" && mv "$SITE/.new" "$name"; }
  done
}

stop() {
  printf 'site: %s\n' "$*" >&2
  exit 1
}

main "$@"
