"""Addresses are read as browsers read them, wherever a guide takes or holds one."""

from __future__ import annotations

import re

import pytest

from michishirube.markup import prose
from michishirube.support import web_addresses
from michishirube.support.web_addresses import ParsedUrl
from tests.conftest import Project

OWN = ("plants.example",)

PLAIN = [
    "https://example.org/",
    "https://EXAMPLE.org",
    "http://www.example.co.jp/a/b.html?x=1&y=@z#k%20",
    "https://example.org:8443/",
    "https://日本語.jp/道",
    "https://xn--wgv71a.jp/",
    "https://example.org/あ(い)",
]

ODD = [
    "https://plants.example@evil.example/",
    "https://plants.example:443@evil.example/",
    "https://user@plants.example/",
    "https://203.0.113.5/",
    "https://3405803781/",
    "https://0xcb.0.0x71.5/",
    "https://[2001:db8::1]/",
    "https://plants.example%2eevil.example/",
    "https://plants.example%2f@evil.example/",
    "https:\\\\evil.example/",
    "https://plants.example\\@evil.example/",
    "https:evil.example",
    "https:///evil.example/",
    "//evil.example/",
    "evil.example/x",
    "javascript://plants.example/%0aalert(1)",
    "ftp://plants.example/",
    "https://",
    "https://localhost/",
    "https://-.example/",
    "https://a..example/",
    "https://plants.example./",
    "https://plants。example/",
    "https://ｐlants.example/",
    "https://рlants.example/",
    "https://plants.exam\tple/",
    "https://plants.example/ x",
    'https://plants.example/"x',
]


@pytest.mark.parametrize("address", PLAIN)
def test_plain_addresses_may_be_written_everywhere(houseplant: Project, address: str) -> None:
    assert web_addresses.oddity(address) is None
    assert not prose.unsafe(f"[a]({address})")
    houseplant.replace(
        "content/sources.yml", "  kind: expert", f"  kind: expert\n  address: '{address}'"
    )
    # That of a draft is one that may be written, too.
    assert houseplant.codes() <= {"draft-left"}


@pytest.mark.parametrize("address", ODD)
def test_odd_addresses_are_refused_where_one_is_asked_for(
    houseplant: Project, address: str
) -> None:
    quoted = address.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    for name, before in (
        ("content/sources.yml", "  kind: expert\n"),
        ("site_config.yml", "language: en\n"),
    ):
        text = (houseplant.root / name).read_text(encoding="utf-8")
        text = "\n".join(each for each in text.split("\n") if not each.startswith("address:"))
        indent = before[: len(before) - len(before.lstrip())]
        houseplant.write(name, text.replace(before, f'{before}{indent}address: "{quoted}"\n'))
        found = [item.code for item in houseplant.findings() if item.span.path == name]
        # Letters that only look like others have a finding of their own, with the right ones.
        # Slips too, as `//evil.example/`: the address that is offered says what it opens.
        assert found in (["bad-address"], ["lookalike-letter"], ["address-beginning"])


@pytest.mark.parametrize(
    "address", [each for each in ODD if "://" in each and not re.search(r"\s", each)]
)
def test_odd_addresses_are_no_links_of_a_text(address: str) -> None:
    assert prose.unsafe(f"[a]({address})")


def test_the_finding_names_the_host_that_opens(houseplant: Project) -> None:
    address = "https://plants.example@evil.example/"
    houseplant.replace(
        "content/sources.yml", "  kind: expert", f"  kind: expert\n  address: {address}"
    )
    (item,) = houseplant.findings()
    assert item.params == {
        "value": address,
        "what": "plants.example@evil.example",
        "host": "evil.example",
    }


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://plants.example@evil.example/", "evil.example"),
        ("HTTP:\\\\EVIL.example\\x", "evil.example"),
        ("https://plants.example%2eevil.example", "plants.example.evil.example"),
        ("ｈｔｔｐｓ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ／", "evil.example"),
        ("https://ev\nil.example/", "evil.example"),
        ("https://日本.jp", "xn--wgv71a.jp"),
    ],
)
def test_an_address_opens_the_host_that_browsers_open(text: str, host: str) -> None:
    found = web_addresses.parse(text)
    assert found is not None
    assert found.host == host


@pytest.mark.parametrize(
    "text",
    [
        *("https://203.0.113.5/", "https://日本.jp/x", "https://plants.example%2eevil.example/"),
        *("lin.ee/abc", "evil.example/x", "https://plants.example@evil.example/"),
        *(
            "//evil.example/x",
            "www.evil.foo",
            "ｈｔｔｐｓ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ",
            "bit.ly/x",
        ),
        *("https:\\\\evil.example", "https:evil.example", "http:/evil.example", "t.co/x"),
        *("https://plants.example.evil.example", "https://plants.exampleの.evil.example/"),
        *("詳細はevil.example/aです", "日本plants.example/x", "日本.jp/x", "203.0.113.5/x"),
        *("1.2.3.4:8080", "evil.com:8080", "evil．com", "https://evil。example/x"),
        *("https://plants.example:8443/", "line://ti/p/x", "ftp://plants.example/"),
        *("https://[::1]/", "https://2130706433/", "http://0x7f.1/", "plants.example.evil.com"),
        *("(https://evil.example)", "「https://evil.example/」", "HTTPS://EVIL.EXAMPLE"),
        *("https://user:pw@plants.example/", "plants.example@evil.example/x"),
        *("javascript://plants.example/%0aalert(1)", "evil.example?x", "notplants.example/x"),
        *("https://plants.example\\@evil.example", "https://ру.example/", "https://"),
    ],
)
def test_finds_what_leads_elsewhere(text: str) -> None:
    for around in (text, f"資料は {text} です。", f"「{text}」"):
        assert [each for each in web_addresses.find(around) if not each.address.is_of(OWN)], around


@pytest.mark.parametrize(
    "text",
    [
        *("3.5/5点", "A/B", "件名.txt", "and/or", "10:30/11:00", "Ver.2.0", "No.3", "e.g. i.e."),
        *("Node.js/Vue.js", "2026.11.28", "11.28/12.1", "原稿.docx/画像.png", "(笑)", "12/3"),
        *("1.5h/日", "です。ます", "PDF。Word/Excel", "Ｂ．Ａ/Ｃ", "約1.5万/月", "a.m./p.m."),
        *("U.S.A./Japan", "http/https", "C++/C#", "0.5/1.0", "v1.2/v1.3", "12/3//12/5"),
        *("https://plants.example/aをご覧ください。", "https://plants.exampleをご覧ください。次に"),
        *("詳細はplants.example/xです。", "PLANTS.EXAMPLE", "https://www.plants.example/"),
        *("URL: https://plants.example:443/a?b=c", "https://plants.example./", "時刻は18:00です"),
        *("「https://plants.example/」", "https://plants.example、または", "返信: はい/いいえ"),
    ],
)
def test_leaves_words_numbers_and_own_addresses_alone(text: str) -> None:
    assert not [each for each in web_addresses.find(text) if not each.address.is_of(OWN)]


def test_what_is_found_has_its_place() -> None:
    text = "資料は https://evil.example/a?b を。"
    (found,) = web_addresses.find(text)
    assert text[found.start : found.end] == "https://evil.example/a?b"
    assert found.address == ParsedUrl("https", "evil.example")


def test_hosts_of_the_settings_are_hosts(houseplant: Project) -> None:
    houseplant.replace(
        "site_config.yml",
        "time_zone:",
        "letter_rules:\n  hosts: ['https://plants.example/']\ntime_zone:",
    )
    assert houseplant.codes() == {"bad-form"}
