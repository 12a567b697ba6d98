#!/usr/bin/env bash
# What action.yml runs: a command on the guide of another repository.
#   COMMAND=check|diff|build|publish  ROOT=FOLDER  BASE=COMMIT or nothing  PROGRAM=FOLDER
#   GUIDE=COMMAND  skips the installation, for tests
set -euo pipefail

install() {
    local venv="${RUNNER_TEMP:?}/michishirube"
    guide="$venv/bin/guide"
    [[ ! -x $guide ]] || return 0 # An earlier step of the job has done it.
    python -m venv "$venv"
    local pip=("$venv/bin/python" -m pip --disable-pip-version-check install --quiet)
    "${pip[@]}" --require-hashes -r "$PROGRAM/requirements/site.txt"
    "${pip[@]}" --no-build-isolation --no-deps --no-index "$PROGRAM"
}

guide="${GUIDE:-}"
[[ -n $guide ]] || install
cd "$ROOT"

case "$COMMAND" in
check)
    "$guide" check --format github ${BASE:+--changed-from "$BASE"}
    ;;
diff)
    if [[ -z $BASE ]]; then
        echo 'There is nothing to compare with (base).' >&2
        exit 0
    fi
    GUIDE="$guide" bash "$PROGRAM/.github/scripts/diff.sh"
    ;;
build | publish)
    "$guide" build
    ;;
*)
    echo "There is no command \"$COMMAND\": check, diff, build or publish." >&2
    exit 2
    ;;
esac
