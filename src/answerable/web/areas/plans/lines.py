"""Plans and views of a cause, laid out to be read."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from answerable.decisions.cases.read import CaseShown
from answerable.decisions.plans import given, read
from answerable.decisions.plans.given import ReviewShown
from answerable.decisions.plans.parties import Parties
from answerable.decisions.plans.read import CommitmentShown, PlanShown, View
from answerable.facts.people.accounts import Asker
from answerable.rules.plans import Side
from answerable.rules.wording import spoken
from answerable.web.areas.plans.sentences import how_it_ended, said_of
from answerable.web.cause_names import CAUSE_NAMES
from answerable.web.duty_lines import LEVER_NAMES


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment with what either side says of it, and what the asker can say."""

    commitment: CommitmentShown
    says: tuple[str, ...]
    may_say: bool
    mine: bool | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class PlanLines:
    """A plan to be read.

    Attributes:
        plan: the plan.
        levers: what is set to work, as phrases.
        sides: by what a side is called, its commitments.
        reviews: its reviews.
        signed: who agreed to it or acknowledged it, as sentences.
        how: how it ended, in a few words; empty while it has not.
    """

    plan: PlanShown
    levers: tuple[str, ...]
    sides: tuple[tuple[str, tuple[CommitmentLine, ...]], ...]
    reviews: tuple[ReviewShown, ...]
    signed: tuple[str, ...]
    how: str = ""


@dataclass(frozen=True, slots=True)
class ViewLine:
    """What somebody thinks the gap comes from: who, as whom, the causes as words, and what they thought before."""

    who: str
    view: View
    causes: str
    before: tuple["ViewLine", ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """How plans are laid out for somebody."""

    who: Asker
    case: CaseShown
    parties: Parties
    last: date
    is_now: bool

    def of(self, plan: PlanShown) -> PlanLines:
        """A plan to be read."""
        names = [(Side.PERSON, self.case.subject)] if self.parties.person is not None else []
        names.append((Side.LEADER, _("The leaders")))
        sides = tuple(
            (name, tuple(self._line(one, plan) for one in plan.commitments if one.side is side)) for side, name in names
        )
        return PlanLines(
            plan=plan,
            levers=tuple(f"{_(LEVER_NAMES.get(kind, kind))}: {name}" for kind, name in plan.levers),
            sides=sides,
            reviews=() if plan.state == read.ENDED else self._reviews(plan),
            signed=tuple(
                (_("%(name)s knows it (%(day)s)") if one.is_acknowledged else _("%(name)s agreed (%(day)s)"))
                % {"name": one.name, "day": spoken(one.on)}
                for one in plan.signed
            ),
            how=how_it_ended(plan),
        )

    def _reviews(self, plan: PlanShown) -> tuple[ReviewShown, ...]:
        return given.reviews_of(self.case, plan, self.parties, until=self.last)

    def _line(self, one: CommitmentShown, plan: PlanShown) -> CommitmentLine:
        key = self.who.viewer.person_id
        side = self.parties.side_of(key)
        may_say = self.is_now and plan.state == read.RUNNING and self.who.person is not None
        may_say = may_say and (self.parties.may_write(key) or one.by_key == key)
        mine = one.person_says if side is Side.PERSON else one.leader_says if side is Side.LEADER else None
        is_over = plan.state == read.RUNNING and one.due_on < self.last and not said_of(one)
        return CommitmentLine(one, said_of(one), may_say, mine, is_over)


def view_lines(views: tuple[View, ...]) -> tuple[ViewLine, ...]:
    """What is thought of the cause, a line an author, with what they thought before."""
    lines = [ViewLine(_as(view), view, ", ".join(_(CAUSE_NAMES[cause]) for cause in view.causes)) for view in views]
    standing = [line for line in lines if line.view.replaced_on is None]
    return tuple(
        ViewLine(
            line.who,
            line.view,
            line.causes,
            tuple(one for one in lines if one.view.account == line.view.account and one is not line),
        )
        for line in standing
    )


def _as(view: View) -> str:
    if view.speaks_as == "person":
        return view.author
    if view.speaks_as == "partner":
        return _("%(name)s, people partner") % {"name": view.author} if view.author else _("the people partner")
    return _("%(name)s, leader") % {"name": view.author}
