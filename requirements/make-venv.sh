#!/bin/sh
# Makes a virtual environment, or says plainly why it can't be made.
#   make-venv.sh DIRECTORY [PYTHON]
set -eu

directory=$1
wanted=${2:-}

fail() {
    printf '\n' >&2
    printf '%s\n' "$@" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# One that still works stays; one whose Python has gone or grown too old is made anew.
if [ -x "$directory/bin/python" ] && is_new_enough "$directory/bin/python" &&
    "$directory/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

if [ -n "$wanted" ]; then
    command -v "$wanted" >/dev/null 2>&1 ||
        fail "PYTHON=$wanted というコマンドがありません。Python 3.11 以上の場所を PYTHON=… で渡してください。"
    is_new_enough "$wanted" ||
        fail "Python 3.11 以上が要ります。PYTHON=$wanted は $("$wanted" --version 2>&1 || true) です。"
    python=$wanted
else
    python=
    for name in python3 python python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && is_new_enough "$name"; then
            python=$name
            break
        fi
    done
    if [ -z "$python" ]; then
        found=$(python3 --version 2>&1 || true)
        fail "Python 3.11 以上が要ります(見つかったのは: $found)。" \
            "https://www.python.org/downloads/ などから入れるか、PYTHON=/場所/python3.12 のように渡してください。"
    fi
fi

"$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
    fail "$("$python" --version) に venv(仮想環境を作る部品)がありません。" \
        "Debian や Ubuntu では: sudo apt install python3-venv"

printf '%s を作っています(%s)…\n' "$directory" "$("$python" --version)"
"$python" -m venv --clear "$directory" || fail "$directory を作れませんでした。"
