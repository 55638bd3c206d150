"""Levers: the library to read and keep, setting one to work, how far it is, and that it ended."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse

from answerable.facts.levers.library import shipped
from answerable.facts.levers.models import Edition, Lever
from answerable.facts.people.models import Person, Unit
from answerable.facts.support import write as support
from answerable.facts.support.write import FromLibrary
from answerable.findings.models import LeverEffect, LeversWeighed
from answerable.ledger import read as ledger
from staged import AT, TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

WRITTEN: dict[str, object] = {
    "kind": "tool",
    "name": "Demo kit",
    "causes": ["tool", "skill"],
    "facets": ["skill"],
    "expectation_kinds": ["result"],
    "summary": "A kit to show the product with.",
    "steps": "Take it along.\r\nShow one story.",
    "days": "30",
    "cost": "1,200",
    "currency": "eur",
    "cost_per": "start",
    "owner": "leader",
}
NOT_KNOWN = "Of just this one it is not known yet: fewer than five people who were short have had it."
COACHING = (
    "Closed 41 of 96 gaps within 90 days; 12 more than would have closed by themselves, between 3 and 21. "
    "It adds 5 points of the target, between 2 and 8."
)
NO_MORE = "how many more than would have closed by themselves is not known yet (−5 to +8)"
NOTHING = "What it adds is not known yet: it may be anything between −3 and +4 points."
MISLEADS = "It misleads: help begins when results are at their lowest, and most get better by themselves."


def number_of(key: str = "discovery-questions") -> int:
    return Lever.objects.get(key=f"ours-{key}").pk


def forget_levers() -> None:
    LeverEffect.objects.all().delete()
    LeversWeighed.objects.all().delete()


def read(who: str, address: str = "/levers/") -> str:
    return words(visitor(who).get(address))


def send(who: str, address: str, sent: dict[str, object] | None = None) -> HttpResponse:
    given = visitor(who).post(address, sent or {}, follow=True)
    assert isinstance(given, HttpResponse)
    return given


def begin(person: str | None = "seller-2", *, unit: str | None = None, until: date | None = None) -> str:
    return support.begin_measure(
        leader=Person.objects.get(key="leader").pk,
        person=None if person is None else Person.objects.get(key=person).pk,
        unit=None if unit is None else Unit.objects.get(key=unit).pk,
        lever="training",
        name="Discovery",
        expectation="bookings",
        on=TODAY - timedelta(days=5),
        at=AT,
        library=FromLibrary(number_of(), until),
    )


def test_everybody_reads_the_library_by_kind():
    text = read("seller")

    assert f"{len(shipped())} levers" in text
    assert f"Coaching guides {COACHING} Account walk with the customer's eyes For account managers and" in text
    assert "For: skill, how it is led, " not in text
    assert "For: the process, time, people or money, the leaders above" in text
    assert "4 weeks · not set to work yet" in text
    assert "Keeping the library" not in text


def test_what_levers_add_is_said_by_kind_and_of_a_lever_where_it_is_known():
    text = read("seller")

    assert f"Trainings Closed 25 of 34 gaps within 90 days; {NO_MORE}. {NOTHING} Copy that is read" in text
    assert f"Closed 17 of 22 gaps within 90 days; {NO_MORE}. {NOTHING} Forecasting by evidence" in text
    assert "Programs Closed 20 of 25 gaps within 90 days. What it adds is not known yet: those chosen for it" in text
    assert "Processes What they add is not known yet: fewer than five people who were short have had one." in text
    assert "A day in the woods" not in text
    assert "Weighed on 6 January 2026, with what was known then." in text


def test_before_levers_were_weighed_nothing_is_said_of_what_they_add():
    forget_levers()

    text = read("seller")

    assert "Coaching guides Account walk" in text
    assert "Weighed on" not in text


def test_the_page_of_a_lever_that_helps_for_sure_says_how_much_and_draws_how_gaps_ended():
    response = visitor("seller").get(f"/levers/{number_of('pipeline-review')}/")
    text = words(response)

    assert f"Does it close gaps? {NOT_KNOWN} All of this kind: {COACHING}" in text
    assert f"A plain comparison of before and after would say 16 points more. {MISLEADS}" in text
    assert "Gaps closed after 3 months: with coaching 36 %, without 24 %." in text
    assert "Months Closed, with In another role, with Left, with Closed, without" in text
    assert "1 12 % (10 % to 14 %) 1 % (1 % to 1 %)" in text
    assert 'class="line first"' in source(response)


def test_a_training_after_which_most_gaps_closed_is_said_to_be_not_known_yet():
    text = read("seller", f"/levers/{number_of()}/")

    assert f"Does it close gaps? Closed 17 of 22 gaps within 90 days; {NO_MORE}. {NOTHING}" in text
    assert f"would say 21 points more. {MISLEADS} All of this kind: Closed 25 of 34 gaps within 90 days" in text
    assert f"All of this kind, by what the gap came from Skill: Closed 22 of 29 gaps within 90 days; {NO_MORE}." in text


def test_of_levers_for_whole_units_it_says_so_by_cause_too():
    LeverEffect.objects.filter(cause="skill").update(lever="tool", unit_wide=True, cause="feedback_missing")

    text = read("seller", f"/levers/{Lever.objects.get(editions__name='A quote in ten minutes').pk}/")

    assert "All of this kind: For whole units: Closed 2 of 6 gaps within 90 days." in text
    assert "would say 2 points less." in text
    assert "Feedback is missing: For whole units: Closed 22 of 29 gaps" in text
    assert "How gaps ended, month by month" not in text


def test_a_lever_nobody_short_ever_had_says_only_that():
    LeverEffect.objects.filter(lever="tool").update(
        figures=LeverEffect.objects.get(lever="tool").figures | {"episodes": 0, "before_after": None}
    )

    text = read("seller")

    assert "For whole units: What it adds is not known yet: 0 times so far, and it takes 20." in text


def test_it_is_narrowed_in_the_address():
    text = read("seller", "/levers/?kind=tool&cause=resources&q=quote")

    assert "1 lever Tools For whole units: Closed 2 of 6 gaps within 90 days. What it adds is not known yet" in text
    assert "A quote in ten minutes" in text
    assert "Deal desk" not in text
    assert "Show all" in text
    assert 'value="quote"' in source(visitor("seller").get("/levers/?q=quote"))


def test_what_is_no_kind_or_cause_narrows_nothing():
    assert f"{len(shipped())} levers" in read("seller", "/levers/?kind=magic&cause=fate")


def test_where_nothing_fits_or_nothing_is_there_it_says_so():
    narrowed, retired = read("leader", "/levers/?q=unheard-of"), read("leader", "/levers/?retired=1")
    Edition.objects.all().delete()

    assert "No lever fits Choose another kind or cause, or look for fewer words." in narrowed
    assert "No lever was retired" in retired
    assert "The library is empty A leader or a people partner brings in the library" in read("leader")


def test_a_lever_says_what_to_do_what_it_is_for_and_that_effects_are_not_known_yet():
    text = read("seller", f"/levers/{number_of('deal-desk')}/")

    assert text.startswith("Levers Deal desk Deal desk Process One place where unusual terms are decided")
    assert "What to do Count for a month what waits: which requests" in text
    assert "It helps where the cause is the process, time, people or money, the leaders above" in text
    assert "It takes 45 days Looked after by nobody yet Where it is from came with the product" in text
    assert "Who has it at work now Nobody of those you may see." in text
    assert "Set to work 0 Running 0 Done 0 Stopped 0" in text
    assert NOT_KNOWN in text
    assert "Set it to work" not in text


def test_it_shows_who_has_it_at_work_only_to_those_who_may_see_them():
    begin("seller-2")
    address = f"/levers/{number_of()}/"

    assert "Seller-2 Discovery 7 January 2026 open nothing said yet" in read("leader", address)
    assert "Nobody of those you may see." in read("seller", address)
    assert "Set to work 1 Running 1 Done 0 Stopped 0" in read("seller", address)
    assert "set to work once" in read("seller", "/levers/?q=discovery")


def test_a_lever_is_text_and_nothing_else():
    send("leader", "/levers/add/", WRITTEN | {"steps": "<script>alert(1)</script>"})

    number = Lever.objects.get(source="company").pk
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in source(visitor("seller").get(f"/levers/{number}/"))


def test_a_leader_adds_one():
    text = words(send("leader", "/levers/add/", WRITTEN))

    assert text.startswith("Levers Demo kit It is in the library. Demo kit Tool")
    assert "Take it along. Show one story." in text
    assert "It usually costs 1,200 EUR each time Looked after by Lee Okoro Where it is from the company's own" in text
    row = Edition.standing.get(name="Demo kit")
    assert (row.steps, row.causes, row.days) == ("Take it along.\nShow one story.", ["tool", "skill"], 30)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Give it a name."),
        ({"causes": ["laziness"]}, "Say which causes it is for: at least one."),
        ({"days": "soon"}, "Expected a whole number of days, found “soon”."),
        ({"cost": "much"}, "Expected an amount such as 1200 or 49.90, found “much”."),
        ({"currency": "euro"}, "Expected a currency of three capital letters, such as EUR."),
        ({"owner": "director"}, "Name yourself, somebody in your line, or whoever owns it now as the owner."),
    ],
)
def test_what_is_refused_says_why_and_loses_no_text(changed: dict[str, object], sentence: str):
    before = ledger.head()

    given = visitor("leader").post("/levers/add/", WRITTEN | changed)

    assert given.status_code == 422
    assert f"Nothing was changed. {sentence}" in words(given)
    assert "A kit to show the product with." in source(given)
    assert "Take it along.\nShow one story." in source(given)
    assert all(f'value="{value}"' in source(given) for value in (changed.get("days"), changed.get("cost")) if value)
    assert ledger.head() == before


def test_a_change_begins_with_what_stands_and_keeps_what_was():
    send("leader", "/levers/add/", WRITTEN)
    number = Lever.objects.get(source="company").pk
    form = source(visitor("director").get(f"/levers/{number}/edit/"))

    text = words(send("director", f"/levers/{number}/edit/", WRITTEN | {"name": "Kit", "version": "1"}))

    assert 'name="version" value="1"' in form
    assert 'value="1200.00"' in form
    assert "Changed. What it said before stays on record. Kit Tool" in text
    assert "All it ever said Version Since Written by Called 2 12 January 2026 Dana Reyes Kit" in text
    once = read("seller", f"/levers/{number}/?version=1")
    assert "Demo kit Version 1, written on 12 January 2026 by Lee Okoro. It says something else now." in once
    assert visitor("seller").get(f"/levers/{number}/?version=9").status_code == 404


def test_of_two_who_write_at_once_the_second_brings_both_texts_together():
    send("leader", "/levers/add/", WRITTEN)
    number = Lever.objects.get(source="company").pk
    send("director", f"/levers/{number}/edit/", WRITTEN | {"steps": "Theirs.", "version": "1"})

    given = visitor("leader").post(f"/levers/{number}/edit/", WRITTEN | {"steps": "Mine.", "version": "1"})

    assert given.status_code == 422
    assert "Dana Reyes changed this while you were writing. Nothing is lost: here are both texts." in words(given)
    assert "Theirs.\nMine.</textarea>" in source(given)
    assert 'name="version" value="2"' in source(given)
    assert 'name="causes" value="tool"' in source(given)
    both = WRITTEN | {"steps": "Theirs.\r\nMine.", "version": "2"}
    assert "Theirs. Mine." in words(send("leader", f"/levers/{number}/edit/", both))


def test_it_is_retired_and_brought_back_by_its_owner():
    send("leader", "/levers/add/", WRITTEN)
    number = Lever.objects.get(source="company").pk

    away = words(send("leader", f"/levers/{number}/retire/"))
    listed, gone = read("seller"), read("seller", "/levers/?retired=1")
    edited, started = (visitor("leader").get(f"/levers/{number}/{deed}/").status_code for deed in ("edit", "start"))
    back = words(send("leader", f"/levers/{number}/bring-back/"))

    assert "Retired. What runs goes on, and it can be brought back." in away
    assert "retired on 12 January 2026" in away
    assert ("Demo kit" in listed, "Demo kit" in gone) == (False, True)
    assert (edited, started) == (404, 404)
    assert "It is in the library again." in back


def test_another_leader_is_told_why_they_do_not_retire_it():
    before = Lever.objects.filter(retired_on=None).count()

    page = read("leader", f"/levers/{number_of()}/")
    told = words(send("leader", f"/levers/{number_of()}/retire/"))

    reason = "Nobody owns this lever. Name an owner first, or ask a people partner to retire it."
    assert reason in page
    assert reason in told
    assert Lever.objects.filter(retired_on=None).count() == before


def test_our_library_is_brought_in_and_once_is_enough():
    twice = words(send("leader", "/levers/bring-in/"))
    Edition.objects.all().delete()
    Lever.objects.all().delete()

    assert "All of it is here already. What you changed or retired was left as it is." in twice
    assert f"{len(shipped())} levers are new or newer." in words(send("north-partner", "/levers/bring-in/"))


def test_the_administrator_has_no_levers():
    assert visitor("administrator").get("/levers/").status_code == 403
    assert "/levers/" not in source(visitor("administrator").get("/company/"))
    assert "/levers/" in source(visitor("north-partner").get("/chain/"))
