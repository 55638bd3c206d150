"""The page on which a role is changed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from answerable.facts.roles.starting import Template, templates
from answerable.panel.schema import FACETS
from answerable.rules.merging import Conflict
from answerable.rules.profiles import CADENCES, DIRECTIONS, KINDS
from answerable.web.areas.roles.form import Form, Row

WORDS = {
    "result": "a result",
    "behaviour": "a behaviour",
    "higher": "more is better",
    "lower": "less is better",
    "band": "inside a band",
    "week": "every week",
    "month": "every month",
    "quarter": "every quarter",
    "year": "every year",
    "skill": "skill",
    "ability": "ability",
    "commitment": "commitment",
    "drive": "drive",
}
FACET_WORDS = {**WORDS, "behaviour": "behaviour"}
CHOICES = {"kind": KINDS, "direction": DIRECTIONS, "cadence": CADENCES, "facet": FACETS}
# What was measured hangs on these.
FIXED = ("direction", "cadence")
LABELS = {
    "name": "What is expected",
    "kind": "It is",
    "direction": "Good is",
    "cadence": "Measured",
    "unit": "In what, such as EUR or %",
    "target": "Target; of a band its lower edge",
    "target_high": "Upper edge, of a band only",
    "tolerance": "Tolerance, in % of the target",
    "weight": "Weight beside the others",
    "value_per_unit": "What one unit is worth, if known",
    "currency": "In which currency, such as EUR",
    "starts_on": "Counts from, empty for always",
    "facet": "Facet",
    "item": "What the role takes",
    "level": "Level, 1 to 5",
}
NUMBERS = {"target", "target_high", "tolerance", "weight", "value_per_unit", "level", "ramp_periods"}


@dataclass(frozen=True, slots=True)
class Input:
    """A field of the form.

    Attributes:
        name: as what it is sent.
        label: what it asks for.
        value: what stands in it.
        kind: `text`, `number`, `date`, `select` or `fixed`.
        choices: values and words of a select.
        fault: what was expected instead; empty where all is well.
    """

    name: str
    label: str
    value: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    fault: str = ""

    @property
    def shown(self) -> str:
        """The value in words, for one that cannot be changed."""
        return next((words for value, words in self.choices if value == self.value), self.value)


@dataclass(frozen=True, slots=True)
class Block:
    """One expectation or facet item.

    Attributes:
        legend: what it is called, as the head of its fields.
        hidden: name and value of what is sent along; empty names for nothing.
        inputs: its fields.
        drop: as what it is sent that it is taken out.
        is_dropped: whether it is.
    """

    legend: str
    hidden: tuple[str, str]
    inputs: tuple[Input, ...]
    drop: str
    is_dropped: bool


@dataclass(frozen=True, slots=True)
class EditPage:
    """The page.

    Attributes:
        heading: the title of the page.
        action: where the form is sent.
        back: where one goes without saving.
        keep: under what half-written text is kept.
        form: what was typed.
        ramp: the field for the ramp.
        title: the field for the title.
        holds_from: the field for the day.
        expectations: the expectations.
        facets: the facet items.
        problems: ids of fields and what is wrong with them.
        affects: who is affected; empty for a new role.
        is_merge: whether somebody else changed the role while this was typed.
        conflicts: where both changed the same to two things.
        theirs_by: who changed it.
        templates: what one can start from.
        who_reads: who reads the note.
    """

    heading: str
    action: str
    back: str
    keep: str
    form: Form
    title: Input
    ramp: Input
    holds_from: Input
    expectations: tuple[Block, ...]
    facets: tuple[Block, ...]
    problems: tuple[tuple[str, str], ...]
    affects: str
    is_merge: bool
    conflicts: tuple[Conflict, ...]
    theirs_by: str
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the form.

    Attributes:
        heading: the title of the page.
        action: where the form is sent.
        back: where one goes without saving.
        affects: who is affected by a change.
        is_merge: whether somebody else changed the role while this was typed.
        conflicts: where both changed the same to two things.
        theirs_by: who changed it.
    """

    heading: str
    action: str
    back: str
    affects: str = ""
    is_merge: bool = False
    conflicts: tuple[Conflict, ...] = ()
    theirs_by: str = ""


def edit_page(form: Form, frame: Frame, faults: dict[str, str] | None = None) -> EditPage:
    """Put the page together.

    Args:
        form: what stands in the form.
        frame: what stands around it.
        faults: by field, what is wrong.

    Returns:
        What the page shows.
    """
    wrong = faults or {}
    expectations = tuple(_expectation(number, row, wrong) for number, row in enumerate(form.expectations))
    facets = tuple(_facet(number, row, wrong) for number, row in enumerate(form.facets))
    labels = {one.name: f"{block.legend}: {one.label}" for block in (*expectations, *facets) for one in block.inputs}
    return EditPage(
        heading=frame.heading,
        action=frame.action,
        back=frame.back,
        # Of each version by itself: what was begun on an older one is brought together by the server, not laid over.
        keep=f"role:{frame.action}:{form.shown}",
        form=form,
        title=Input("title", _("What the role is called"), form.title, "text", (), wrong.get("title", "")),
        ramp=Input(
            "ramp_periods",
            _("Ramp: periods until somebody new owes the full target"),
            form.ramp_periods,
            "number",
            (),
            wrong.get("ramp_periods", ""),
        ),
        holds_from=Input(
            "holds_from",
            _("The new targets hold for periods that begin from"),
            form.holds_from,
            "date",
            (),
            wrong.get("holds_from", ""),
        ),
        expectations=expectations,
        facets=facets,
        problems=tuple((name, f"{labels[name]}. {text}" if name in labels else text) for name, text in wrong.items()),
        affects=frame.affects,
        is_merge=frame.is_merge,
        conflicts=frame.conflicts,
        theirs_by=frame.theirs_by,
        templates=templates(),
    )


def _expectation(number: int, row: Row, wrong: dict[str, str]) -> Block:
    place, is_known = f"expectations-{number}-", bool(row.values["key"])
    names = [name for name in row.values if name != "key"]
    return Block(
        legend=row.values["name"] or _("Another expectation"),
        hidden=(f"{place}key", row.values["key"]),
        inputs=tuple(_input(place, name, row, wrong, is_fixed=is_known and name in FIXED) for name in names),
        drop=f"{place}drop",
        is_dropped=row.drop,
    )


def _facet(number: int, row: Row, wrong: dict[str, str]) -> Block:
    place = f"facets-{number}-"
    return Block(
        legend=row.values["item"] or _("Something else the role takes"),
        hidden=("", ""),
        inputs=tuple(_input(place, name, row, wrong, is_fixed=False) for name in row.values),
        drop=f"{place}drop",
        is_dropped=row.drop,
    )


def _input(place: str, name: str, row: Row, wrong: dict[str, str], *, is_fixed: bool) -> Input:
    words = FACET_WORDS if "facet" in row.values else WORDS
    choices = tuple((value, _(words[value])) for value in CHOICES.get(name, ()))
    kind = "select" if choices else "date" if name == "starts_on" else "number" if name in NUMBERS else "text"
    field = place + name
    # A choice that was never there cannot be kept, and what is refused must be able to be changed.
    kind = "fixed" if is_fixed and field not in wrong else kind
    return Input(field, _(LABELS[name]), row.values[name], kind, choices, wrong.get(field, ""))
