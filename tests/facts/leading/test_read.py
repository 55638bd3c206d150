"""Who may look into whose mirror, and what is read there of time, of the pulse and of aims."""

from datetime import date

import pytest

from answerable.facts.leading import read, write
from answerable.facts.leading.read import Hours
from answerable.facts.people.models import Person
from answerable.rules.mirror import STATEMENTS
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def before(name: str, key: str = "leader") -> tuple[bool, bool, bool]:
    led = read.leader(key, TODAY)
    assert led is not None
    found = read.place_of(asker(name), led.subject)
    return found.allowed, found.is_own, found.is_direct


@pytest.mark.parametrize(
    ("name", "allowed", "is_own", "is_direct"),
    [
        ("leader", True, True, False),
        ("director", True, False, True),
        ("chief", True, False, False),
        ("north-partner", True, False, False),
        ("new leader", False, False, False),
        ("seller", False, False, False),
        ("stranger", False, False, False),
        ("administrator", False, False, False),
    ],
)
def test_a_mirror_is_seen_by_the_leader_those_above_and_the_partner(
    name: str, *, allowed: bool, is_own: bool, is_direct: bool
):
    assert before(name) == (allowed, is_own, is_direct)


def test_nobody_is_above_the_chief():
    led = read.leader("chief", TODAY)

    assert before("chief", "chief") == (True, True, False)
    assert led is not None
    assert (led.above, led.reports) == ("", 3)


def test_a_leader_comes_with_how_many_report_to_them():
    # Six sellers began under the leader; seller-6 went over.
    assert [
        (key, found.reports) for key in ("leader", "new-leader", "seller-1") if (found := read.leader(key, TODAY))
    ] == [
        ("leader", 5),
        ("new-leader", 1),
        ("seller-1", 0),
    ]
    assert read.leader("unheard-of", TODAY) is None


def test_thirteen_weeks_with_what_is_on_record_and_what_was_estimated():
    write.estimate_week(asker("leader"), week=TODAY, hours=(8.0, 4.0, 0.0, 20.0), at=AT)

    found = read.weeks_of(Person.objects.get(key="leader").pk, TODAY)

    assert [week.week for week in found][:1] == [date(2025, 10, 20)]
    assert len(found) == 13
    # On 5 January four one-on-ones of half an hour; on the 7th a report of an hour and a half.
    assert found[-2].recorded == Hours(people=2.0, reports=1.5)
    assert found[-2].estimate is None
    assert (found[-1].recorded.total, found[-1].estimate) == (0.0, Hours(8.0, 4.0, 0.0, 20.0))


def test_a_person_is_asked_about_their_leader_of_today():
    pulse = read.pulse_of(asker("moved"))

    assert (pulse.leader_name, pulse.reports, pulse.quarter, pulse.given_on) == ("Nia Wolf", 1, date(2026, 1, 1), None)


def test_a_person_reads_their_own_answers():
    write.answer_pulse(asker("seller"), scores={**dict.fromkeys(STATEMENTS, 4), "plan": None}, at=AT)

    pulse = read.pulse_of(asker("seller"))

    assert (pulse.given_on, pulse.about) == (TODAY, "Lee Okoro")
    assert pulse.answers == {**dict.fromkeys(STATEMENTS, 4), "plan": None}
    assert read.pulse_of(asker("peer")).answers == {}


def test_nobody_is_asked_about_who_leads_nobody_above_the_top():
    assert read.pulse_of(asker("chief")).leader is None
    assert read.pulse_of(asker("administrator")).leader is None


def test_aims_come_open_ones_first_with_what_was_said_to_them():
    who = asker("leader")
    first = write.set_aim(who, text="Ask more", lever="coaching", by=date(2026, 3, 1), at=AT).number
    second = write.set_aim(who, text="Talk less", lever="training", by=date(2026, 4, 1), at=AT).number
    write.note_aim(who, number=second, text="It begins", at=AT)
    write.settle_aim(who, number=first, state="reached", at=AT)

    found = read.aims_of(Person.objects.get(key="leader").pk)

    assert [(one.text, one.state) for one in found] == [("Talk less", "open"), ("Ask more", "reached")]
    assert [(note.by, note.text) for note in found[0].notes] == [("Lee Okoro", "It begins")]
    assert read.how_many_aims(found[0].leader) == 1
    assert read.aim(0) is None
