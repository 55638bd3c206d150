"""A page looked at as a program can: what keeps somebody from using it, and what sticks out of it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browser.windows import HEIGHT, Theme, picture

WIDTHS = (1280, 360)
SERIOUS = {"serious", "critical"}

# By width: how wide the page is, folded and unfolded, and what is wrong with it.
WELL = [(1280, 1280, []), (360, 360, [])]


def violations(page: Page) -> list[str]:
    """What keeps somebody from using the page, as far as a program can tell."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html']} {node['any'] and node['any'][0]['message']}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


def width_of(page: Page) -> int:
    """How wide the page is, with what sticks out."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def unfold(page: Page) -> None:
    """Open all that is folded, but the menu, which lies over the page."""
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(one => { one.open = true; })")


def looked_at(page: Page, name: str, theme: Theme) -> list[tuple[int, int, list[str]]]:
    """Look at a page in a wide and in a narrow window, and keep pictures of it.

    Args:
        page: the page.
        name: what the pictures are called.
        theme: the one it is shown in.

    Returns:
        For each window how wide the page is, folded and unfolded, and what keeps somebody from using it.
    """
    return [_looked_at_in(page, name, width, theme) for width in WIDTHS]


def _looked_at_in(page: Page, name: str, width: int, theme: Theme) -> tuple[int, int, list[str]]:
    """Look at a page in a window of a width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false; })")
    picture(page, f"{name}-{width}-{theme}")
    folded = width_of(page)
    unfold(page)
    # A colour that is too faint is so at every width: the narrow window is looked at in one theme.
    return folded, width_of(page), violations(page) if (width, theme) != (360, "dark") else []
