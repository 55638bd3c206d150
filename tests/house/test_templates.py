"""Templates and style sheets: short, translatable, and with nothing in them that the browser is told not to trust."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "src" / "answerable"
MOST_LINES = 80
LONGEST_LINE = 300
PAGES = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.rglob("*.html"))}
SHEETS = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.rglob("*.css"))}
TOKENS = "web/static/tokens.css"

# What stands on a page and is not said in any language, or has to be said without one.
NOT_TRANSLATED = {
    "web/templates/500.html": "it is read as it is, for nothing can be trusted to work any more",
}
NAMES = {"Answerable", "Ctrl K", "answerable check FOLDER", "make serve"}

TRANSLATED = re.compile(r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN = ("alt", "aria-label", "placeholder", "title", "data-label")
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b(?!-)|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|"
    r":[^;{]*\b(?:white|black|red|green|blue|gr[ae]y|orange|yellow|brown|purple|pink|teal|navy)\b",
    re.IGNORECASE,
)


class Read(HTMLParser):
    """What a template holds once its translations and tags are taken out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.bare: list[str] = []
        self.distrusted: list[str] = []
        self.feed(TAG.sub(" ", TRANSLATED.sub(" ", text)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a page may not have, and what an attribute says to people."""
        names = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in names):
            self.distrusted.append(f"<{tag}>")
        self.distrusted += [name for name in names if name == "style" or name.startswith(("on", "hx-on"))]
        self.bare += [value for name, value in attrs if name in SPOKEN and value and WORD.search(value)]

    def handle_data(self, data: str) -> None:
        """Note words between the tags."""
        text = " ".join(data.split())
        if WORD.search(text) and not any(text.strip(" ·") == name for name in NAMES):
            self.bare.append(text)


@pytest.mark.parametrize("name", PAGES)
def test_a_template_can_be_read_at_a_glance(name: str):
    lines = PAGES[name].read_text(encoding="utf-8").splitlines()

    too_long = [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]
    assert len(lines) <= MOST_LINES, f"{name} has {len(lines)} lines: give a part of it a file of its own."
    assert not too_long, f"{name}: lines {too_long} have more than {LONGEST_LINE} characters. Wrap them."


@pytest.mark.parametrize("name", PAGES)
def test_a_template_holds_nothing_that_the_browser_is_told_not_to_trust(name: str):
    text = PAGES[name].read_text(encoding="utf-8")

    found = Read(text).distrusted
    assert not found, f"{name} has {found}: scripts and styles stand in files, or the browser leaves them out."
    assert not re.search(r"https?://|[\"']//", text), f"{name} names another server: everything comes from this one."


@pytest.mark.parametrize("name", PAGES)
def test_everything_a_template_says_can_be_translated(name: str):
    said = Read(PAGES[name].read_text(encoding="utf-8")).bare

    expected = bool(said) if name in NOT_TRANSLATED else not said
    assert expected, f"{name} says {said}: put it into translate or blocktranslate, or name it in NAMES."


@pytest.mark.parametrize("name", [name for name in SHEETS if name != TOKENS])
def test_only_the_tokens_name_colours(name: str):
    lines = re.sub(r"/\*.*?\*/", "", SHEETS[name].read_text(encoding="utf-8"), flags=re.DOTALL).splitlines()

    found = [line.strip() for line in lines if COLOUR.search(line)]
    assert not found, f"{name} names a colour: {found}. Give it a name in {TOKENS}, for light and for dark."


@pytest.mark.parametrize("name", SHEETS)
def test_a_style_sheet_loads_nothing_from_elsewhere(name: str):
    text = SHEETS[name].read_text(encoding="utf-8")

    assert "@import" not in text
    assert not re.search(r"url\(\s*[\"']?(https?:)?//", text)


def test_every_token_that_is_a_colour_has_one_for_light_and_one_for_dark():
    values = dict(re.findall(r"(--[\w-]+): ([^;]+);", SHEETS[TOKENS].read_text(encoding="utf-8")))

    pairs = {
        name: re.fullmatch(r"light-dark\(#\w{6}, #\w{6}\)", value) for name, value in values.items() if "#" in value
    }
    assert len(pairs) > 20
    assert all(pairs.values()), [name for name, pair in pairs.items() if pair is None]


@pytest.mark.parametrize(
    ("text", "bare", "distrusted"),
    [
        ('<p>{% translate "Hello" %} {{ name }}</p>', [], []),
        ("<p>Hello {{ name }}</p>", ["Hello"], []),
        ("<p>{% blocktranslate %}Hello {{ name }}{% endblocktranslate %} · 3 %</p>", [], []),
        ('<a aria-label="Way" style="top: 0" onclick="go()">Answerable</a>', ["Way"], ["style", "onclick"]),
        ("<script>go()</script><script src='a.js'></script>", ["go()"], ["<script>"]),
    ],
)
def test_bare_words_and_what_is_not_trusted_are_found(text: str, bare: list[str], distrusted: list[str]):
    read = Read(text)

    assert (read.bare, read.distrusted) == (bare, distrusted)
