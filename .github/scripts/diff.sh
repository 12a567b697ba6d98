#!/usr/bin/env bash
# Writes what a pull request changes for readers: into the job's summary, and as files of the
# folder changes/ for the job that comments and for people who want to see the charts.
#   BASE=COMMIT  compare with it; default: the side that the pull request is merged into
set -euo pipefail

guide="${GUIDE:-.venv/bin/guide}"
base="${BASE:-HEAD^1}"

mkdir -p changes
"$guide" diff "$base" HEAD --format markdown >changes/changes.md
"$guide" diff "$base" HEAD --format html >changes/changes.html

cat changes/changes.md >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
