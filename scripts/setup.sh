#!/usr/bin/env bash
# Brings in what building, linting and testing need and the machine does not have. Safe to repeat, and quick when all is there.
#
#   scripts/setup.sh          everything but cargo-mutants
#   scripts/setup.sh node     the compilers and Node.js, for the scripts
#   scripts/setup.sh wasm     the same with the WebAssembly target, wasm-bindgen and wasm-opt: all that `make run` needs
#   scripts/setup.sh watch    the same and cargo-leptos
#   scripts/setup.sh lint     the compilers, the WebAssembly target and the cargo tools
#   scripts/setup.sh test     the same as wasm, with cargo-nextest, a browser, strace, faketime and nginx
#   scripts/setup.sh torture  the same as test, slowhttptest and a spreadsheet program
#   scripts/setup.sh fuzz     the compilers, a C++ compiler and cargo-fuzz
#   scripts/setup.sh sbom     the compilers and cargo-cyclonedx
#   scripts/setup.sh validate the same as wasm, and validators of files, feeds, pages and the API
#   scripts/setup.sh mutants  the compilers and cargo-mutants
#
# Tools that build and judge have exactly one version, so that two machines do the same: where another one is installed,
# the right one is brought beside it. Wheels are held against the hashes in scripts/wheels.txt and scripts/validate, npm packages
# against those in their package-lock.json, crates against those of their own locks, Debian's sources against their archive's signature.
#
# System packages are installed only by root on a machine with apt-get; elsewhere one sentence says what to do.
# Everything else goes into .tools/ and tests/browser/node_modules/, but for the WebAssembly target: that is part of Rust.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly RUSTC_AT_LEAST=1.95
readonly NODE_AT_LEAST=20.11
readonly NEXTEST=0.9.148
readonly DENY=0.20.2
readonly FUZZ=0.13.2
readonly CYCLONEDX=0.5.9
readonly MUTANTS=27.1.0
readonly LEPTOS=0.3.10 # the newest whose own lock rustc 1.95 can build

readonly VENV=.tools/venv
readonly LOG=.tools/setup.log
export PATH="$PWD/.tools/bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

main() {
  mkdir -p .tools/bin
  : >"$LOG"
  local steps step wasm="rust c_compiler node_and_npm wasm_target wasm_bindgen wasm_opt"
  case "${1:-all}" in
    node) steps="rust c_compiler node_and_npm" ;;
    wasm) steps="$wasm" ;;
    watch) steps="$wasm leptos" ;;
    lint) steps="rust clippy_and_rustfmt c_compiler node_and_npm wasm_target nextest deny" ;;
    test) steps="$wasm nextest npm_packages browser fault_tools" ;;
    torture) steps="$wasm nextest npm_packages browser fault_tools torture_tools" ;;
    fuzz) steps="rust c_compiler cxx_compiler node_and_npm fuzz" ;;
    sbom) steps="rust c_compiler cyclonedx" ;;
    validate) steps="$wasm validators" ;;
    mutants) steps="rust c_compiler mutants" ;;
    all) steps="$wasm clippy_and_rustfmt nextest deny npm_packages browser fault_tools leptos" ;;
    *) stop "there is no part called '$1'; the parts are node, wasm, watch, lint, test, torture, fuzz, sbom, validate, mutants, all" ;;
  esac
  for step in $steps; do "$step"; done
}

rust() {
  have cargo || stop "cargo is missing: install Rust's stable toolchain with rustup (https://rustup.rs)"
  local version
  version=$(rustc --version | cut -d' ' -f2) || stop "rustc does not answer: install Rust's stable toolchain with rustup (https://rustup.rs)"
  at_least "$version" "$RUSTC_AT_LEAST" || stop "rustc is $version, $RUSTC_AT_LEAST or newer is needed: run 'rustup update stable'"
  say "rustc $version"
}

clippy_and_rustfmt() {
  cargo clippy --version >>"$LOG" 2>&1 || stop "cargo clippy is missing: run 'rustup component add clippy'"
  cargo fmt --version >>"$LOG" 2>&1 || stop "cargo fmt is missing: run 'rustup component add rustfmt'"
  say "clippy and rustfmt"
}

# SQLite is compiled from source, and rustc links with cc.
c_compiler() {
  if ! compiles_c; then
    system_packages "a C compiler" build-essential
    compiles_c || stop "cc is there but cannot compile a program of three lines; $LOG has its message"
  fi
  say "C compiler $("${CC:-cc}" -dumpversion)"
}

compiles_c() {
  have "${CC:-cc}" || return 1
  printf '#include <stdio.h>\nint main(void) {\n  return puts("") < 0;\n}\n' | "${CC:-cc}" -x c - -o .tools/c-check >>"$LOG" 2>&1
}

# libFuzzer is C++.
cxx_compiler() {
  have "${CXX:-c++}" || system_packages "a C++ compiler" build-essential
  have "${CXX:-c++}" || stop "${CXX:-c++} is missing: install a C++ compiler"
}

node_and_npm() {
  have node || stop "Node.js is missing: install version $NODE_AT_LEAST or newer (https://nodejs.org; Debian 12's own is too old)"
  local version
  version=$(node --version) && version=${version#v}
  at_least "$version" "$NODE_AT_LEAST" || stop "Node.js is $version, $NODE_AT_LEAST or newer is needed (https://nodejs.org; Debian 12's own is too old)"
  have npm || stop "npm is missing: it comes with Node.js from https://nodejs.org, or as Debian's package npm"
  say "Node.js $version, npm $(npm --version)"
}

# Part of Rust's own installation, so it is there once for all copies of this repository. `rustup target add` where it
# works; else built from Debian's copy of the very sources that this rustc is of (scripts/wasm-target.sh).
wasm_target() {
  if ! wasm_compiles; then
    say "adding the target wasm32-unknown-unknown"
    logged scripts/wasm-target.sh || stop "$(tail --lines=1 "$LOG")"
    wasm_compiles || stop "the target wasm32-unknown-unknown was added, but does not compile; $LOG has the messages"
  fi
  say "target wasm32-unknown-unknown"
}

# Proven by compiling, not by looking for files: a target of an older rustc, or half of one, does not count.
wasm_compiles() { logged scripts/wasm-target.sh --proves .tools/wasm-check.wasm; }

# Exactly the version of the crate in Cargo.lock: the two halves speak a language that changes with every version. Its own
# lock may name a crate that a mirror lacks; then it is built with what there is.
wasm_bindgen() {
  local version
  version=$(sed -n '/^name = "wasm-bindgen"$/ { n; s/^version = "\(.*\)"$/\1/p }' Cargo.lock)
  [ -n "$version" ] || stop "Cargo.lock names no version of wasm-bindgen"
  if [ "$(version_of wasm-bindgen)" != "$version" ]; then
    say "compiling wasm-bindgen-cli $version, which takes two minutes"
    installed_from_source "wasm-bindgen-cli@$version" --locked || installed_from_source "wasm-bindgen-cli@$version" ||
      stop "wasm-bindgen-cli $version cannot be installed; $LOG has the messages"
    is_now wasm-bindgen "$version"
  fi
  say "wasm-bindgen $version"
}

# Debian's is too old for what rustc writes.
wasm_opt() {
  local folder=.tools/wasm-opt
  if ! cmp -s scripts/wasm-opt/package-lock.json "$folder/.installed-lock"; then
    say "fetching wasm-opt"
    mkdir -p "$folder"
    cp scripts/wasm-opt/{.npmrc,package.json,package-lock.json} "$folder/"
    logged npm ci --ignore-scripts --prefix "$folder" || stop "'npm ci' failed for wasm-opt; $LOG has its message"
    ln -sf ../wasm-opt/node_modules/.bin/wasm-opt .tools/bin/wasm-opt
    wasm-opt --version >>"$LOG" 2>&1 || stop "wasm-opt was installed but does not run; $LOG has the messages"
    cp scripts/wasm-opt/package-lock.json "$folder/.installed-lock"
  fi
  say "$(wasm-opt --version)"
}

# Waits for compilers most of the time: compiled with little care for speed it works as fast, and is there in half the time.
# It is to fetch nothing by itself.
leptos() {
  if [ "$(version_of cargo-leptos)" != "$LEPTOS" ]; then
    say "compiling cargo-leptos $LEPTOS, which takes six minutes"
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 \
      installed_from_source "cargo-leptos@$LEPTOS" --locked --features no_downloads ||
      stop "cargo-leptos $LEPTOS cannot be installed; $LOG has the messages"
    is_now cargo-leptos "$LEPTOS"
  fi
  say "cargo-leptos $LEPTOS"
}

nextest() { cargo_tool cargo-nextest "$NEXTEST"; }
deny() { cargo_tool cargo-deny "$DENY"; }
fuzz() { cargo_tool cargo-fuzz "$FUZZ"; }

# There are no wheels of these. Compiled with little care for speed: one waits for the compiler most of the time, the other
# reads a few files.
cyclonedx() { CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off compiled_tool cargo-cyclonedx "$CYCLONEDX"; }
mutants() { CARGO_PROFILE_RELEASE_OPT_LEVEL=1 compiled_tool cargo-mutants "$MUTANTS"; }

# The one that is there if it is of this version, else a prebuilt one from a Python wheel, else compiled from source.
cargo_tool() {
  local name=$1 version=$2
  if [ "$(version_of "$name")" != "$version" ]; then
    say "fetching $name $version"
    { wheel "$name" && [ "$(version_of "$name")" = "$version" ]; } || compile "$name" "$version"
    is_now "$name" "$version"
  fi
  say "$name $version"
}

compiled_tool() {
  local name=$1 version=$2
  if [ "$(version_of "$name")" != "$version" ]; then
    compile "$name" "$version"
    is_now "$name" "$version"
  fi
  say "$name $version"
}

is_now() {
  hash -r
  [ "$(version_of "$1")" = "$2" ] || stop "$1 $2 was installed but does not run; $LOG has the messages"
}

version_of() {
  have "$1" || return 0
  # As cargo calls it: "cargo-nextest nextest --version", "cargo-deny deny --version"; some want none of that.
  local verb=${1#cargo-}
  case "$verb" in fuzz | leptos | wasm-bindgen) verb= ;; esac
  # shellcheck disable=SC2086 # no word at all where there is no verb
  "$1" $verb --version 2>>"$LOG" | sed -n 's/^[a-z-]* \([0-9.]*\).*/\1/p;q'
}

wheel() {
  virtual_environment || return 1
  grep "^astral-dev-toolchain-$1==" scripts/wheels.txt >.tools/wheel.txt || return 1
  logged "$VENV/bin/python" -m pip install --disable-pip-version-check --only-binary :all: --no-deps --require-hashes \
    --requirement .tools/wheel.txt || return 1
  ln -sf "../venv/bin/$1" ".tools/bin/$1"
}

virtual_environment() {
  [ -x "$VENV/bin/python" ] && "$VENV/bin/python" -m pip --version >>"$LOG" 2>&1 && return
  local python
  for python in python3 /usr/bin/python3; do
    have "$python" && logged "$python" -m venv --clear "$VENV" && return
  done
  if ! may_install; then
    say "Python cannot make a virtual environment (Debian: install the package python3-venv)"
    return 1
  fi
  system_packages "Python's virtual environments" python3-venv
  logged /usr/bin/python3 -m venv --clear "$VENV"
}

compile() {
  say "no prebuilt $1 $2 to be had: compiling it, which takes some minutes"
  installed_from_source "$1@$2" --locked || stop "$1 $2 cannot be installed; $LOG has the messages"
}

# installed_from_source CRATE@VERSION OPTION…, with a target folder of its own, so that it does not wait for a build that runs.
installed_from_source() {
  local crate=$1
  shift
  CARGO_TARGET_DIR=.tools/target logged cargo install --root .tools --force "$crate" "$@" || return
  rm -rf .tools/target
}

npm_packages() {
  local stamp=tests/browser/node_modules/.installed-lock
  if ! cmp -s tests/browser/package-lock.json "$stamp"; then
    say "fetching the npm packages of the browser tests"
    logged npm ci --prefix tests/browser || stop "'npm ci' failed in tests/browser; $LOG has its message"
    cp tests/browser/package-lock.json "$stamp"
  fi
  say "npm packages of the browser tests"
}

browser() {
  local path
  if ! path=$(node tests/browser/lib/find-browser.js 2>>"$LOG"); then
    [ -z "${CORRIDOR_BROWSER:-}" ] || stop "CORRIDOR_BROWSER is $CORRIDOR_BROWSER, which is not a program that can be run"
    # With fonts for every script in the record's names (Armenian, Cyrillic, Latin), or screenshots show boxes.
    system_packages "a browser" chromium fonts-noto-core
    path=$(node tests/browser/lib/find-browser.js) || stop "the browser that was installed cannot be found in PATH"
  fi
  say "browser $path"
}

# strace makes a call of the system fail, faketime sets another clock, nginx stands before the server as it does in service.
fault_tools() {
  debian_programs "the programs that the tests of faults use" strace:strace faketime:faketime nginx:nginx-light
}

# slowhttptest attacks; ssconvert, of Gnumeric, is a spreadsheet program that reads our tables.
torture_tools() { debian_programs "the programs of the long tests" slowhttptest:slowhttptest ssconvert:gnumeric; }

# What judges our files, feeds, pages and API: Python's and npm's, in a folder of their own.
validators() {
  local folder=.tools/validate
  if ! cat scripts/validate/requirements.txt scripts/validate/package-lock.json | cmp -s - "$folder/.installed"; then
    say "fetching the validators"
    virtual_environment || stop "Python cannot make a virtual environment; $LOG has its message"
    rm -rf "$folder"
    mkdir -p "$folder"
    cp scripts/validate/{.npmrc,package.json,package-lock.json} "$folder/"
    logged "$VENV/bin/python" -m venv "$folder/venv" || stop "Python cannot make a virtual environment; $LOG has its message"
    logged "$folder/venv/bin/python" -m pip install --disable-pip-version-check --require-hashes \
      --requirement scripts/validate/requirements.txt || stop "the validators cannot be installed; $LOG has the message"
    logged npm ci --ignore-scripts --prefix "$folder" || stop "'npm ci' failed for the validators; $LOG has its message"
    cat scripts/validate/requirements.txt scripts/validate/package-lock.json >"$folder/.installed"
  fi
  say "validators"
}

# --- the system's packages

# debian_programs WHAT PROGRAM:PACKAGE…
debian_programs() {
  local what=$1 pair packages=""
  shift
  for pair in "$@"; do
    finds "${pair%%:*}" || packages="$packages ${pair#*:}"
  done
  # shellcheck disable=SC2086 # several packages, one word each
  [ -z "$packages" ] || system_packages "$what" $packages
  for pair in "$@"; do
    finds "${pair%%:*}" || stop "${pair%%:*} was installed but cannot be found in PATH"
    say "$(PATH="$PATH:/usr/sbin" command -v "${pair%%:*}")"
  done
}

# nginx stands in /usr/sbin, which not everybody's PATH has.
finds() { PATH="$PATH:/usr/sbin" have "$1"; }

# system_packages WHAT PACKAGE…
system_packages() {
  local what=$1
  shift
  may_install || stop "$what is missing: as root, run 'apt-get install $*', or your system's own way to install the same"
  say "installing $* from the system's packages"
  if [ -z "${package_lists_are_fresh:-}" ]; then
    logged apt-get update || stop "'apt-get update' failed; $LOG has its message"
    package_lists_are_fresh=yes
  fi
  logged env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" ||
    stop "'apt-get install $*' failed; $LOG has its message"
}

may_install() { [ "$(id -u)" -eq 0 ] && have apt-get; }

# --- small words

have() { command -v "$1" >/dev/null 2>&1; }

# at_least VERSION MINIMUM
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort --version-sort | head --lines=1)" = "$2" ]; }

# Runs a command with its output in the log only.
logged() {
  printf '$ %s\n' "$*" >>"$LOG"
  "$@" >>"$LOG" 2>&1 </dev/null
}

say() { printf 'setup: %s\n' "$*"; }

stop() {
  if [ -s "$LOG" ]; then tail --lines=15 "$LOG" | sed 's/^/  | /' >&2; fi
  printf 'setup: %s\n' "$*" >&2
  exit 1
}

main "$@"
