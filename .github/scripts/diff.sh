#!/usr/bin/env bash
# Writes what a pull request changes for readers: into the job's summary, as data for the job that
# comments (changes/changes.json), and as a page with the charts for people (changes/changes.html).
#   BASE=COMMIT  compare with it; default: the side that the pull request is merged into
set -euo pipefail

guide="${GUIDE:-.venv/bin/guide}"
base="${BASE:-HEAD^1}"

mkdir -p changes
summary=$(mktemp)
# Status 1 means that a side has errors of its own: the difference says so, and is shown.
compare() { # FILE FORMAT OPTION…
    local file=$1 status=0
    shift
    "$guide" diff "$base" HEAD --format "$@" >"$file" || status=$?
    [[ $status -le 1 ]] || exit "$status"
}

compare changes/changes.json json
compare changes/changes.html html
compare "$summary" markdown --max-length 300000 # GitHub takes a summary of 1 MB.

cat "$summary" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
