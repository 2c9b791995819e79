#!/usr/bin/env bash
# Holds that no build has Leptos for the server and for the browser at once: event handlers would vanish without a word. Asks
# Cargo which features it would turn on. Called by `make lint`.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

main() {
  local host
  host=$(rustc -vV | sed -n 's/^host: //p')
  holds "the whole workspace for $host" ssr hydrate --workspace --target "$host" "$@"
  holds "app-web for the browser" hydrate ssr --package app-web --target wasm32-unknown-unknown "$@"
}

# holds WHAT WANTED UNWANTED OPTION…
holds() {
  local what=$1 wanted=$2 unwanted=$3 crate features
  shift 3
  for crate in app leptos tachys; do
    # Each line that begins with the crate's name in quotes is a feature of it: `leptos feature "ssr"`.
    features=$(cargo tree "$@" --edges features,normal --prefix none --format '{lib}' --invert "$crate" |
      sed -n "s/^$crate feature \"\([^\"]*\)\".*/\1/p" | sort --unique)
    grep --quiet --line-regexp "$wanted" <<<"$features" || stop "$what builds $crate without $wanted: this check looks at nothing"
    if grep --quiet --line-regexp "$unwanted" <<<"$features"; then stop "$what builds $crate with $unwanted beside $wanted: islands would be dead"; fi
  done
}

stop() {
  printf 'features: %s\n' "$*" >&2
  exit 1
}

main "$@"
