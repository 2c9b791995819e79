#!/usr/bin/env bash
# The long half of the torture: the tests of tests/chaos with large numbers, and 16 editors of the same days. Prints one table
# and saves it as torture/table.md in the target folder. Ends with 1 when anything was lost or stored twice, a control was
# not red, a line says of no control, or a test failed. With the default numbers it takes about half an hour on two idle cores.
#
#   scripts/torture.sh target      with CORRIDOR_BINARY (release) and CORRIDOR_DEBUG_BINARY (for the controls)
#
# SEED repeats what a run drew; the machine's own timing stays its own. The other numbers: KILLS, SAVES, TRACED, CRASHES,
# CUTS, STOPS, BACKUPS, DAMAGES, FORMS, ROWS (of the import with a bad row), KILLED_ROWS (of the imports that are killed; 10,000
# of them alone take more than 20 minutes), IMPORT_KILLS, FAILED_SYNCS, LONG_READER, CONNECTIONS, SECONDS_EACH, EDITS (of each
# editor: 200, or 500 for longer), MIGRATION_KILLS (all, or a sample).

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly TARGET=${1:?the target folder}
readonly PLACE=$TARGET/torture
readonly LINES_OF_IT=$PLACE/lines.json TABLE=$PLACE/table.md

mkdir -p "$PLACE"
: >"$LINES_OF_IT"

CHAOS_SEED=${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
export CHAOS_SEED CHAOS_TABLE=$LINES_OF_IT
export CHAOS_KILLS=${KILLS:-40} CHAOS_SAVES=${SAVES:-2000} CHAOS_TRACED=${TRACED:-100} CHAOS_CRASHES=${CRASHES:-40}
export CHAOS_CUTS=${CUTS:-5000} CHAOS_STOPS=${STOPS:-50} CHAOS_DAMAGES=${DAMAGES:-200} CHAOS_FORMS=${FORMS:-10}
export CHAOS_ROWS=${ROWS:-10000} CHAOS_KILLED_ROWS=${KILLED_ROWS:-2500} CHAOS_IMPORT_KILLS=${IMPORT_KILLS:-100}
export CHAOS_FAILED_SYNCS=${FAILED_SYNCS:-16}
export CHAOS_BACKUPS=${BACKUPS:-20} CHAOS_LONG_READER=${LONG_READER:-2500}
export CHAOS_CONNECTIONS=${CONNECTIONS:-2000} CHAOS_SECONDS=${SECONDS_EACH:-60}
export EDITS=${EDITS:-200} MIGRATION_KILLS=${MIGRATION_KILLS:-all}

echo "torture: SEED=$CHAOS_SEED"
# A flood wants the machine to itself, and slows down whatever else is measured.
failed=0
cargo nextest run ${CI:+--locked} --workspace --profile torture -E 'default() - test(/^flood::/)' || failed=1
cargo nextest run ${CI:+--locked} --workspace --profile torture -E 'package(chaos) & test(/^flood::/)' || failed=1
cargo run ${CI:+--locked} --quiet --package chaos --bin torture-table -- "$LINES_OF_IT" "$TABLE" || failed=1
echo "torture: the table is saved as $TABLE; what failed is told above"
exit "$failed"
