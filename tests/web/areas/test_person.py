"""One person: over time, support owed and given, the record; and who may look."""

from datetime import date

import pytest
from django.http import HttpResponse

from answerable.decisions.cases.models import Case
from answerable.facts.agreements.models import Tailoring
from answerable.facts.people.models import Account, Assignment, Person, Reading
from answerable.facts.people.write import rewrite_places
from answerable.facts.roles.models import Expectation, FacetItem, Role
from answerable.facts.support.models import Assessment, Measure
from answerable.findings.models import LevelFinding
from answerable.ledger import write as ledger
from answerable.ledger.models import Entry
from answerable.web.areas.person.parts import KINDS
from more_cases import take_up
from staged import AT, MOVED_ON, TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def page(name: str, path: str) -> str:
    """What a member of the cast reads on a page of a person."""
    return words(visitor(name).get(f"/people/{path}"))


def test_a_leader_reads_where_somebody_stands_what_is_expected_and_why_they_may_see_it():
    text = page("leader", "seller-1/")

    assert text.startswith(
        "Seller-1 Account Executive · led by Lee Okoro Over time Support and facets Expectations Other roles The record"
    )
    # The latest three periods: 58 and 62 % were measured in turn.
    assert "December 2025 58 % 60 %" in text
    assert "November 2025 62 % 64 %" in text
    assert "Bookings 1 September 2025 open more than 99 % sure Cleo Chief" in text
    assert "Bookings at least 100 every month 90 % Neither has said here yet that they agree on it." in text
    assert "Why you see this page: This person is in your line. Seller-1 sees that you looked." in text


def test_a_person_reads_their_own_page_without_being_told_why():
    text = page("seller", "seller-1/")

    assert "Why you see this page" not in text
    assert "Log a conversation" not in text


@pytest.mark.parametrize("path", ["seller-1/", "seller-1/support/", "seller-1/record/"])
@pytest.mark.parametrize("name", ["peer", "new leader", "stranger", "partner", "administrator"])
def test_whoever_may_not_see_a_person_is_told_who_may_and_no_looking_is_noted(name: str, path: str):
    response = visitor(name).get(f"/people/{path}")

    assert response.status_code == 403
    assert "What is held on a person is seen by that person, their leaders, and the people partner" in words(response)
    assert "Seller-1" not in source(response)
    assert not Reading.objects.exists()


def test_of_somebody_unheard_of_there_is_nothing():
    response = visitor("leader").get("/people/unheard-of/")

    assert response.status_code == 404
    assert "There is nothing here The address leads nowhere, or to something that you may not see." in words(response)


def test_that_somebody_looked_is_noted_once_a_day_for_each_page_and_never_of_oneself():
    leader, seller = visitor("leader"), visitor("seller")

    for _ in range(2):
        for path in ("", "support/", "record/"):
            leader.get(f"/people/seller-1/{path}")
            seller.get(f"/people/seller-1/{path}")

    rows = Reading.objects.order_by("page").values_list("reader__email", "person__key", "page", "on")
    assert list(rows) == [("leader@example.com", "seller-1", name, TODAY) for name in ("person", "record", "support")]


def test_a_leader_before_sees_what_was_known_on_their_last_day_and_nothing_after():
    text, support, record = (page("leader", f"seller-6/{path}") for path in ("", "support/", "record/"))

    assert "Shown as known on 30 November 2025, the last day of your time" in text
    assert "led by Lee Okoro" in text
    assert "October 2025 97 %" in text
    assert not any(later in text for later in ("November 2025 103 %", "December 2025", "Nia Wolf", "I agree with"))
    assert "Log a conversation" not in text
    assert "Why you see this page: This person was in your line on 30 November 2025." in text
    assert "Nia Wolf" not in support + record


def test_the_line_of_today_sees_the_change_of_leader_as_a_sign():
    html = source(visitor("new leader").get("/people/seller-6/"))

    assert "<title>1 December 2025: Nia Wolf</title>" in html
    assert "<title>24 November 2025: one-on-one, Lee Okoro</title>" in html


def test_measures_stand_among_the_signs_by_their_name_or_what_they_are():
    seller, leader = Person.objects.get(key="seller-1"), Person.objects.get(key="leader")
    for number, (lever, name) in enumerate((("coaching", None), ("training", "Discovery calls"), ("retreat", None))):
        day = date(2025, 11, 3 + number)
        Measure.objects.create(
            key=str(number), lever=lever, name=name, person=seller, leader=leader, starts_on=day, recorded_at=AT
        )

    html, given = source(visitor("leader").get("/people/seller-1/")), page("leader", "seller-1/support/")

    assert "<title>3 November 2025: Coaching</title>" in html
    assert "<title>4 November 2025: Discovery calls</title>" in html
    assert "<title>5 November 2025: retreat</title>" in html
    assert "retreat Lee Okoro 5 November 2025" in given


def test_where_nothing_was_measured_the_page_says_so():
    others, own = page("chief", "stranger/"), page("stranger", "stranger/")

    assert "No figures yet Nothing has been measured of this person yet." in others
    assert "No figures yet Nothing has been measured of you yet." in own


def test_somebody_without_a_role_or_a_leader_has_a_page_all_the_same():
    Person.objects.create(key="new", name="Newt New")
    Account.objects.filter(email="partner@example.com").update(person=Person.objects.get(key="new"))

    text = page("partner", "new/")

    assert text.startswith("Newt New no role now Over time")
    assert "agree" not in text
    assert page("chief", "chief/").startswith("Cleo Chief Sales Manager Over time")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"target": None}, "Bookings agreed person by person every month 90 %"),
        ({"target": 20.0, "target_high": 40.0, "direction": "band", "unit": "%"}, "Bookings 20 – 40 % every month"),
        ({"direction": "lower", "unit": "h"}, "Bookings at most 100 h every month"),
        ({"target": 1234567.0, "unit": "EUR"}, "Bookings at least 1,234,567 EUR every month"),
    ],
)
def test_a_target_is_said_as_it_is_meant(changes: dict[str, object], said: str):
    Expectation.standing.update(**changes)

    assert said in page("leader", "seller-1/")


def test_a_gap_in_something_that_is_expected_no_more_is_called_by_its_key():
    take_up(person="seller-1", answers=None, expectation="calls")
    Case.objects.filter(expectation="calls").update(closed_on=TODAY)

    text = page("leader", "seller-1/")

    # The latest first; nobody is left to answer for it.
    assert "calls 12 January 2026 12 January 2026 more than 99 % sure nobody is left Bookings 1 September" in text


def test_a_series_in_something_that_is_expected_no_more_is_called_by_its_key():
    LevelFinding.objects.filter(person__key="seller-1").update(expectation="calls")

    assert '<svg viewBox="0 0 760 330" role="img" aria-label="calls, Seller-1">' in source(
        visitor("leader").get("/people/seller-1/")
    )


def test_support_says_of_each_leader_what_they_owed_and_how_they_kept_it():
    text, kept = page("leader", "seller-1/support/"), page("leader", "seller-2/support/")

    # 180 days before 12 January. Every other Wednesday from 9 July on, due 14 days later, and the three of the gap.
    assert "What was owed and what was given since 16 July 2025." in text
    assert "Cleo Chief: 3 owed, 0 kept in time, 0 late, 3 lapsed." in text
    assert "Dana Reyes: 1 owed, 0 kept in time, 0 late, 0 lapsed." in text
    assert "Lee Okoro: 16 owed, 0 kept in time, 0 late, 15 lapsed." in text
    assert "a decision on Bookings Cleo Chief 15 December 2025 lapsed on 23 December 2025" in text
    assert "Received Nothing is on record. What the role takes, from 1 to 5 Nothing has been said of that yet." in text
    assert "one-on-one Lee Okoro 5 January 2026 30 minutes" in kept


def test_nothing_owed_and_what_the_role_takes_with_what_was_seen():
    role, leader = Role.objects.get(key="advises"), Person.objects.get(key="chief")
    stranger = Person.objects.get(key="stranger")
    stranger.owed.all().delete()
    for item, level in (("listening", 4), ("writing", 3.5)):
        FacetItem.objects.create(role=role, facet="skill", item=item, level=level, recorded_at=AT)
    seen = {"facet": "skill", "item": "listening", "level": 2.5, "assessed_on": MOVED_ON, "assessor": leader}
    Assessment.objects.create(person=stranger, recorded_at=AT, **seen)

    text = page("chief", "stranger/support/")

    assert "Owed Nothing was owed." in text
    assert "listening (skill) 4 2.5, 1 December 2025 writing (skill) 3.5 not assessed" in text


def test_the_record_says_what_happened_the_latest_first():
    text = page("seller", "seller-1/record/")

    assert text.startswith(
        "Seller-1 Over time Support and facets Expectations Other roles The record The ledger: it is only ever added to"
    )
    assert text.index("12 January 2026 a duty arose one on one, due 7 January 2026") < text.index("a gap was taken up")
    assert (
        "16 September 2025 who is answerable was recorded No conversation was held by 15 September 2025 (due "
        "8 September 2025, 7 days of grace): answerability moved from Lee Okoro to Dana Reyes on 16 September 2025."
    ) in text


def test_every_kind_of_entry_about_somebody_has_words():
    kinds = set(Entry.objects.exclude(kind="company.loaded").values_list("kind", flat=True))

    assert {"case.opened", "duty.lapsed", "account.opened", "partner.named"} <= kinds
    assert kinds <= KINDS.keys()


def test_a_kind_of_entry_that_has_no_words_yet_is_called_by_its_name():
    ledger.append(kind="star.fell", at=AT, day=TODAY, actor="clock", subject="seller-1", body={"name": "Sirius"})

    assert "12 January 2026 star.fell Sirius" in page("seller", "seller-1/record/")


def test_fifty_entries_stand_on_a_page_of_the_record():
    for number in range(60):
        ledger.append(
            kind="case.answered", at=AT, day=TODAY, actor="clock", subject="seller-2", body={"number": number}
        )
    client = visitor("peer")

    first = source(client.get("/people/seller-2/record/"))
    older = first.split('<a href="?before=')[1].split('"')[0]
    second = source(client.get("/people/seller-2/record/", {"before": older}))

    assert first.count('<th scope="row">') == 50
    assert "Further" in first
    assert "Back" not in first
    assert second.count("the person answered") == 10
    assert '<a href="?" rel="prev">Back</a>' in second


def test_the_end_of_the_record_leads_back_only():
    html = source(visitor("peer").get("/people/seller-2/record/", {"before": "2"}))

    assert "Nothing is on record." in html
    assert "Further" not in html
    assert '<a href="?" rel="prev">Back</a>' in html


def test_another_role_is_a_sign_and_what_is_expected_there_stands_on_the_page():
    seller, adviser = Person.objects.get(key="seller-2"), Role.objects.get(key="advises")
    leader = Person.objects.get(key="leader")
    Assignment.standing.filter(person=seller).update(ends_on=date(2026, 1, 1))
    Assignment.objects.create(person=seller, role=adviser, manager=leader, starts_on=date(2026, 1, 1), recorded_at=AT)
    rewrite_places()

    html = source(visitor("leader").get("/people/seller-2/"))

    assert "<title>1 January 2026: Adviser</title>" in html
    assert "What is expected in this role" not in html


def say(name: str, outcome: str, comment: str = "", key: str = "seller-2") -> HttpResponse:
    response = visitor(name).post(f"/people/{key}/expected/say/", {"outcome": outcome, "comment": comment}, follow=True)
    assert isinstance(response, HttpResponse)
    return response


def test_that_one_has_read_it_and_that_one_agrees_are_two_things():
    read = words(say("peer", "acknowledged"))

    assert "On record: you have read it. That you agree is another thing, said by itself." in read
    assert "Seller-2 has read it (version 1)." in read
    assert "Neither has said here yet that they agree on it." in read
    assert "I have read it" not in words(visitor("peer").get("/people/seller-2/expected/"))
    assert "Seller-2 has agreed; it waits for Lee Okoro." in words(say("peer", "agreed"))


def test_a_disagreement_is_shown_to_both_and_the_leader_s_leader_and_to_nobody_else_in_its_words():
    say("peer", "disagreed", "My territory was halved.")

    pages = {
        name: words(visitor(name).get("/people/seller-2/expected/"))
        for name in ("peer", "leader", "director", "chief", "north-partner")
    }

    assert all("Seller-2 does not agree, said on 12 January 2026; it waits for an answer." in t for t in pages.values())
    assert [name for name, text in pages.items() if "My territory was halved." in text] == [
        "peer",
        "leader",
        "director",
    ]
    assert "Read by Seller-2, Lee Okoro and Dana Reyes, and kept on record with its day." in pages["leader"]


def test_an_answer_without_a_reason_is_refused_beside_its_field_and_what_was_typed_stays():
    say("peer", "disagreed", "My territory was halved.")

    refused = say("leader", "stands", " ")
    answered = words(say("leader", "stands", "It was halved for all."))

    assert refused.status_code == 422
    assert "Give the reason for which you stand by it." in words(refused)
    assert "Seller-2 does not agree; Lee Okoro has answered and stands by it, on 12 January 2026." in answered


def test_what_is_nothing_to_say_is_not_there():
    assert say("peer", "shrug").status_code == 404


def test_a_leader_tailors_what_is_expected_and_ends_it():
    client = visitor("leader")
    form = {"expectation": "bookings", "target": "80", "starts_on": "2026-01-12", "reason": "Back from leave"}

    made = words(client.post("/people/seller-2/expected/tailor/", form, follow=True))

    assert "Bookings: at least 80, from 12 January 2026 Back from leave Lee Okoro" in made
    assert "Lee Okoro has agreed; it waits for Seller-2." in made
    number = Tailoring.standing.get().pk
    ended = words(client.post(f"/people/seller-2/expected/{number}/end/", follow=True))
    assert "On record: from today the role's own target holds." in ended
    assert "Nothing: what the role expects is expected." in ended
    again = words(client.post(f"/people/seller-2/expected/{number}/end/", follow=True))
    assert "There is nothing to end: it was ended before." in again


def test_what_is_wrong_with_a_tailored_target_is_said_and_what_was_typed_stays():
    form = {"expectation": "bookings", "target": "some", "starts_on": "soon", "ends_on": "never", "reason": "Leave"}

    response = visitor("leader").post("/people/seller-2/expected/tailor/", form)

    text, html = words(response), source(response)
    assert response.status_code == 422
    assert "Expected a number such as 50000." in text
    assert "Expected a day such as 2026-01-12." in text
    assert ('value="some"' in html, "Leave</textarea>" in html) == (True, True)
    assert Tailoring.objects.count() == 0


def test_a_leader_of_then_reads_what_was_expected_then_and_says_nothing():
    text = words(visitor("leader").get("/people/seller-6/expected/"))

    assert "Shown as known on 30 November 2025, the last day of your time" in text
    assert "Bookings at least 100 every month 90 %" in text
    assert "How far the two have agreed" not in text


def test_somebody_without_a_role_is_expected_nothing():
    Assignment.objects.filter(person__key="seller-2").update(ends_on=date(2026, 1, 1))

    assert "No role now: nothing is expected." in words(visitor("peer").get("/people/seller-2/expected/"))
