"""The fair hearing on a gap: what is claimed, what is said to it, what somebody outside finds, what becomes of it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties import read as duties
from answerable.decisions.hearings import named, read, write
from answerable.decisions.hearings.named import Named
from answerable.decisions.hearings.read import HearingShown
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight
from answerable.facts.roles import read as roles
from answerable.rules.hearing import first_day_to_answer_by, weighs
from answerable.rules.policy import Policy
from answerable.web.areas.hearings.card import FINDINGS, STANCES, Card, Refused, Scene, card, options_of
from answerable.web.components.facts.props import Facts


@dataclass(frozen=True, slots=True)
class Given:
    """What the organisation gave a leader who is named: what speaks for them first, then the figures."""

    name: str
    sentences: tuple[str, ...]
    facts: Facts


@dataclass(frozen=True, slots=True)
class HearingPage:
    """The page.

    Attributes:
        number: of the gap.
        title: whose gap in what.
        until: for leaders of then, the last day shown.
        as_reviewer: that the asker looks as a reviewer, as a sentence; empty otherwise.
        cards: the hearings, those that are open first, then the latest.
        given: what each leader named was given to lead with, as far as the asker may see.
        to_hear: whom the asker may ask for their side, by key.
        answer_by: the first day they can be given.
        most_text: how long an answer can be.
        stances: how one can see it.
        findings: what a reviewer can find.
        refused: the form to ask for a hearing, where that was refused.
        role_key: of the role in which it is expected; empty where that is not known.
    """

    number: int
    title: str
    until: date | None
    as_reviewer: str
    cards: tuple[Card, ...]
    given: tuple[Given, ...]
    to_hear: tuple[tuple[str, str], ...]
    answer_by: date
    most_text: int
    stances: tuple[tuple[str, str], ...]
    findings: tuple[tuple[str, str], ...]
    refused: Refused
    role_key: str

    @property
    def answer_by_text(self) -> str:
        """That day, as a form takes it."""
        return self.answer_by.isoformat()


def hearing_page(
    who: Asker, seen: tuple[CaseShown, Sight], found: tuple[HearingShown, ...], policy: Policy, refused: Refused
) -> HearingPage:
    """Put the page together.

    Args:
        who: who asks.
        seen: the gap, and what they may see of it.
        found: its hearings.
        policy: how many days there are to answer.
        refused: a form that was refused.

    Returns:
        What the page shows.
    """
    case, sight = seen
    expected = roles.expectations([case.expectation]).get(case.expectation)
    owed_here = duties.of_case(case.number, until=sight.until)
    expectation = expected.name if expected is not None else case.expectation
    led = read.led(who, {one.heard_number for one in found})
    scene = Scene(who, case, sight, policy, expectation, owed_here, led, refused)
    last = sight.until or who.on
    leaders = named.named_in(case.number, until=last, record_days=policy.record_days)
    in_order = sorted(found, key=lambda one: (one.is_over, one.is_leader, -one.number))
    return HearingPage(
        number=case.number,
        title=f"{case.subject}: {expectation}",
        until=sight.until,
        as_reviewer=sight.reason if read_as_reviewer(sight) else "",
        cards=tuple(card(one, scene) for one in in_order),
        given=_given(leaders, scene),
        to_hear=_to_hear(found, leaders, scene),
        answer_by=first_day_to_answer_by(who.on, policy),
        most_text=write.MOST_TEXT,
        stances=options_of(STANCES),
        findings=options_of(FINDINGS),
        refused=refused if refused.form == "ask" else Refused(),
        role_key=expected.role_key if expected is not None else "",
    )


def read_as_reviewer(sight: Sight) -> bool:
    """Whether a sight was given for a review only."""
    return sight.reason.startswith("You were asked to review")


def _leaders(scene: Scene) -> tuple[str, ...]:
    """The leaders above whose gap it is, the direct one first; of a unit its leader and those above."""
    around = scene.sight.around
    return () if around is None else around.line.chain(scene.case.subject_key, scene.who.on, {}).leaders


def _may_see_given(leader: Named, scene: Scene) -> bool:
    """What a leader was given is theirs to see, and for those above them."""
    me, above = scene.who.viewer.person_id, _leaders(scene)
    if me == leader.key:
        return True
    if me not in above:
        return False
    return leader.key not in above or above.index(me) > above.index(leader.key)


def _to_hear(found: tuple[HearingShown, ...], leaders: tuple[Named, ...], scene: Scene) -> tuple[tuple[str, str], ...]:
    case, me = scene.case, scene.who.viewer.person_id
    if case.closed_on is not None or scene.sight.until is not None:
        return ()
    being_heard = {one.heard_key for one in found if not one.is_over}
    above = _leaders(scene)
    own = [] if case.is_unit else [(case.subject_key, case.subject)]
    may = [(key, name) for key, name in own if me == key or me in above]
    may += [(one.key, one.name) for one in leaders if _may_see_given(one, scene)]
    return tuple((key, name) for key, name in may if key not in being_heard)


def _given(leaders: tuple[Named, ...], scene: Scene) -> tuple[Given, ...]:
    return tuple(_given_to(one, scene.policy) for one in leaders if one.lapses and _may_see_given(one, scene))


def _given_to(one: Named, policy: Policy) -> Given:
    enabled, verdict = one.enabled, weighs(one.enabled, policy)
    talks = _("not recorded") if enabled.conversations is None else str(enabled.conversations)
    lead = _("A first lapse: what does %(name)s need to lead?") % {"name": one.name}
    first = (lead,) if enabled.lapsed_before == 0 else ()
    rows = (
        (_("Training and coaching to lead"), str(enabled.trainings)),
        (_("Talks with their own leader, last %(days)d days") % {"days": policy.record_days}, talks),
        (_("People who report to them"), str(enabled.reports)),
        (_("Other gaps in which something lapsed"), str(enabled.lapsed_before)),
    )
    return Given(one.name, (*first, *verdict.reasons), Facts(rows))
