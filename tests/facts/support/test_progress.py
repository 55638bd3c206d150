"""How far a measure is, that it is done or was stopped: by those it concerns, each said once, none overwritten."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from answerable.facts.people.models import Person
from answerable.facts.support import progress, running
from answerable.facts.support.models import Measure, Progress
from answerable.facts.support.progress import Ending
from answerable.ledger import read as ledger
from answerable.sources.intake.read import company_on_record
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

KEY = "here-1"
LATER = datetime(2026, 1, 12, 16, tzinfo=UTC)
BEGAN = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def _begun() -> None:
    """Calls, together, for seller-2, since a week ago."""
    begin(KEY, "seller-2")


def begin(key: str, person: str, on: date = BEGAN) -> None:
    Measure.objects.create(
        key=key,
        lever="coaching",
        name="Calls, together",
        person=Person.objects.get(key=person),
        leader=Person.objects.get(key="leader"),
        starts_on=on,
        recorded_at=AT,
    )


def everything() -> list[object]:
    """All that a deed here could change."""
    rows = Measure.objects.order_by("pk").values_list("pk", "ends_on", "ended_as", "replaced_at")
    return [ledger.head(), list(rows), Progress.objects.count()]


def report(who: str, share: int = 40, note: str = "Four calls heard.", key: str = KEY) -> tuple[str, ...]:
    return progress.report(asker(who), key=key, share=share, note=note, at=AT).reasons


def end(who: str, ending: Ending, key: str = KEY) -> tuple[str, ...]:
    return progress.end(asker(who), key=key, ending=ending, at=LATER).reasons


@pytest.mark.parametrize("who", ["peer", "leader", "director", "chief"])
def test_the_person_and_their_leaders_say_how_far_it_is(who: str):
    assert report(who) == ()

    row = Progress.objects.get()
    assert (row.share, row.note, row.on, row.at) == (40, "Four calls heard.", TODAY, AT)
    assert row.said_by.pk == asker(who).person
    entry = ledger.history(["seller-2"], until=None, limit=1)[0]
    assert (entry.kind, entry.body) == (
        "measure.progressed",
        # What a leader calls a measure for somebody are words of theirs; the ledger holds none.
        {"measure": KEY, "lever": "coaching", "share": 40},
    )


def test_a_form_sent_twice_is_one_report():
    report("peer")
    before = everything()

    assert report("peer") == ()
    assert everything() == before
    assert report("leader") == ()
    assert Progress.objects.count() == 2


@pytest.mark.parametrize("who", ["seller", "new leader", "stranger", "north-partner", "administrator"])
def test_nobody_else_does(who: str):
    before = everything()

    assert report(who) == ("Only the person it is for and their leaders say how far it is.",)
    assert everything() == before


@pytest.mark.parametrize(
    ("share", "note", "sentence"),
    [
        (-1, "", "Expected 0 to 100 percent."),
        (101, "", "Expected 0 to 100 percent."),
        (50, "x" * 2001, "Expected a note of at most 2000 characters."),
    ],
)
def test_what_is_no_progress_is_refused(share: int, note: str, sentence: str):
    before = everything()

    assert report("leader", share, note) == (sentence,)
    assert everything() == before


def test_of_what_is_still_to_begin_and_of_what_is_over_nothing_is_said():
    begin("here-2", "seller-3", TODAY + timedelta(days=1))
    end("leader", Ending("done", TODAY))
    before = everything()

    assert report("leader", key="here-2") == ("It has not begun yet.",)
    assert report("leader") == ("It has ended. What comes of it now is a new start.",)
    assert report("leader", key="unheard-of") == ("Only the person it is for and their leaders say how far it is.",)
    assert everything() == before


def test_what_is_done_is_a_row_of_its_own_and_the_row_before_stays():
    report("peer")

    assert end("leader", Ending("done", date(2026, 1, 9), cost=Decimal("350.50"), currency="EUR")) == ()

    first, second = Measure.objects.order_by("pk")
    assert (first.ends_on, first.ended_as, first.replaced_at) == (None, "", LATER)
    assert (second.ends_on, second.ended_as, second.replaced_at) == (date(2026, 1, 10), "done", None)
    assert (second.recorded_at, second.cost, second.currency) == (LATER, Decimal("350.50"), "EUR")
    shown = running.measure(asker("peer"), KEY)
    assert shown is not None
    # The day it was first put on record, and what was said before, are still its own.
    assert (shown.progress, shown.recorded_on, shown.is_over(TODAY)) == (40, TODAY, True)
    entry = ledger.history(["seller-2"], until=None, limit=1)[0]
    assert (entry.kind, entry.body["last_day"]) == ("measure.finished", "2026-01-09")


def test_what_was_stopped_says_why_and_the_ledger_does_not():
    assert end("director", Ending("stopped", TODAY, reason=" The product is sold no more. ")) == ()

    assert Measure.standing.get(key=KEY).stopped_reason == "The product is sold no more."
    entry = ledger.history(["seller-2"], until=None, limit=1)[0]
    assert entry.kind == "measure.stopped"
    assert "product" not in str(entry.body)


@pytest.mark.parametrize("who", ["peer", "seller", "new leader", "north-partner", "administrator"])
def test_only_leaders_of_whom_it_is_for_end_it(who: str):
    before = everything()

    assert end(who, Ending("done", TODAY)) == ("Only a leader of whom it is for says that it is done or stopped.",)
    assert everything() == before


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [
        (Ending("gone", TODAY), "Say whether it is done or was stopped."),
        (Ending("done", TODAY + timedelta(days=1)), "This day is still to come. Say so once it has ended."),
        (Ending("done", BEGAN - timedelta(days=1)), "It cannot have ended before it began."),
        (Ending("stopped", TODAY, reason=" "), "Say in a few words why it was stopped."),
        (Ending("stopped", TODAY, reason="x" * 2001), "Expected a reason of at most 2000 characters."),
        (Ending("done", TODAY, cost=Decimal(-1), currency="EUR"), "Expected a cost from 0 on, or none."),
        (Ending("done", TODAY, cost=Decimal(5)), "Expected a currency of three capital letters, such as EUR."),
    ],
)
def test_an_end_that_makes_no_sense_is_refused(ending: Ending, sentence: str):
    before = everything()

    assert end("leader", ending) == (sentence,)
    assert everything() == before


def test_it_ends_once():
    end("leader", Ending("done", TODAY))
    before = everything()

    assert end("director", Ending("stopped", TODAY, reason="Too late.")) == (
        "It has ended. What comes of it now is a new start.",
    )
    assert everything() == before


def test_a_measure_taken_back_no_longer_stands():
    shown = running.measure(asker("leader"), KEY)
    assert shown is not None

    progress.take_back(asker("leader"), shown, at=LATER)

    assert not Measure.standing.filter(key=KEY).exists()
    assert Measure.objects.get(key=KEY).replaced_at == LATER
    assert ledger.history(["seller-2"], until=None, limit=1)[0].kind == "measure.taken_back"


def test_the_engine_is_given_each_measure_once_with_its_name_and_its_end():
    end("leader", Ending("done", date(2026, 1, 9)))

    rows = company_on_record()["interventions"].collect().to_polars().rows(named=True)

    assert [(row["intervention_id"], row["lever"], row["name"], row["person_id"]) for row in rows] == [
        (KEY, "coaching", "Calls, together", "seller-2")
    ]
    assert (rows[0]["starts_on"], rows[0]["ends_on"]) == (BEGAN, date(2026, 1, 10))
