"""What a test does in a page, the same in every engine: look, press, type, paste.

Everything is done as a reader does it, by the mouse and the keyboard of the driver; `evaluate`
only looks, or takes away from a page what a browser might not have.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Keys, Remote
from selenium.webdriver.remote.webelement import WebElement

SECONDS = 10
Found = TypeVar("Found")

SHOWN = """
  const [selector, text] = arguments
  const all = [...document.querySelectorAll(selector)].filter(e => e.textContent.includes(text))
  return all.filter(e => e.checkVisibility({ visibilityProperty: true }))
"""
TO_THE_MIDDLE = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })"
EMPTY_SHEET = """
  document.body.innerHTML = '<textarea rows="20" cols="30"></textarea>'
  document.querySelector('textarea').focus()
"""


class Page:
    """A tab of a browser, at pages of one site."""

    def __init__(self, driver: Remote, address: str) -> None:
        self.driver = driver
        self.address = address

    # --- Going ---

    def goto(self, path: str = "") -> None:
        """Open a page of the site, by its path or by its whole address."""
        self.driver.get(path if path.startswith("http") else self.address + path)

    def back(self) -> None:
        """As the browser's own button."""
        self.driver.back()

    def forward(self) -> None:
        """As the browser's own button."""
        self.driver.forward()

    def reload(self) -> None:
        """As the browser's own button."""
        self.driver.refresh()

    @property
    def url(self) -> str:
        """The address of the page that is shown."""
        return self.driver.current_url

    # --- Looking ---

    def evaluate(self, script: str, *arguments: object) -> Any:
        """What the body of a function returns in the page."""
        return self.driver.execute_script(script, *arguments)

    def shown(self, selector: str, text: str = "") -> list[WebElement]:
        """All that can be seen of what the selector means, with the text in it."""
        return cast("list[WebElement]", self.evaluate(SHOWN, selector, text))

    def find(self, selector: str, text: str = "") -> WebElement:
        """The first of these, waited for."""
        what = f"{selector} {text}".strip()
        return self.until(lambda: self.shown(selector, text), what)[0]

    def gone(self, selector: str, text: str = "") -> None:
        """Wait until nothing of it can be seen any more."""
        self.until(lambda: not self.shown(selector, text), f"no {selector} {text}".strip())

    def text(self, selector: str) -> str:
        """The text of the first that can be seen, with its line breaks."""
        return str(self.evaluate("return arguments[0].textContent", self.find(selector)))

    def has_focus(self, selector: str) -> bool:
        """Tell whether what is typed now goes there."""
        return bool(self.evaluate("return document.activeElement.matches(arguments[0])", selector))

    def until(self, look: Callable[[], Found], what: str) -> Found:
        """Look until there is something to see, also while the page is changing."""
        deadline = time.monotonic() + SECONDS
        problem: WebDriverException | None = None
        while time.monotonic() < deadline:
            try:
                if found := look():
                    return found
            except WebDriverException as error:
                problem = error
            time.sleep(0.03)
        raise AssertionError(f"not seen at {self.url}: {what}") from problem

    # --- Doing ---

    def click(self, selector: str, text: str = "") -> None:
        """Press it with the mouse."""
        element = self.find(selector, text)
        # Away from the bars at the top and the bottom.
        self.evaluate(TO_THE_MIDDLE, element)
        element.click()

    def fill(self, selector: str, value: str) -> None:
        """Type a text into an entry, instead of what stood there."""
        element = self.find(selector)
        self.evaluate(TO_THE_MIDDLE, element)
        element.clear()
        # As a keyboard does it: WebKit types no line break as a mere character, and what clears an
        # entry in Firefox is no input, so that a page learns of it by a key only.
        keys = value.replace("\n", Keys.ENTER) or f"x{Keys.BACKSPACE}"
        element.send_keys(keys)

    def press(self, key: str, *, ctrl: bool = False) -> None:
        """Press a key where the focus is."""
        chain = ActionChains(self.driver, duration=0)
        if ctrl:
            chain.key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()
        else:
            chain.send_keys(key).perform()

    # --- The clipboard, as another program sees it ---

    def pasted(self) -> str:
        """What comes when somebody pastes."""
        return self._on_empty_sheet(lambda: self.press("v", ctrl=True))

    def copy_elsewhere(self, text: str) -> None:
        """Have a text on the clipboard that isn't the guide's."""

        def copy() -> None:
            self.press(text)
            self.press("a", ctrl=True)
            self.press("c", ctrl=True)

        assert self._on_empty_sheet(copy) == text

    def _on_empty_sheet(self, act: Callable[[], None]) -> str:
        before = self.driver.current_window_handle
        self.driver.switch_to.new_window("tab")
        self.evaluate(EMPTY_SHEET)
        act()
        value = str(self.evaluate("return document.querySelector('textarea').value"))
        self.driver.close()
        self.driver.switch_to.window(before)
        return value
