"""Modules become one script: in order, each name its own, and nothing that isn't understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from michishirube.website.bundler import ScriptError, bundle
from michishirube.website.bundler.modules import read_module
from michishirube.website.bundler.tokens import tokens_of
from michishirube.website.scripts import GIVEN
from tests.scripts.modules import TEMPLATES, read

SOURCES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.js"))


def reader(files: Mapping[str, str]) -> Callable[[str], str]:
    def read_one(path: str) -> str:
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]

    return read_one


def bundled(main: str, **files: str) -> str:
    """The code of `main.js` with modules beside it."""
    beside = {f"{name}.js": text for name, text in files.items()}
    return bundle("main.js", main, reader(beside)).code


def variables(source: str) -> list[str]:
    """The variables of a script, as often as they stand there; keys that are one have a colon."""
    uses = read_module("x.js", source).uses
    return [f"{use.token.text}:" if use.is_key else use.token.text for use in uses]


# --- Order and names ----------------------------------------------------------------------


def test_modules_come_once_and_after_what_they_import() -> None:
    code = bundled(
        'import { b } from "./b.js"\nimport "./c.js"\nsay("main", b)',
        b='import { d } from "./d.js"\nexport const b = d\nsay("b")',
        c='import { d } from "./d.js"\nsay("c", d)',
        d='export const d = 1\nsay("d")',
    )
    assert re.findall(r'say\("(\w+)"', code) == ["d", "b", "c", "main"]
    assert "import" not in code
    assert "export" not in code


def test_two_modules_may_use_one_name() -> None:
    code = bundled(
        'import { a } from "./a.js"\nimport { b } from "./b.js"\nshow(a(), b())',
        a="const helper = 1\nexport function a() { return helper }",
        b="const helper = 2\nexport function b() { return helper }",
    )
    one, other = re.findall(r"const (\w+) = \d", code)
    assert one != other
    assert len(re.findall(rf"\b{one}\b", code)) == len(re.findall(rf"\b{other}\b", code)) == 2


def test_a_name_of_one_module_hides_no_name_of_browsers_in_another() -> None:
    code = bundled(
        'import { close } from "./menu.js"\nclose()\nhistory.back()',
        menu="const history = []\nexport function close() { history.pop() }",
    )
    assert code.count("history") == 1
    assert "history.back()" in code


def test_names_are_imported_under_another_name() -> None:
    code = bundled(
        'import { one as first, two } from "./a.js"\nfirst(two)',
        a="export function one() {}\nexport const [two, three] = [1, 2]",
    )
    found = re.search(r"function (\w+)\(\) \{\}\nconst \[(\w+), \w+\] = \[1, 2\]\n(.*)\n", code)
    assert found
    assert found[3] == f"{found[1]}({found[2]})"


def test_short_names_are_none_that_a_module_uses_within() -> None:
    code = bundled("function long(a, b) {\n  return a + b + c\n}\nlong(1, 2)")
    name = re.match(r"function (\w+)", code)
    assert name
    assert name[1] not in "abc"


def test_values_come_first_and_only_those_that_are_used() -> None:
    made = bundle(
        "main.js",
        'import { DATA } from "./data.js"\nshow(DATA.x)',
        reader({}),
        {"data.js": ["DATA", "WORDS"]},
    )
    code = made.with_values({"data.js": {"DATA": '{"x":1}', "WORDS": '{"no":"DATA"}'}})
    name = made.names["data.js", "DATA"]
    assert code == f'const {name} = {{"x":1}}\nshow({name}.x)\n'


def test_every_script_of_the_templates_is_understood() -> None:
    assert len(SOURCES) > 40
    for path in SOURCES:
        module = read_module(path, read(path))
        # Nothing is read but tokens: without them, comments and blanks are left.
        rest, at = "", 0
        for token in tokens_of(path, module.source):
            rest += module.source[at : token.start]
            at = token.end
        assert not re.sub(r"//[^\n]*|/\*.*?\*/|\s", "", rest, flags=re.DOTALL), path


# --- Variables and keys -------------------------------------------------------------------

VARIABLES = {
    "a.b?.c[d]": ["a", "d"],
    "({ a: b, c, d() {}, get e() {}, async f() {}, 'g': h, [i]: j, ...k })": [
        *("b", "c:", "h", "i", "j", "k"),
    ],
    "f(({ a, b: { c = d } }, [e]) => a)": ["f", "a:", "c:", "d", "e", "a"],
    "x ? { a: b } : { c }": ["x", "b", "c:"],
    "x ? a : b": ["x", "a", "b"],
    "({ a: x ? b : c, d: e * f(g) })": ["x", "b", "c", "e", "f", "g"],
    "switch (x) { case a: { b(c) } default: { d } }": ["x", "a", "b", "c", "d"],
    "if (a) { b } else { c }": ["a", "b", "c"],
    "const f = () => { a }": ["f", "a"],
    "const f = () => ({ a })": ["f", "a:"],
    "`${a}b${{ c: `${d}` }.c}e`": ["a", "d"],
    "a / b / c; d = /e/u.test(f) ? 1 / g : /[/h]/": ["a", "b", "c", "d", "f", "g"],
    '"a" + \'b\' + "\\"c" // d\n/* e */': [],
    "for (const { a } of b) c++ / d": ["a:", "of", "b", "c", "d"],
    "try { a } catch { b } finally { c }": ["a", "b", "c"],
    "f({ class: a, import: b, export: c, default: d })": ["f", "a", "b", "c", "d"],
}


@pytest.mark.parametrize("source", VARIABLES)
def test_variables_are_told_from_keys_and_texts(source: str) -> None:
    assert variables(source) == VARIABLES[source]


def test_a_shorthand_keeps_its_key() -> None:
    code = bundled("const day = 1\nshow({ day, time: day })\nfunction f({ day }) { return day }")
    name = code.split()[1]
    assert f"show({{ day:{name}, time: {name} }})" in code
    assert f"({{ day:{name} }}) {{ return {name} }}" in code


# --- What is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("\nimport a from './a.js'", "main.js:2: only `import {…}"),
        ("import * as a from './a.js'", "only `import {…}"),
        ("import { a } from 'a'", "only `import {…}"),
        ("f(() => import('./a.js'))", "only `import {…}"),
        ("import { a b } from './a.js'", "which names"),
        ("export default 1", "only declarations"),
        ("export { a }", "only declarations"),
        ("export * from './a.js'", "only declarations"),
        ("class A {}", "no classes"),
        ("const a = 1, b = 2", "one thing"),
        ("const of = 1", "something else"),
        ("const { a = 1 } = b", "no defaults"),
        ("a = `b", "no end"),
        ('a = "b\n', "no end"),
        ("\n\na = /b\n/", "main.js:3: what begins here"),
        ("import { b } from './b.js'", "no b.js"),
        ("import { b } from './a.js'", "a.js exports no b"),
        ("import { hidden } from './a.js'", "a.js exports no hidden"),
        ("import { a } from './a.js'\nconst a = 1", "declared here too"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(source: str, reason: str) -> None:
    with pytest.raises(ScriptError) as caught:
        bundled(source, a="export const a = 1\nconst hidden = 2")
    assert reason in str(caught.value)
    assert re.match(r"templates/main\.js:\d+: ", str(caught.value))


def test_modules_in_a_circle_are_refused_and_named() -> None:
    with pytest.raises(ScriptError, match=re.escape("a.js → b.js → a.js")):
        bundled(
            'import { a } from "./a.js"',
            a='import { b } from "./b.js"\nexport const a = b',
            b='import { a } from "./a.js"\nexport const b = a',
        )


def test_what_is_given_holds_every_name_that_modules_ask_of_it() -> None:
    asked = {
        (each.path, name)
        for path in SOURCES
        for each in read_module(path, read(path)).imports
        if each.path in GIVEN
        for name in each.names.values()
    }
    assert asked == {(path, name) for path, names in GIVEN.items() for name in names}
