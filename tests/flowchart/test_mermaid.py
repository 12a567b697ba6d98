"""The Mermaid source holds the whole chart, and labels can't break out of it.

There is no parser of Mermaid for Python, and Mermaid's own needs a browser. The
source keeps to the grammar below, of which the real one is a superset; see
`benchmarks/flowchart/README.md` for how it was compared with Mermaid itself.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from michishirube.flowchart import comb, mermaid
from michishirube.i18n import messages
from michishirube.model import Tree
from tests.conftest import tries
from tests.flowchart.trees import NASTY, guide, random_tree, ways_of

WORDS = messages.load("ja", "flowchart")

LABEL = r'"(?:[^"#`<>%;:&|{}\[\]\\*_~$^@.\x00-\x1f-]|#\d+;)+"'
KEY = r"[nx]\d+"
SHAPE = rf"\{{\{{{LABEL}\}}\}}|\[{LABEL}\]|\[/{LABEL}/\]|\(\[{LABEL}\]\)|\[\[{LABEL}\]\]"
NODE = re.compile(rf"  ({KEY})(?:{SHAPE}):::(\w+)")
LINK = re.compile(rf"  ({KEY}) (?:-->|-\.->)(?:\|{LABEL}\|)? ({KEY})")
STYLE = re.compile(r"  classDef (\w+) [a-z-]+:[^,:;]+(?:,[a-z-]+:[^,:;]+)*")


def write(written: Tree) -> str:
    return mermaid.write(comb.build(guide(written), written, WORDS), WORDS)


@tries(80)
@given(st.builds(random_tree, st.integers(3, 80), st.integers(0, 2**32 - 1), nasty=st.booleans()))
def test_the_source_keeps_to_the_grammar(written: Tree) -> None:
    head, *rest = write(written).splitlines()
    assert head == "flowchart TD"
    nodes = [found for line in rest if (found := NODE.fullmatch(line))]
    links = [found for line in rest if (found := LINK.fullmatch(line))]
    styles = [found for line in rest if (found := STYLE.fullmatch(line))]
    assert len(nodes) + len(links) + len(styles) == len(rest)
    keys = [node[1] for node in nodes]
    assert len(keys) == len(set(keys))
    assert {key for link in links for key in link.groups()} <= set(keys)
    assert len([key for key in keys if key.startswith("n")]) == len(written.nodes)
    assert len(links) == len(ways_of(written))
    assert {node[2] for node in nodes} <= {style[1] for style in styles}


@pytest.mark.parametrize("label", NASTY)
def test_a_label_stays_within_its_quotes(label: str) -> None:
    assert re.fullmatch(LABEL, mermaid.quote(" ".join(label.replace("\x00", "").split())))


def test_a_label_can_be_read_back() -> None:
    written = mermaid.quote('「はい」"1. a#b"')
    assert re.sub(r"#(\d+);", lambda found: chr(int(found[1])), written) == '"「はい」"1. a#b""'
