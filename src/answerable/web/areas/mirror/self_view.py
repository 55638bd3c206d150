"""The two-minute check: how a leader sees their own leading, and how they saw it before."""

from collections.abc import Mapping
from dataclasses import dataclass

from answerable.facts.leading import read as leading
from answerable.facts.leading.read import SelfViewShown
from answerable.facts.people.accounts import Asker
from answerable.rules.mirror import LONGEST_LINE, SCORES, SIX
from answerable.rules.wording import spoken
from answerable.web.areas.mirror.naming import ASKED, NAMES, SCALE

LINE = "line-"
SCORE = "score-"


@dataclass(frozen=True, slots=True)
class Question:
    """One of the six: what it is about, what is asked, and what was chosen and written."""

    kind: str
    name: str
    asked: str
    score: int | None
    line: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A self-view of before.

    Attributes:
        number: of the view.
        on: the day.
        said: by duty what was chosen, and the line.
        shared: since when it is shared, empty where it is not.
    """

    number: int
    on: str
    said: tuple[tuple[str, int, str], ...]
    shared: str


@dataclass(frozen=True, slots=True)
class SelfViewPage:
    """The page.

    Attributes:
        questions: the six.
        scale: what can be chosen.
        longest: how long a line may be.
        is_again: whether something was said today before.
        earlier: what was said before, the latest first.
        reasons: why what was sent was not kept.
    """

    questions: tuple[Question, ...]
    scale: tuple[tuple[int, str], ...]
    longest: int
    is_again: bool
    earlier: tuple[Earlier, ...]
    reasons: tuple[str, ...]


def self_view_page(who: Asker, typed: Mapping[str, str] | None = None, reasons: tuple[str, ...] = ()) -> SelfViewPage:
    """Put the page together.

    Args:
        who: the leader.
        typed: what was sent and not kept; None where nothing was sent.
        reasons: why it was not kept.

    Returns:
        What the page shows; what was typed stands in it.
    """
    views = leading.self_views(who.person or 0, is_own=True)
    today = next((view for view in views if view.on == who.on), None)
    return SelfViewPage(
        questions=tuple(_question(kind.value, typed, today) for kind in SIX),
        scale=tuple((number, str(label)) for number, label in SCALE),
        longest=LONGEST_LINE,
        is_again=today is not None,
        earlier=tuple(_earlier(view) for view in views),
        reasons=reasons,
    )


def _question(kind: str, typed: Mapping[str, str] | None, today: SelfViewShown | None) -> Question:
    if typed is not None:
        score, line = score_of(typed.get(SCORE + kind, "")), typed.get(LINE + kind, "")
    elif today is not None:
        score, line = today.scores.get(kind), today.lines.get(kind, "")
    else:
        score, line = None, ""
    return Question(kind, str(NAMES[kind]), str(ASKED[kind]), score, line)


def _earlier(view: SelfViewShown) -> Earlier:
    shared = "" if view.shared_on is None else spoken(view.shared_on)
    said = tuple((str(NAMES[kind]), score, view.lines.get(kind, "")) for kind, score in view.scores.items())
    return Earlier(view.number, spoken(view.on), said, shared)


def score_of(text: str) -> int | None:
    """Read a score.

    Args:
        text: what was sent.

    Returns:
        From 1 to 5; None for anything else.
    """
    return int(text) if text in {str(score) for score in SCORES} else None


def sent(typed: Mapping[str, str]) -> tuple[dict[str, int | None], dict[str, str]]:
    """Read a self-view from what was sent.

    Args:
        typed: the form.

    Returns:
        By duty the scores, and the lines.
    """
    scores = {kind.value: score_of(typed.get(SCORE + kind.value, "")) for kind in SIX}
    return scores, {kind.value: typed.get(LINE + kind.value, "").strip() for kind in SIX}
