#!/usr/bin/env bash
# Writes what a pull request changes for readers: into the job's summary, and as files of the
# folder changes/ for the job that comments and for people who want to see the charts.
#   BASE=COMMIT  compare with it; default: the side that the pull request is merged into
set -euo pipefail

guide="${GUIDE:-.venv/bin/guide}"
base="${BASE:-HEAD^1}"

mkdir -p changes
# Status 1 means that a side has errors of its own: the difference says so, and is shown.
compare() { # FORMAT FILE
    local status=0
    "$guide" diff "$base" HEAD --format "$1" >"$2" || status=$?
    [[ $status -le 1 ]] || exit "$status"
}

compare markdown changes/changes.md
compare html changes/changes.html

cat changes/changes.md >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
