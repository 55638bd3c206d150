"""Me: what is expected of me, what I am owed and was given, who looked, and everything held on me."""

import json

import pytest
from django.http import HttpResponse

from answerable.facts.people import accounts
from answerable.facts.people.models import Account, Person
from answerable.findings.models import LeaderEffect
from answerable.ledger import read as ledger
from asking import asker
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def test_a_person_reads_what_they_are_owed_what_is_expected_and_how_they_are_doing():
    text = words(visitor("seller").get("/me/"))

    assert text.startswith(
        "Seller-1 Account Executive · led by Lee Okoro My conversations What my leader owes me Support owed "
        "What By Who answers now Due How it stands a one-on-one Lee Okoro Lee Okoro 7 January 2026 5 days over "
        "a decision on Bookings Cleo Chief Cleo Chief, level 3, since 30 September 2025 15 December 2025 "
        "lapsed on 23 December 2025"
    )
    assert "What I was given lately Nothing is on record in the last 90 days." in text
    assert "Bookings at least 100 every month 90 % Neither has said here yet that they agree on it." in text
    assert "My gaps Gaps, the latest first In Opened Closed It is real Answerable Bookings 1 September 2025" in text
    assert "Where you see it otherwise, open the gap and say so: your answer stands beside it for good." in text


def test_what_was_given_lately_is_folded_and_what_was_given_before_is_not_there():
    text = words(visitor("peer").get("/me/"))

    # Every other Monday back from 5 January: 22, 8, 24, 10 and 27 October; the 90 days begin on 14 October.
    assert "6 in the last 90 days Support received What By When How long one-on-one Lee Okoro 5 January 2026" in text
    assert "27 October 2025 30 minutes" in text
    assert "one-on-one Lee Okoro 13 October 2025 30 minutes" not in text


def test_somebody_of_whom_nothing_is_on_record_is_told_so():
    Person.objects.get(key="chief").owed.all().delete()

    text = words(visitor("chief").get("/me/"))

    assert text.startswith("Cleo Chief Sales Manager My conversations What my leader owes me Nothing is open.")
    assert "Nothing is on record. Your leader owes you an agreement on it." in text
    assert "No figures yet Nothing has been measured of you yet." in text
    assert "Who looked at my page Nobody in the last 90 days." in text
    assert "My gaps" not in text
    assert "agree with" not in text


def test_somebody_without_a_role_has_a_page_all_the_same():
    newcomer = Person.objects.create(key="new", name="Newt New")
    Account.objects.filter(email="partner@example.com").update(person=newcomer)

    text = words(visitor("partner").get("/me/"))
    assert text.startswith("Newt New no role now My conversations What my leader owes me")


def test_a_person_sees_who_looked_at_what_of_them_the_latest_first():
    leader, partner = visitor("leader"), visitor("north-partner")
    leader.get("/people/seller-1/record/")
    partner.get("/people/seller-1/")

    text = words(visitor("seller").get("/me/"))

    # Who is a people partner and no person of the company is called by the address.
    assert (
        "Who looked at my page In the last 90 days Who What When north-partner@example.com my page 12 January 2026 "
        "Lee Okoro the record 12 January 2026"
    ) in text


@pytest.mark.parametrize("path", ["/me/", "/me/held/"])
@pytest.mark.parametrize("name", ["administrator", "north-partner"])
def test_an_account_that_is_no_person_has_no_page_of_its_own(name: str, path: str):
    response = visitor(name).get(path)

    assert (response.status_code, response["Location"]) == (302, "/")


def test_everything_held_on_a_person_is_one_file_and_that_it_was_fetched_is_on_record():
    response = visitor("seller").get("/me/held/")

    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="held-on-seller-1.json"'
    assert response["Cache-Control"] == "no-store"
    held = json.loads(source(response))
    assert held["person"][0]["name"] == "Seller-1"
    assert len(held["measurements"]) == 12
    assert ledger.history(["seller-1"], until=None, limit=1)[0].kind == "person.exported"


def test_the_file_has_a_name_whatever_the_key_of_the_person_is():
    Person.objects.filter(key="seller-1").update(key='Zoë "1"')

    response = visitor("seller").get("/me/held/")

    assert response["Content-Disposition"] == "attachment; filename*=utf-8''held-on-Zo%C3%AB%20%221%22.json"


def test_one_chooses_which_letters_one_gets():
    client = visitor("leader")
    before = source(client.get("/settings/"))

    given = client.post("/settings/", {"notices": "on"}, follow=True)

    assert isinstance(given, HttpResponse)
    assert before.count(" checked>") == 2
    assert "On record." in words(given)
    assert source(given).count(" checked>") == 1
    assert accounts.letters(asker("leader")) == (False, True)
    assert accounts.letters(asker("director")) == (True, True)


def test_settings_lead_to_the_password_and_a_second_factor():
    client = visitor("administrator")

    html = source(client.get("/settings/"))

    for url in ("/accounts/password/change/", "/accounts/2fa/"):
        assert f'<a href="{url}">' in html
        assert client.get(url).status_code == 200


def added(name: str) -> str:
    """What somebody reads of what they add as a leader."""
    text = words(visitor(name).get("/me/"))
    return text.partition("What I add, as far as figures can tell ")[2].partition("Who looked at my page")[0]


def test_a_leader_reads_first_what_they_add_and_what_it_rests_on():
    text = added("leader")

    assert text.startswith(
        "To those I lead: 13 points less than a typical leader (between 6 and 20), more than 99 % sure. "
        "It rests on 6 people led, one of whom was also measured under another leader. "
        "To those I lead 13 points less, between 6 and 20"
    )
    assert "Reckoned on 6 January 2026, with what was known then. You see this before anybody else" in text


def test_a_leader_of_whom_the_figures_cannot_tell_reads_that():
    text = added("director")

    assert text.startswith(
        "Through the leaders below me: the figures cannot tell whether it is anything (between −4 and 2 points). "
        "It rests on 6 people led, none of whom was measured under another leader. "
        "Through the leaders below me cannot be told"
    )


def test_a_leader_who_adds_reads_that():
    LeaderEffect.objects.filter(leader__key="leader").update(estimate=0.06, low=0.02, high=0.1, lfsr=0.01)

    text = added("leader")

    assert text.startswith("To those I lead: 6 points more than a typical leader (between 2 and 10), 99 % sure.")
    assert "To those I lead 6 points more, between 2 and 10" in text


@pytest.mark.parametrize(
    ("people", "moved", "rests"),
    [
        (9, 9, "It rests on 9 people led, all of whom were also measured under another leader."),
        (9, 4, "It rests on 9 people led, 4 of whom were also measured under another leader."),
        (1, 1, "It rests on one person led, who was also measured under another leader."),
        (1, 0, "It rests on one person led, who was not measured under another leader."),
    ],
)
def test_what_the_figures_rest_on_is_said_as_people_say_it(people: int, moved: int, rests: str):
    LeaderEffect.objects.filter(leader__key="leader").update(people=people, identified_by=moved)

    assert rests in added("leader")


def test_a_leader_of_whom_nothing_was_reckoned_reads_that():
    text = added("chief")

    assert text.startswith("Nothing can be said yet: nobody you lead has been reckoned with")
    assert "You see this before anybody else" not in text


def test_whoever_leads_nobody_reads_nothing_of_it():
    assert added("seller") == ""
