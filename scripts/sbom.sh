#!/usr/bin/env bash
# Writes what is in the released program as a CycloneDX list: each crate with its version, hash and licence.
#
#   scripts/sbom.sh FILE TARGET
#
# The crates that the program is linked from and the macros that wrote a part of it, for one target; not what only tests
# and builds use, nor the npm packages of the browser tests, which are in nothing that is shipped. SQLite comes with
# libsqlite3-sys, which names its version. The same commit gives the same file: its time is that of the commit.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly FILE=$1 TARGET=$2
# The tool writes beside every manifest of the workspace.
readonly NAME=corridor-sbom
written() { git ls-files -- '*/Cargo.toml' | sed "s|Cargo.toml$|$NAME.json|"; }
clean() { written | xargs rm -f; }
trap clean EXIT

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
cargo cyclonedx --quiet --manifest-path server/Cargo.toml --format json --spec-version 1.5 --target "$TARGET" --no-build-deps --override-filename "$NAME"
mkdir -p "$(dirname "$FILE")"
# No path of this machine.
sed "s|file://$PWD|file://.|g" "server/$NAME.json" >"$FILE"
printf 'sbom: %s, %s crates, each with its licence\n' "$FILE" "$(grep -c '"purl": "pkg:cargo/[^?]*",*$' "$FILE")"
