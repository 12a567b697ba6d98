#!/usr/bin/env bash
# Keeps one open issue with the label stale-facts: opens it, writes it anew, or closes it when the
# report is empty.
#   issue.sh REPORT
set -euo pipefail

report=$1
label=stale-facts
title='古くなった事実を確かめる'
longest=60000 # GitHub は 65,536 文字まで

number=$(gh issue list --repo "$GITHUB_REPOSITORY" --label "$label" --state open --limit 1 \
    --json number --jq '.[].number')

if [[ ! -s "$report" ]]; then
    if [[ -n "$number" ]]; then
        gh issue close "$number" --repo "$GITHUB_REPOSITORY" --comment 'すべて確かめられました。'
    fi
    exit 0
fi

body=$(mktemp)
python3 -c 'import sys; print(open(sys.argv[1], encoding="utf-8").read()[:int(sys.argv[2])])' \
    "$report" "$longest" >"$body"

if [[ -n "$number" ]]; then
    gh issue edit "$number" --repo "$GITHUB_REPOSITORY" --body-file "$body"
else
    gh label create "$label" --repo "$GITHUB_REPOSITORY" --color C5DEF5 --force \
        --description '出典を確かめ直す'
    gh issue create --repo "$GITHUB_REPOSITORY" --label "$label" --title "$title" --body-file "$body"
fi
