"""What is owed on a day: by hand, from the days and the policy."""

from datetime import date

import polars as pl
import pytest

from answerable.decisions.duties import owed
from answerable.decisions.duties.write import Wanted
from answerable.findings.line import read_line
from answerable.findings.report import GapFound
from answerable.findings.situation import Situation
from answerable.findings.support import SupportRecord
from answerable.rules import clocks
from answerable.rules.clocks import DutyKind
from answerable.rules.escalation import Answer
from answerable.rules.policy import default_policy
from cast import SELLERS, assignments, company

ON = date(2026, 1, 12)
LONG_AGO = date(2025, 1, 1)
POLICY = default_policy()


def situation(
    held: dict[tuple[str, str], list[date]] | None = None, *, asks_from: date = LONG_AGO, on: date = ON
) -> Situation:
    support = SupportRecord(conversations={}, with_leader=held, team_talks={}, measures={})
    return Situation(on, read_line(company()).on(on), support, POLICY, asks_from)


def one_on_ones(
    now: Situation, last: dict[owed.Pair, date], pair: owed.Pair = ("leader", "seller-2")
) -> list[tuple[date, date, date | None, bool]]:
    """When each arose, was due, was kept, and whether it is still owed."""
    found = [one for one in owed.one_on_ones_owed(now, last) if (one.leader, one.subject) == pair]
    return [(one.clock.arises_on, one.clock.due_on, one.clock.kept_on, one.stays) for one in found]


def test_everybody_who_reports_to_somebody_is_owed_a_one_on_one():
    found = list(owed.one_on_ones_owed(situation(asks_from=date(2026, 1, 1)), {}))

    pairs = {("chief", "director"), ("director", "leader"), ("director", "new-leader")}
    days = date(2026, 1, 1), date(2026, 1, 15), date(2026, 1, 23)
    clock = clocks.Duty(DutyKind.ONE_ON_ONE, *days, None, recorded=True)
    assert {(one.leader, one.subject) for one in found} == pairs | {("leader", seller) for seller in SELLERS}
    assert {one.clock for one in found} == {clock}
    assert all(one.stays and one.case is None and not one.is_unit and one.came_from is None for one in found)


def test_from_the_latest_on_record_on_one_follows_the_other():
    held = {("leader", "seller-2"): [date(2025, 12, 22), date(2025, 12, 29), date(2026, 1, 8)]}

    found = one_on_ones(situation(held), {("leader", "seller-2"): date(2025, 12, 22)})

    assert found == [
        (date(2025, 12, 22), date(2026, 1, 5), date(2025, 12, 29), False),
        (date(2025, 12, 29), date(2026, 1, 12), date(2026, 1, 8), False),
        (date(2026, 1, 8), date(2026, 1, 22), None, True),
    ]


def test_without_any_on_record_they_are_asked_for_ninety_days_back():
    # Ninety days before 12 January is 14 October. Each is missed for good once the next would have been due.
    found = one_on_ones(situation(), {})

    days = [date(2025, 10, 14), date(2025, 10, 28), date(2025, 11, 11), date(2025, 11, 25), date(2025, 12, 9)]
    last = date(2025, 12, 23)
    assert found == [
        *((arose, due, None, False) for arose, due in zip(days, [*days[1:], last], strict=True)),
        (last, date(2026, 1, 6), None, True),
    ]


@pytest.mark.parametrize(("on", "arose"), [(date(2026, 1, 29), date(2026, 1, 1)), (date(2026, 1, 30), None)])
def test_one_can_be_made_good_until_the_next_would_have_been_due(on: date, arose: date | None):
    # Due on 15 January, so the next on the 29th.
    found = one_on_ones(situation(on=on), {("leader", "seller-2"): date(2026, 1, 1)})

    still = [arose for arose, _due, _kept, stays in found if stays]
    assert still == [arose or date(2026, 1, 15)]


def test_what_is_done_tomorrow_is_still_owed_today():
    held = {("leader", "seller-2"): [date(2026, 1, 13)]}

    found = one_on_ones(situation(held), {("leader", "seller-2"): date(2026, 1, 5)})

    assert found == [(date(2026, 1, 5), date(2026, 1, 19), date(2026, 1, 13), True)]


def test_nobody_owes_anything_before_the_first_day_anybody_is_asked():
    assert list(owed.one_on_ones_owed(situation(asks_from=date(2026, 1, 13)), {})) == []


def test_of_several_days_of_a_pair_the_latest_counts():
    rows = [("lee", "ann", date(2026, 1, 5)), ("lee", "ann", date(2026, 1, 1)), ("lee", "bo", date(2025, 1, 1))]

    assert owed.latest_by_pair(rows) == {("lee", "ann"): date(2026, 1, 5), ("lee", "bo"): date(2025, 1, 1)}
    assert owed.latest_by_pair([]) == {}


def gap(answer: Answer, chain: tuple[str, ...], *, unit_id: str | None = None) -> GapFound:
    """A gap that opened on 1 September 2025 and that nobody took up."""
    nothing = clocks.Support((), (), ())
    return GapFound(
        person_id=None if unit_id else "seller-1",
        unit_id=unit_id,
        expectation_id="bookings",
        facts={},
        answer=answer,
        chain=chain,
        duties=clocks.gap_duties(date(2025, 9, 1), nothing, date(2025, 10, 10), POLICY),
        reasons=(),
    )


def told(wanted: Wanted) -> tuple[str, str, date, date, bool, str | None]:
    clock = wanted.clock
    return wanted.leader, clock.kind.value, clock.arises_on, clock.due_on, wanted.stays, wanted.came_from


def test_what_lapsed_is_owed_by_whoever_answers_and_stays_with_them():
    answer = Answer("chief", 3, date(2025, 9, 30), (), at_top=True, reasons=())
    now = situation(on=date(2025, 10, 10))

    found = list(owed.owed_for_case(7, gap(answer, ("leader", "director", "chief")), now))

    opened, passed, due = date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 7)
    assert [told(one) for one in found] == [
        ("leader", "conversation", opened, date(2025, 9, 8), False, None),
        ("leader", "plan", opened, date(2025, 9, 22), False, None),
        ("leader", "decision", opened, date(2025, 11, 30), False, None),
        ("chief", "conversation", passed, due, True, "director"),
        ("chief", "plan", passed, due, True, "director"),
    ]
    assert {(one.case, one.subject, one.is_unit) for one in found} == {(7, "seller-1", False)}


def test_a_unit_s_gap_is_owed_to_the_unit():
    answer = Answer("leader", 1, date(2025, 9, 1), (), at_top=False, reasons=())

    found = list(owed.owed_for_case(7, gap(answer, ("leader", "director"), unit_id="north"), situation()))

    assert {(one.leader, one.subject, one.is_unit, one.stays) for one in found} == {("leader", "north", True, True)}


def test_where_no_leader_is_left_nobody_owes_anything():
    answer = Answer(None, 0, date(2025, 9, 1), (), at_top=True, reasons=())

    assert list(owed.owed_for_case(7, gap(answer, ()), situation())) == []


def new_to_leading(began: date, *, since: date = LONG_AGO, on: date = ON) -> Situation:
    """As `situation`, where the new leader leads one of the sellers from some day on."""
    rows = assignments().filter(pl.col("person_id") != SELLERS[5])
    moved = pl.DataFrame(
        {
            "person_id": [SELLERS[5]],
            "role_id": ["sells"],
            "manager_id": ["new-leader"],
            "starts_on": [began],
            "unit_id": ["north"],
            "ends_on": pl.Series([None], dtype=pl.Date),
        }
    )
    support = SupportRecord(conversations={}, with_leader={}, team_talks={}, measures={})
    line = read_line(company(assignments=pl.concat([rows, moved]))).on(on)
    return Situation(on, line, support, POLICY, LONG_AGO, since)


def test_whoever_began_to_lead_since_the_installation_did_is_owed_their_first_days():
    now = new_to_leading(date(2026, 1, 5))

    assert owed.beginners(now) == ("new-leader",)
    assert [told(one) for one in owed.first_days_owed(now, {}, {"new-leader": date(2026, 1, 5)})] == [
        ("director", "leading_agreed", date(2026, 1, 5), date(2026, 1, 12), True, None),
        ("director", "people_introduced", date(2026, 1, 5), date(2026, 1, 19), True, None),
        ("director", "leading_trained", date(2026, 1, 5), date(2026, 2, 4), True, None),
        ("director", "leading_review", date(2026, 1, 5), date(2026, 2, 4), True, None),
    ]


def test_what_was_kept_is_not_asked_for_again():
    kept = {"new-leader": {("director", DutyKind.LEADING_AGREED, date(2026, 1, 5)): date(2026, 1, 7)}}

    found = list(owed.first_days_owed(new_to_leading(date(2026, 1, 5)), kept, {"new-leader": date(2026, 1, 5)}))

    assert found[0].clock.kind is DutyKind.PEOPLE_INTRODUCED
    assert len(found) == 3


def test_what_could_be_known_only_later_is_owed_within_a_week_from_then():
    found = owed.first_days_owed(new_to_leading(date(2025, 12, 1)), {}, {"new-leader": ON})

    assert [told(one) for one in found] == [
        ("director", "leading_agreed", ON, date(2026, 1, 19), True, None),
        ("director", "people_introduced", ON, date(2026, 1, 19), True, None),
        ("director", "leading_trained", ON, date(2026, 1, 19), True, None),
        ("director", "leading_review", ON, date(2026, 1, 30), True, None),
    ]


def test_whoever_led_before_the_installation_began_is_not_new():
    assert owed.beginners(new_to_leading(date(2026, 1, 5), since=date(2026, 1, 5))) == ()


def test_after_the_first_days_nobody_is_new_any_more():
    assert owed.beginners(new_to_leading(date(2025, 9, 14))) == ()
    assert owed.beginners(new_to_leading(date(2025, 9, 15))) == ("new-leader",)


def test_whoever_leads_nobody_any_more_is_owed_nothing():
    support = SupportRecord(conversations={}, with_leader={}, team_talks={}, measures={})
    rows = assignments().with_columns(
        manager_id=pl.when(pl.col("person_id") == SELLERS[5]).then(pl.lit("new-leader")).otherwise("manager_id"),
        starts_on=pl.when(pl.col("person_id") == SELLERS[5]).then(date(2026, 1, 5)).otherwise("starts_on"),
        ends_on=pl.when(pl.col("person_id") == SELLERS[5]).then(date(2026, 1, 9)).otherwise("ends_on"),
    )
    line = read_line(company(assignments=rows)).on(ON)

    assert owed.beginners(Situation(ON, line, support, POLICY, LONG_AGO, LONG_AGO)) == ()


def test_whoever_came_into_a_role_that_leads_people_is_new_before_anybody_reports_to_them():
    roles = pl.DataFrame(
        {"role_id": ["sells", "leads"], "title": ["Account Executive", "Sales Manager"], "leads_people": [False, True]}
    )
    rows = assignments().with_columns(
        starts_on=pl.when(pl.col("person_id") == "new-leader").then(date(2026, 1, 5)).otherwise("starts_on")
    )
    support = SupportRecord(conversations={}, with_leader={}, team_talks={}, measures={})
    line = read_line(company(assignments=rows, roles=roles)).on(ON)

    assert owed.beginners(Situation(ON, line, support, POLICY, LONG_AGO, date(2025, 1, 1))) == ("new-leader",)
