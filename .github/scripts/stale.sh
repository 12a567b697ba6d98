#!/usr/bin/env bash
# Writes stale/report.md: the sources to look at again and the addresses that don't answer. An
# empty report means that all is well. Status 1 of a command is a finding; anything else is a failure.
#   DAYS=NUMBER  after how many days a source is stale; default: 180
set -euo pipefail

guide="${GUIDE:-.venv/bin/guide}"
mkdir -p stale
: >stale/report.md

look() { # TITLE COMMAND…
    local title=$1 said status=0
    shift
    said=$("$@") || status=$?
    case $status in
        0) ;;
        1) printf '## %s\n\n%s\n\n' "$title" "$said" >>stale/report.md ;;
        *) printf '%s\n' "$said" >&2 && exit "$status" ;;
    esac
}

look '長く確かめていない出典' "$guide" stale --days "${DAYS:-180}" --format markdown
look '開けなくなったアドレス' "$guide" links --format markdown

cat stale/report.md >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
