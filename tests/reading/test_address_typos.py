"""Slips in addresses: what was meant, and what is an address as it stands."""

from __future__ import annotations

import pytest

from michishirube.reading import address_typos


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ttps://a.example/", "https://a.example/"),
        ("htps://a.example/", "https://a.example/"),
        ("htp://a.example/", "http://a.example/"),
        ("ttp://a.example/", "http://a.example/"),
        ("https:/a.example/x", "https://a.example/x"),
        ("https:a.example/x", "https://a.example/x"),
        ("https//a.example/x", "https://a.example/x"),
        ("https;//a.example/x", "https://a.example/x"),
        ("https:///a.example/x", "https://a.example/x"),
        ("www.plants.co.jp", "https://www.plants.co.jp"),
        ("plants.co.jp/x", "https://plants.co.jp/x"),
        ("https://https://a.example/", "https://a.example/"),
        ("https://http://a.example/", "http://a.example/"),
        ("https://a.example/xを見る", "https://a.example/x"),
        ("https://a.exampleを見る", "https://a.example"),
        ("https://a.example/x。", "https://a.example/x"),
        ("https://a.example/植物）。", "https://a.example/植物"),
        ("ttps://a.example/x（参照）", "https://a.example/x"),
        ("htts://a.example/", None),
        ("https:/water", None),
    ],
)
def test_address_that_was_meant_is_offered_where_it_is_certain(
    written: str, meant: str | None
) -> None:
    typo = address_typos.find(written)
    assert typo is not None
    assert typo.suggestion == meant
    assert typo.what in written


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/",
        "http://a.example:8080/x?q=水やり#植え替え",
        "https://ja.wikipedia.org/wiki/PHPの歴史",
        "https://ja.wikipedia.org/wiki/水（物質）",
        "https://en.wikipedia.org/wiki/Apple_Inc.",
        "https://日本語.jp/あ",
        "https://plants.日本",
        "ftp://a.example/",
        "mailto:a@a.example",
        "letters/ask-friend",
        "about.md",
        "",
    ],
)
def test_what_may_be_meant_as_it_stands_is_no_slip(address: str) -> None:
    assert address_typos.find(address) is None
