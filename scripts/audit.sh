#!/usr/bin/env bash
# Holds every crate of both locks against a copy of RustSec's advisories: a folder that git cloned. Asks no network.
#
#   scripts/audit.sh DB

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

DB=$(cd "$1" && pwd)
FOLDER=$(mktemp -d)
trap 'rm -rf "$FOLDER"' EXIT

AGE=$((($(date +%s) - $(git -C "$DB" log -1 --format=%ct)) / 86400))
printf 'audit: advisories as of %s, %s days old\n' "$(git -C "$DB" log -1 --format=%cs)" "$AGE"
# A copy of it under the name that cargo-deny gives it: of it it knows the address only.
git clone --quiet "$DB" "$FOLDER/db/advisory-db-3157b0e258782691"
{
  cat deny.toml
  printf '\n[advisories]\ndb-path = "%s/db"\ndb-urls = ["https://github.com/RustSec/advisory-db"]\nmaximum-db-staleness = "P90D"\nyanked = "allow"\n' "$FOLDER"
} >"$FOLDER/deny.toml"
cargo deny --offline --config "$FOLDER/deny.toml" check advisories
cargo deny --offline --manifest-path fuzz/Cargo.toml --config "$FOLDER/deny.toml" check advisories
# cargo-deny goes by when a copy was made, not by what is in it.
if [ "$AGE" -gt 90 ]; then
  echo "audit: nothing is known against these crates, but the advisories are more than 90 days old: get them anew" >&2
  exit 1
fi
