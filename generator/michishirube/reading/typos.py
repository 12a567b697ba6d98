"""Typical typos in YAML lines, in particular of Japanese input methods, with the line fixed.

Works on lines and knows no YAML: each rule is a pattern of a common mistake, such as `：` for `:`
or `・` for `-`. A match is only a guess: `reading.syntax_recovery` accepts it if the file then
parses better, `reading.yaml_nodes` and `reading.structure` if a value of the wrong type proves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from michishirube.diagnostics import Diagnostic, Edit, Severity, Span, whole_line
from michishirube.reading.quoting import in_quotes, needs_quotes
from michishirube.reading.text_keys import text_keys
from michishirube.support.unicode_checks import codepoint


@dataclass(frozen=True, slots=True)
class Typo:
    """A possible typo in a line.

    Attributes:
        code: Code of the diagnostic.
        column: Where it is, 1-based.
        width: Its length in characters.
        fixed: The whole line without it.
        params: Values for the message.
        whole: If more lines than this one are to be written anew: the number of the last of them,
            and the text in their place. `fixed` is then what the parser reads instead.
    """

    code: str
    column: int
    width: int
    fixed: str
    params: dict[str, str] = field(default_factory=dict)
    whole: tuple[int, str] | None = None

    def at(self, path: str, line: int, column: int = 0) -> Diagnostic:
        """Convert the guess to a diagnostic.

        Args:
            path: The file.
            line: The line number, from 1.
            column: The column, if fixes in the same line have moved it.
        """
        begin = column or self.column
        span = Span(path, line, begin, line, begin + self.width)
        return Diagnostic(self.code, Severity.ERROR, span, self.params, rewrite=self.fixed)


LONGEST = 2000
"""Length limit in characters for lines that are examined."""

_KEY = r"[A-Za-z_][A-Za-z0-9_/-]*"
_LEAD = r" *(?:- +)*"
_ODD = "\u3000\u00a0"

_COLON = re.compile(rf"{_LEAD}{_KEY} *([：﹕︓ː∶])")
NUMBERED = re.compile(r"(?P<indent> +)(?:[①-⑳]|[0-9０-９]{1,2}[.)．）、](?![0-9０-９])) *(?=\S)")
"""A list item that is numbered, where a list of the format has dashes."""
_MARK = re.compile(rf"{_LEAD}([－ー−–—‐‑・･•＊＋]|\*(?= ))(?=.)")
_COMMENT = re.compile(r" *([＃♯])")
_INDENT = re.compile(rf" *([{_ODD}][ {_ODD}]*)(?=\S)")
_GAP = re.compile(rf" *(?:- +)*(?:{_KEY}:|-)( *[{_ODD}][ {_ODD}]*)")
_TAB = re.compile(r"( *\t[\t ]*)(?=\S)")
_TIGHT = re.compile(rf"{_LEAD}(?:{_KEY}(:)(?=[^\s/:])|(-)(?=[^\s\d.-]))")
_VALUE = re.compile(rf"(?P<lead>{_LEAD}(?:{_KEY}: +|(?<=- )))(?P<value>\S.*?)(?P<end>\s+#\s.*|\s*)")
_QUOTES = "“”„‟″＂‘’‚‛′＇"
_QUOTED = re.compile(rf"[\"'{_QUOTES}](.*)[\"'{_QUOTES}]")
_WIDE = str.maketrans({"［": "[", "］": "]", "｛": "{", "｝": "}", "，": ", "})
_BRACKETS = re.compile(r"[\[［{｛].*[\]］}｝]")
_EXTRA_COMMA = re.compile(r"[\[{,](\s*,[\s,]*)")
_UNOPENED = re.compile(rf"(?P<lead> *(?:- +)+)(?P<rest>{_KEY}: [^{{}}]*, {_KEY}: [^{{}}]*\}}\s*)")
_OPEN_IN_FLOW = re.compile(
    rf"[^\"']*[{{,] *{_KEY}: +(?P<mark>[\"'])(?P<text>[^\"',{{}}]*)"
    rf"(?P<rest>(?:, *{_KEY}: [^\"']*)?\}}[^\"']*)"
)
_NAMES = re.compile(r"[\[［][A-Za-z0-9_/-]+(?:[、，・, ]+[A-Za-z0-9_/-]+)*[\]］]")


def typos(line: str) -> Iterator[Typo]:
    """Yield all guesses about a line, most likely first."""
    for rule in _RULES if len(line) <= LONGEST else ():
        found = rule(line)
        if found is not None and found.fixed != line:
            yield found


def in_structure(line: str) -> Typo | None:
    """Return the typo at the start of a line: list marker, colon or indentation."""
    rules = _STRUCTURE if len(line) <= LONGEST else ()
    return next((typo for rule in rules if (typo := rule(line))), None)


def in_value(line: str) -> Typo | None:
    """Return the typo in a line's value: brackets, quotes, or a missing space before it."""
    rules = (_brackets, _curly, _tight) if len(line) <= LONGEST else ()
    return next((typo for rule in rules if (typo := rule(line))), None)


def quoted(line: str) -> Typo | None:
    """Return the line with its value quoted, for text that YAML would interpret otherwise."""
    match = _VALUE.fullmatch(line)
    if match is None or (match["value"][0] in "\"'" and _QUOTED.fullmatch(match["value"])):
        return None
    if re.match(r"[&*][A-Za-z0-9_-]+ *(?:[\[{&|>]|$)", match["value"]):
        return None  # Evidently meant as an anchor or alias.
    if match["value"][0] in "[{" and not re.search(r"\]\(|\}\}", match["value"]):
        return None  # Neither a Markdown link nor a placeholder: evidently meant as a list.
    colon = re.search(r":(?= |$)", match["value"])
    at = match.start("value") + (colon.start() if colon else 0)
    fixed = match["lead"] + in_quotes(match["value"]) + match["end"]
    return Typo("needs-quotes", at + 1, 1, fixed, {"what": line[at]})


def run_of_typos(lines: Sequence[str]) -> list[Typo]:
    """Return the same typo in consecutive lines, from the first line on.

    In a list whose markers are all wrong, fixing one of them alone would break the list.
    """
    found: list[Typo] = []
    for line in lines:
        typo = in_structure(line) or in_value(line)
        if typo is None or (found and (typo.code, typo.column) != (found[0].code, found[0].column)):
            break
        found.append(typo)
    return found


def edits_of_run(path: str, first: int, run: Sequence[Typo]) -> tuple[Edit, ...]:
    """Return the edits for a run of typos that starts at a line number (from 1)."""
    return tuple(whole_line(path, at, typo.fixed) for at, typo in enumerate(run, start=first))


def outside_blocks(lines: list[str]) -> Iterator[int]:
    """Yield the line numbers (from 1) that aren't content of a `|` or `>` block."""
    indent = -1
    for number, line in enumerate(lines, start=1):
        width = len(line) - len(line.lstrip(" "))
        if indent >= 0 and (not line.strip() or width > indent):
            continue
        indent = -1
        yield number
        if not line.lstrip().startswith("#") and re.search(r"[:-]\s+[|>][-+0-9]*\s*(#.*)?$", line):
            lead = re.match(r" *(?:- +)*", line)
            indent = lead.end() if lead else 0


def _replaced(line: str, match: re.Match[str], code: str, right: str, **params: str) -> Typo:
    start, end = match.span(match.lastindex or 0)
    return Typo(code, start + 1, end - start, line[:start] + right + line[end:], params)


def _fullwidth(line: str, match: re.Match[str], right: str) -> Typo:
    start, end = match.span(1)
    rest = line[end:].lstrip(f" {_ODD}")
    fixed = line[:start].rstrip() if right == ":" else line[:start]
    fixed += right + (" " + rest if rest else "")
    return Typo(
        "fullwidth-punctuation", start + 1, 1, fixed, {"wrong": match.group(1), "right": right}
    )


def _colon(line: str) -> Typo | None:
    match = _COLON.match(line)
    return _fullwidth(line, match, ":") if match else None


def _list_mark(line: str) -> Typo | None:
    match = _MARK.match(line)
    return _fullwidth(line, match, "-") if match else None


def _comment(line: str) -> Typo | None:
    match = _COMMENT.match(line)
    return _fullwidth(line, match, "#") if match else None


def _odd_indent(line: str) -> Typo | None:
    match = _INDENT.match(line)
    if match is None:
        return None
    right = match.group(1).replace("\u3000", "  ").replace("\u00a0", " ")
    return _replaced(line, match, "odd-space", right, codepoint=codepoint(match.group(1)[0]))


def _odd_gap(line: str) -> Typo | None:
    match = _GAP.match(line)
    if match is None:
        return None
    odd = next(char for char in match.group(1) if char in _ODD)
    found = _replaced(line, match, "odd-space", " ", codepoint=codepoint(odd))
    return Typo(found.code, line.index(odd) + 1, 1, found.fixed, found.params)


def _tab(line: str) -> Typo | None:
    match = _TAB.match(line)
    if match is None:
        return None
    return _replaced(line, match, "tab-indent", match.group(1).replace("\t", "  "))


def _tight(line: str) -> Typo | None:
    match = _TIGHT.match(line)
    if match is None:
        return None
    mark = match.group(match.lastindex or 0)
    return _replaced(line, match, "missing-space", f"{mark} ", mark=mark)


def _curly(line: str) -> Typo | None:
    match = _VALUE.fullmatch(line)
    inner = _QUOTED.fullmatch(match["value"]) if match else None
    if match is None or inner is None:
        return None
    ends = (match.start("value"), match.end("value") - 1)
    wrong = next((at for at in ends if line[at] in _QUOTES), None)
    if wrong is None:
        return None
    value = in_quotes(inner[1]) if needs_quotes(inner[1]) else inner[1]
    fixed = match["lead"] + value + match["end"]
    return Typo("curly-quotes", wrong + 1, 1, fixed, {"wrong": line[wrong]})


def _brackets(line: str) -> Typo | None:
    match = _VALUE.fullmatch(line)
    if match is None or not _BRACKETS.fullmatch(value := match["value"]):
        return None
    right = value.translate(_WIDE)
    if _NAMES.fullmatch(value):
        right = re.sub("[、・, ]+", ", ", right)
    elif right[0] == "{":
        right = re.sub(f"([A-Za-z0-9_-])：[{_ODD} ]*", r"\1: ", right)
    wrong = next((at for at, char in enumerate(value) if char in "［］｛｝，、・："), None)
    if wrong is None or right == value:
        return None
    pairs = {"、": ",", "・": ",", "：": ":", "，": ","}
    char = value[wrong]
    params = {"wrong": char, "right": pairs.get(char) or char.translate(_WIDE)}
    at = match.start("value") + wrong
    return Typo("fullwidth-punctuation", at + 1, 1, f"{match['lead']}{right}{match['end']}", params)


def _backslash(line: str) -> Typo | None:
    """Find a backslash in "…", where it starts an escape sequence; in '…' it is literal."""
    match = _VALUE.fullmatch(line)
    value = match["value"] if match else ""
    if match is None or not re.fullmatch(r'"[^"\']*\\[^"\']*"', value):
        return None
    fixed = f"{match['lead']}'{value[1:-1]}'{match['end']}"
    at = match.start("value") + value.index("\\")
    return Typo("needs-quotes", at + 1, 1, fixed, {"what": "\\"})


def _open_quote(line: str) -> Typo | None:
    match = _VALUE.fullmatch(line)
    if match is None or match["value"][0] not in "\"'":
        return None
    mark = match["value"][0]
    if match["value"].count(mark) % 2 == 0:
        return None
    fixed = f"{match['lead']}{match['value']}{mark}{match['end']}"
    return Typo("unclosed-quote", match.start("value") + 1, 1, fixed, {"mark": mark})


def _open_bracket(line: str) -> Typo | None:
    match = _VALUE.fullmatch(line)
    closing = {"[": "]", "{": "}"}.get(match["value"][0]) if match else None
    if match is None or closing is None or closing in match["value"]:
        return None
    if _holds_text(line):
        fixed = match["lead"] + in_quotes(match["value"]) + match["end"]
        params = {"what": match["value"][0]}
        return Typo("needs-quotes", match.start("value") + 1, 1, fixed, params)
    fixed = f"{match['lead']}{match['value'].rstrip(', ')}{closing}{match['end']}"
    return Typo("unclosed-bracket", match.start("value") + 1, 1, fixed, {"mark": match["value"][0]})


def _holds_text(line: str) -> bool:
    """Return whether a line's key holds a text, never a list or mapping."""
    key = re.match(rf"{_LEAD}({_KEY}):", line)
    return key is not None and text_keys().get(key[1], ("other", ""))[0] != "other"


def _unopened_brace(line: str) -> Typo | None:
    """Find a mapping on one line whose opening brace is missing: `- label: No, to: end}`."""
    match = _UNOPENED.fullmatch(line)
    if match is None:
        return None
    fixed = f"{match['lead']}{{{match['rest']}"
    return Typo("unopened-bracket", len(line.rstrip()), 1, fixed, {"mark": "}"})


def _open_quote_in_flow(line: str) -> Typo | None:
    """Find a quote within brackets that isn't closed before the next key or the bracket's end."""
    match = _OPEN_IN_FLOW.fullmatch(line)
    if match is None:
        return None
    mark, at = match["mark"], match.start("mark")
    fixed = f"{line[: match.end('text')]}{mark}{match['rest']}"
    return Typo("unclosed-quote", at + 1, 1, fixed, {"mark": mark})


def _extra_comma(line: str) -> Typo | None:
    match = _VALUE.fullmatch(line)
    if match is None or match["value"][0] not in "[{" or re.search("[\"']", match["value"]):
        return None
    extra = _EXTRA_COMMA.search(line, match.start("value"), match.end("value"))
    if extra is None:
        return None
    start, end = extra.span(1)
    space = " " if line[start - 1] == "," and line[end : end + 1] not in "]}" else ""
    fixed = line[:start] + space + line[end:]
    return Typo("extra-comma", line.index(",", start) + 1, 1, fixed)


_STRUCTURE: tuple[Callable[[str], Typo | None], ...] = (
    _odd_indent,
    _tab,
    _colon,
    _list_mark,
    _comment,
    _odd_gap,
)
_RULES = (
    *_STRUCTURE,
    _unopened_brace,
    _open_quote_in_flow,
    _brackets,
    _curly,
    _tight,
    _backslash,
    _open_quote,
    _open_bracket,
    _extra_comma,
    quoted,
)
