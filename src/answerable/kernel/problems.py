"""Problems with what a user brought: where, what was found, what was expected.

AnswerableError
├── InputRefused      what was brought cannot be used; carries every problem found
└── UsageError        a command or function was asked for something that makes no sense
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SHOWN_PER_KIND = 20


class AnswerableError(Exception):
    """The root of every error this package raises on purpose."""


class UsageError(AnswerableError):
    """A command or a function was asked for something that makes no sense; the message says what would."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the input.

    Attributes:
        kind: a short stable name, such as `unknown-person`; problems of a kind are counted together.
        file: the file or table it stands in.
        line: its line in the file, the header being line 1; None where lines have no meaning.
        column: its column; None when it concerns the whole line or file.
        value: what was found, as text.
        expected: what was expected and what to do, as a sentence.
    """

    kind: str
    file: str
    line: int | None
    column: str | None
    value: str
    expected: str

    def __str__(self) -> str:
        place = [self.file]
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.column is not None:
            place.append(f"column {self.column}")
        found = f" found {self.value!r}." if self.value else ""
        return f"{', '.join(place)}:{found} {self.expected}"


@dataclass(frozen=True, slots=True)
class Problems:
    """All problems found in one input, at most `SHOWN_PER_KIND` of a kind kept.

    Attributes:
        shown: the problems kept, in the order found.
        counts: how many there are of each kind and file, those not kept included.
    """

    shown: tuple[Problem, ...]
    counts: dict[tuple[str, str], int]

    @property
    def total(self) -> int:
        """How many problems there are, those not shown included."""
        return sum(self.counts.values())

    def unshown(self) -> dict[tuple[str, str], int]:
        """How many more there are of each (kind, file) than are shown, where there are more."""
        kept = Counter((problem.kind, problem.file) for problem in self.shown)
        return {key: count - kept[key] for key, count in self.counts.items() if count > kept[key]}


def gather(problems: Iterable[Problem], more: dict[tuple[str, str], int] | None = None) -> Problems:
    """Keep the first problems of each kind and file, and count the rest.

    Args:
        problems: every problem found, or the first ones of each kind.
        more: by (kind, file), how many further problems were counted but never made into one.

    Returns:
        The problems to show, and how many there are in all.
    """
    counts: Counter[tuple[str, str]] = Counter()
    shown = []
    for problem in problems:
        key = (problem.kind, problem.file)
        counts[key] += 1
        if counts[key] <= SHOWN_PER_KIND:
            shown.append(problem)
    counts.update(more or {})
    return Problems(tuple(shown), dict(counts))


class InputRefused(AnswerableError):
    """What was brought cannot be used; nothing of it was taken.

    Attributes:
        problems: everything wrong with it, each with its place and what was expected.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        lines = [str(problem) for problem in problems.shown]
        lines += [f"{file}: {count} more of the kind {kind}." for (kind, file), count in problems.unshown().items()]
        super().__init__("\n".join(lines))
