"""One that took place is logged: who, which day, how long; in seconds, and by whoever leads them."""

from datetime import date

import pytest
from django.http import HttpResponse

from answerable.decisions.duties.models import Duty
from talks import everything
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def send(name: str, path: str, **sent: str) -> HttpResponse:
    answer = visitor(name).post(path, sent, follow=True)
    assert isinstance(answer, HttpResponse)
    return answer


def test_one_that_took_place_is_logged_with_who_which_day_and_how_long():
    form = source(visitor("leader").get("/conversations/log/?with=seller-3"))

    answer = send("leader", "/conversations/log/", person="seller-3", day="2026-01-11", minutes="25", kind="coaching")

    assert '<option value="seller-3" selected>Seller-3</option>' in form
    assert 'value="2026-01-12" max="2026-01-12"' in form
    assert "On record. Take it back" in words(answer)
    assert "Sunday 11 January 2026, 25 minutes held, to be confirmed" in words(answer)
    assert Duty.objects.filter(person__key="seller-3", kept_on=date(2026, 1, 11)).exists()


def test_somebody_further_down_the_line_can_be_chosen_by_a_link_alone():
    client = visitor("director")

    assert "Seller-3" not in source(client.get("/conversations/log/"))
    assert '<option value="seller-3" selected>Seller-3</option>' in source(
        client.get("/conversations/log/?with=seller-3")
    )
    assert "Sam Stranger" not in source(client.get("/conversations/log/?with=stranger"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"day": "yesterday"}, "Choose a day, such as 2026-01-12."),
        ({"day": "2026-01-15"}, "This day is still to come."),
    ],
)
def test_what_cannot_be_logged_is_told_and_kept(sent: dict[str, str], said: str):
    before = everything()

    answer = send("leader", "/conversations/log/", person="seller-3", minutes="25", **sent)

    assert said in words(answer)
    assert f'name="day" value="{sent["day"]}"' in source(answer)
    assert 'name="minutes" value="25"' in source(answer)
    assert everything() == before


def test_whoever_leads_nobody_or_not_them_logs_nothing():
    before = everything()

    answers = [
        visitor("peer").get("/conversations/log/"),
        visitor("peer").post("/conversations/log/", {"person": "seller-1", "day": "2026-01-12"}),
        visitor("leader").post("/conversations/log/", {"person": "stranger", "day": "2026-01-12"}),
        visitor("leader").post("/conversations/log/", {"person": "unheard-of", "day": "2026-01-12"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 404]
    assert everything() == before
