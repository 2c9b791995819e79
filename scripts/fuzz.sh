#!/usr/bin/env bash
# Runs every fuzz target for a bounded time, from the seeds in tests/fixtures and what earlier runs found.
#
#   scripts/fuzz.sh SECONDS FOLDER [TARGET…]
#
# FOLDER is a target folder of its own, for a fuzzer builds everything anew, watched by the address sanitizer; where that
# cannot be had, set SANITIZER=none. What breaks a property stays in FOLDER/artifacts, and the run fails: write a test from
# it and mend it. cargo-fuzz needs unstable options of the stable compiler, hence RUSTC_BOOTSTRAP.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly SECONDS_EACH=$1 FOLDER=$2
shift 2
export RUSTC_BOOTSTRAP=1

# The longest input in bytes and the most memory in MiB of each target.
limits() {
  case $1 in
    amount) echo 400 1024 ;;
    query) echo 4096 1024 ;;
    day_form) echo 16384 2048 ;;
    claim_file) echo 32768 2048 ;;
    workbook) echo 65536 2048 ;;
    *) echo "fuzz: there is no target $1" >&2; return 1 ;;
  esac
}

seed() {
  local target=$1 corpus=$2 number=0 line
  mkdir -p "$corpus"
  case $target in
    claim_file)
      cp tests/fixtures/seeds/claim_file*.csv tests/fixtures/imports/*.csv tests/fixtures/lachin/lachin-*.csv "$corpus/"
      ;;
    workbook)
      cp tests/fixtures/seeds/workbook.xlsx "$corpus/"
      ;;
    *)
      while IFS= read -r line; do
        printf '%s' "$line" >"$corpus/seed-$number"
        number=$((number + 1))
      done <"tests/fixtures/seeds/$target.txt"
      ;;
  esac
}

[ $# -gt 0 ] || set -- amount query day_form claim_file workbook
mkdir -p "$FOLDER"
if ! cargo fuzz build --fuzz-dir fuzz --target-dir "$FOLDER" --sanitizer "${SANITIZER:-address}" >"$FOLDER/build.log" 2>&1; then
  tail --lines=30 "$FOLDER/build.log" >&2
  echo "fuzz: the targets cannot be built; nothing was tried" >&2
  exit 1
fi
# The control: each property with a fault planted in what it is given. Then a target that holds has failed.
planted=${PLANTED:+yes}
[ -z "$planted" ] || export FUZZ_PLANTED=yes
for target in "$@"; do
  read -r longest memory < <(limits "$target")
  corpus=$FOLDER/corpus/$target artifacts=$FOLDER/artifacts${planted:+-planted}/$target
  seed "$target" "$corpus"
  mkdir -p "$artifacts"
  log=$FOLDER/$target.log
  if ! cargo fuzz run --fuzz-dir fuzz --target-dir "$FOLDER" --sanitizer "${SANITIZER:-address}" "$target" "$corpus" -- \
    -max_total_time="$SECONDS_EACH" -max_len="$longest" -rss_limit_mb="$memory" -timeout=20 -print_final_stats=1 \
    -artifact_prefix="$artifacts/" >"$log" 2>&1; then
    if [ -n "$planted" ] && grep -q "panicked at" "$log"; then
      echo "fuzz: $target found what was planted"
      continue
    fi
    tail --lines=60 "$log" >&2
    echo "fuzz: $target broke; what broke it lies in $artifacts" >&2
    exit 1
  fi
  executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  [ "${executed:-0}" -gt 0 ] || { tail --lines=20 "$log" >&2; echo "fuzz: $target ran nothing" >&2; exit 1; }
  [ -z "$planted" ] || { echo "fuzz: $target did not find what was planted" >&2; exit 1; }
  echo "fuzz: $target held over $executed inputs in $SECONDS_EACH s"
done
