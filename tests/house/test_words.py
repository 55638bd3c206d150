"""People are spoken of with the words of the glossary, in the product and on its pages."""

import ast
import re
from pathlib import Path

INSTEAD = {
    "employee": "person",
    "boss": "leader",
    "supervisor": "leader",
    "subordinate": "one of their people",
    "PIP": "plan",
    "KRA": "expectation",
    "ticket": "case",
    "underperformer": "a person with a gap",
    "underperforming": "below standard",
    "low performer": "a person with a gap",
    "poor performer": "a person with a gap",
    "top performer": "the best in the role",
    "leaderboard": "nothing: people are not ranked",
    "food chain": "chain",
}
WORD = re.compile(r"\b(" + "|".join(INSTEAD) + r")s?\b", re.IGNORECASE)

# Pages and modules that have to name a word in order to speak of it.
ALLOWED: set[tuple[str, str]] = set()


def banned_words(text: str) -> list[str]:
    """The words in a text that the glossary replaces, acronyms only where they are written as such."""
    words = [match.group(1) for match in WORD.finditer(text)]
    return [word for word in words if word in INSTEAD or word.lower() in INSTEAD]


def strings(tree: ast.Module) -> str:
    """All text a module holds, its docstrings included."""
    return "\n".join(
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def lesson(place: str, word: str) -> str:
    """What the author of a banned word is told."""
    better = INSTEAD.get(word) or INSTEAD[word.lower()]
    return f"{place} says {word!r}; the glossary says {better!r}."


def test_the_product_speaks_the_glossary(product: dict[Path, ast.Module]):
    found = [
        lesson(f"src/answerable/{path}", word)
        for path, tree in product.items()
        for word in banned_words(strings(tree))
        if (path.as_posix(), word.lower()) not in ALLOWED
    ]

    assert not found, "\n".join(found)


def test_the_pages_speak_the_glossary(pages: dict[Path, str]):
    found = [
        lesson(str(path), word)
        for path, text in pages.items()
        for word in banned_words(text)
        if (path.as_posix(), word.lower()) not in ALLOWED
    ]

    assert not found, "\n".join(found)


def test_a_banned_word_is_found_in_any_number_and_case_and_pip_the_program_is_not():
    assert banned_words("Employees and their Boss agreed a PIP.") == ["Employee", "Boss", "PIP"]
    assert banned_words("pip install; embossed; tickets") == ["ticket"]
