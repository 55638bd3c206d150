"""What a duty's line is given."""

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in: `kind` is date, number, text or select."""

    kind: str
    name: str
    label: str
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done about a duty where it is shown."""

    label: str
    url: str
    fields: tuple[Field, ...] = ()
    button: str = ""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty, with what to do about it.

    Attributes:
        number: of the duty.
        sentence: what is needed, by when.
        url: to whom it is owed; empty where one is there already.
        due: how it stands with time.
        is_over: whether its day is over.
        evidence: why, in a sentence.
        came_from: who let it lapse, empty for nobody.
        actions: what can be done here and now.
        more_url: where there is more about it, empty for nowhere.
        more_label: what that is.
        go_url: the page on which it is done, empty where it is done here.
        go_label: what is done there.
    """

    template: ClassVar[str] = "duty_line/duty_line.html"

    number: int
    sentence: str
    url: str
    due: str
    is_over: bool
    evidence: str
    came_from: str
    actions: tuple[Action, ...] = field(default=())
    more_url: str = ""
    more_label: str = ""
    go_url: str = ""
    go_label: str = ""
