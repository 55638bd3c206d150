"""Browser windows, and what people do in them. Any error that a page tells of fails the test."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright

from browser.installation import Served

# The one without windows opens pages in a third of the time.
CHROMIUM = shutil.which("chromium-headless-shell") or "chromium"
PASSWORD = "long enough 1"
HEIGHT = 900
PATIENCE_MS = 20_000

Theme = Literal["light", "dark"]


@dataclass
class Windows:
    """Opens windows on installations, each in a context of its own, and hears what goes wrong in them.

    Attributes:
        browser: the browser.
        contexts: those open.
        trouble: errors that pages told of.
        excused: those that a test asked for.
    """

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    excused: set[str] = field(default_factory=set)

    def open(
        self, served: Served, *, who: str = "", width: int = 1280, theme: Theme = "light", script: bool = True
    ) -> Page:
        """Open a window.

        Args:
            served: the installation.
            who: the name before the @ of somebody of the cast who has signed in; empty for nobody.
            width: of the window.
            theme: light or dark.
            script: whether pages may run any.

        Returns:
            The page, still empty.
        """
        if who and who not in served.sessions:
            first = self.open(served)
            sign_in(first, who)
            served.sessions[who] = first.context.storage_state()
        context = self.browser.new_context(
            base_url=served.address,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=theme,
            reduced_motion="reduce",
            storage_state=served.sessions.get(who),
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.trouble.append(str(error.error)))
        self.contexts.append(context)
        return context.new_page()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.trouble.append(message.text)

    def excuse(self, status: str) -> None:
        """Leave out what the browser says, sooner or later, of answers that a test asked for: "403 (Forbidden)"."""
        self.excused.add(f"Failed to load resource: the server responded with a status of {status}")

    def close(self) -> None:
        """Close all, and complain of any trouble."""
        for context in self.contexts:
            context.close()
        trouble = [text for text in self.trouble if text not in self.excused]
        assert trouble == [], "\n".join(trouble)


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Run the browser of this machine.

    Args:
        playwright: what drives it.

    Yields:
        The browser.
    """
    browser = playwright.chromium.launch(
        executable_path=shutil.which(CHROMIUM),
        args=["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
    )
    try:
        yield browser
    finally:
        browser.close()


def sign_in(page: Page, who: str, password: str = PASSWORD) -> None:
    """Sign in by the form."""
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(f"{who}@example.com")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile(r"/(today|me|chain|company)/$"))


def confirm(page: Page) -> None:
    """Give the password once more, where something that matters is about to change."""
    page.get_by_label("Password:").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def picture(page: Page, name: str) -> None:
    """Keep a picture of a page for people to look at, in the folder SCREENSHOTS names; else nobody will."""
    if "SCREENSHOTS" in os.environ:
        page.screenshot(path=Path(os.environ["SCREENSHOTS"]) / f"{name}.png", full_page=True)
