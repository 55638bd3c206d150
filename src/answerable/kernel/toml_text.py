"""TOML files as people write them: every problem names its line, and says which key was probably meant."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from answerable.kernel.problems import InputRefused, Problem, gather


@dataclass(frozen=True, slots=True)
class TomlText:
    """A TOML file as it was written, so that a problem can name its line.

    Attributes:
        text: what stands in it.
        file: its name, for messages.
        example: a line such as one might stand in it, for messages.
    """

    text: str
    file: str
    example: str

    def parsed(self) -> dict[str, Any]:
        """Read the file.

        Returns:
            What it sets, by key.

        Raises:
            InputRefused: it is not TOML.
        """
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"at line (\d+)", str(error))
            line = int(place[1]) if place else len(self.text.rstrip().split("\n"))
            expected = f"Expected TOML, such as `{self.example}`: {error}."
            raise InputRefused(gather([Problem("not-toml", self.file, line, None, "", expected)])) from error

    def problem(self, kind: str, key: str, value: object, expected: str, section: str = "") -> Problem:
        """State a problem with the value of a key.

        Args:
            kind: the kind of problem.
            key: the key, or the section itself.
            value: what it was set to.
            expected: what was expected and what to do, as a sentence.
            section: the section the key stands in; none at the top.

        Returns:
            The problem, with the line the key stands on.
        """
        return Problem(kind, self.file, self.line_of(key, section), key, _shown(value), expected)

    def line_of(self, key: str, section: str = "") -> int | None:
        """Find the line on which a key is set or, for a section, begins.

        Args:
            key: the key, or a section.
            section: the section the key stands in; its keys stand below its name.

        Returns:
            The number of the line; None where the key stands nowhere.
        """
        first = self.line_of(section) or 1 if section else 1
        name = re.compile(rf"""(?<![\w-]){re.escape(key)}["']?\s*[=\].]""")
        lines = enumerate(self.text.split("\n")[first - 1 :], start=first)
        return next((number for number, line in lines if name.search(line.partition("#")[0])), None)


def meant(key: str, known: Sequence[str]) -> str:
    """Say which key was probably meant.

    Args:
        key: what was written.
        known: the keys there are.

    Returns:
        A sentence.
    """
    near = get_close_matches(key, known, n=1)
    return f"Did you mean {near[0]}?" if near else f"Expected one of {', '.join(known)}."


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
