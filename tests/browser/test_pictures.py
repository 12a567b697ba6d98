"""The pictures of the manual that are taken of the site: `make pictures` can take them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from docs.pictures.__main__ import PHOTOGRAPHS


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_a_picture_is_taken(browser: Browser, site_url: str, tmp_path: Path, name: str) -> None:
    path = tmp_path / "picture.png"
    PHOTOGRAPHS[name](browser, site_url, path)
    assert path.stat().st_size > 5_000, "an empty page takes less"
