#!/usr/bin/env bash
# Checks the content: findings become annotations on their lines, and all of them stand in the
# job's summary, since GitHub shows only the first ten of a step.
#   CHANGED_FROM=COMMIT  only what has changed since then fails; the rest is told apart
set -euo pipefail

options=()
if [[ -n "${CHANGED_FROM:-}" ]]; then
    options+=(--changed-from "$CHANGED_FROM")
fi
guide="${GUIDE:-.venv/bin/guide}"

status=0
"$guide" check --format github ${options[@]+"${options[@]}"} || status=$?

# Indented by four spaces, text is text in Markdown: no line of it can end the block.
{
    printf '## guide check\n\n'
    "$guide" check --format text ${options[@]+"${options[@]}"} | sed 's/^/    /' || true
    printf '\n'
} >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"

exit "$status"
