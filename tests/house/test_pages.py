"""Pages lead where they say, decisions are titled by what was decided, and the change log knows the version."""

import re
from pathlib import Path

import answerable

LINK = re.compile(r"\]\(([^)\s]+)\)")
# In running text between backticks, in an example on a line of its own.
MAKE = re.compile(r"(?:`|^\s*)make ([a-z-]+)(?=`| [A-Z]+=| +#|\s*$)", re.MULTILINE)
ADDRESS = re.compile(r"^[a-z]+:")


def slug(title: str) -> str:
    """A title as a file name: `Pure core, Django outside` becomes `pure-core-django-outside`."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def anchors(text: str) -> set[str]:
    """What a link into a page can point at: its headings, as a reader of Markdown names them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_between_pages_leads_somewhere(pages: dict[Path, str], root: Path):
    def is_lost(page: Path, link: str) -> bool:
        place, _, anchor = link.partition("#")
        target = (root / page.parent / place).resolve() if place else root / page
        if not target.exists():
            return True
        return bool(anchor) and anchor not in anchors(target.read_text(encoding="utf-8"))

    lost = [
        f"{page} links to {link}, which is not there."
        for page, text in pages.items()
        for link in LINK.findall(text)
        if not ADDRESS.match(link) and is_lost(page, link)
    ]

    assert not lost, "\n".join(lost)


def test_every_page_is_reached_from_the_contents(pages: dict[Path, str], root: Path):
    docs = {(root / page).resolve() for page in pages if page.parts[0] == "docs"}
    index = root / "docs/index.md"
    reached = {
        (index.parent / link.partition("#")[0]).resolve() for link in LINK.findall(pages[index.relative_to(root)])
    }

    lost = sorted(str(page.relative_to(root)) for page in docs - reached - {index})

    assert not lost, f"docs/index.md does not lead to {', '.join(lost)}."


def test_a_decision_is_titled_by_what_was_decided_and_so_is_its_file(root: Path):
    files = sorted((root / "docs/decisions").glob("*.md"))
    titles = {file: file.read_text(encoding="utf-8").partition("\n")[0] for file in files}

    wrong = [
        f"{file.name} is titled {title!r}; expected '# 7. What was decided' in a file 0007-what-was-decided.md."
        for file, title in titles.items()
        if (match := re.fullmatch(r"# (\d+)\. (.+[^.])", title)) is None
        or file.stem != f"{int(match[1]):04}-{slug(match[2])}"
    ]
    numbers = [file.name[:4] for file in files]

    assert not wrong, "\n".join(wrong)
    assert len(set(numbers)) == len(numbers), "Two decisions have one number: give the newer one the next."


def test_the_change_log_tells_of_the_current_version(pages: dict[Path, str]):
    headings = re.findall(r"^## \[(.+?)\]", pages[Path("CHANGELOG.md")], re.MULTILINE)

    assert headings[0] == "Unreleased"
    assert answerable.__version__ in headings


def test_the_readme_names_the_two_commands(pages: dict[Path, str]):
    commands = MAKE.findall(pages[Path("README.md")])

    assert {"run", "test"} <= set(commands), "README.md has to show `make run` and `make test`."


def test_every_make_command_on_a_page_is_there(pages: dict[Path, str], root: Path):
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    lost = [
        f"{page} says `make {target}`, which the Makefile does not know."
        for page, text in pages.items()
        for target in MAKE.findall(text)
        if target not in targets
    ]

    assert not lost, "\n".join(lost)
