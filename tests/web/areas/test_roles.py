"""Roles: read, described, changed, never over what somebody else saved; and those who hold them are asked to agree."""

from datetime import date

import pytest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Assignment
from answerable.facts.roles import read as roles
from answerable.facts.roles.models import Expectation, FacetItem, Role, RoleVersion
from answerable.findings.models import Prospect
from answerable.kernel.money import is_currency
from answerable.ledger import read as ledger
from answerable.rules.profiles import faults
from answerable.web.areas.roles import form
from answerable.web.areas.roles.form import Form, Row
from roles_agreed import tailored
from staged import AT
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

BOOKINGS = {
    "expectations-0-key": "bookings",
    "expectations-0-name": "Bookings",
    "expectations-0-kind": "result",
    "expectations-0-direction": "higher",
    "expectations-0-cadence": "month",
    "expectations-0-unit": "",
    "expectations-0-target": "100",
    "expectations-0-target_high": "",
    "expectations-0-tolerance": "10",
    "expectations-0-weight": "1",
    "expectations-0-starts_on": "",
}
WINS = {
    "expectations-1-key": "",
    "expectations-1-name": "Win rate",
    "expectations-1-kind": "result",
    "expectations-1-direction": "higher",
    "expectations-1-cadence": "quarter",
    "expectations-1-target": "20",
}


def sent(**more: str) -> dict[str, str]:
    """The form of the role as it stands, some of its fields typed otherwise."""
    changed = {name.replace("__", "-"): value for name, value in more.items()}
    form = {"title": "Account Executive", "ramp_periods": "0", "version": "1", "holds_from": "2026-01-12", "note": ""}
    return form | BOOKINGS | changed


def save(name: str, form: dict[str, str], key: str = "sells") -> HttpResponse:
    response = visitor(name).post(f"/roles/{key}/edit/", form, follow=True)
    assert isinstance(response, HttpResponse)
    return response


def page(name: str, path: str) -> str:
    return words(visitor(name).get(path))


def test_a_leader_reads_who_holds_which_role_and_how_far_it_is_agreed():
    text = page("leader", "/roles/")

    assert "Describe a role Roles, by title" in text
    assert "Account Executive 6 people 1 expectation version 1 0 of 5" in text
    assert "Sales Manager 4 people nothing yet version 1 –" in text
    assert "Adviser" not in text


def test_whoever_leads_nobody_reads_their_own_role_only():
    text = page("seller", "/roles/")

    assert "Account Executive 6 people 1 expectation version 1 –" in text
    assert "Sales Manager" not in text
    assert "Describe a role" not in text


def test_roles_are_found_by_parts_of_their_title_and_come_fifty_a_page():
    Role.objects.bulk_create(Role(key=f"more-{number}", title=f"More {number:03}") for number in range(60))

    assert "More 007" in page("chief", "/roles/?q=more+007")
    assert "No role fits" in page("chief", "/roles/?q=juggler")
    first, second = page("chief", "/roles/"), page("chief", "/roles/?page=2")
    assert ("More 000" in first, "More 059" in first) == (True, False)
    assert ("More 000" in second, "More 059" in second) == (False, True)
    assert "Page 2" in second


def test_where_there_is_no_role_it_says_what_to_do():
    Prospect.objects.all().delete()
    Assignment.objects.all().delete()
    Expectation.objects.all().delete()
    RoleVersion.objects.all().delete()
    Role.objects.all().delete()

    assert "start from a template, and change what is otherwise here. Describe a role" in page("leader", "/roles/")
    assert "No role yet You hold no role on record. Your leader sees to that." in page("seller", "/roles/")


def test_a_role_says_what_is_expected_how_attainable_that_was_and_who_has_agreed():
    FacetItem.objects.create(
        role=Role.objects.get(key="sells"), facet="skill", item="Discovery", level=4, recorded_at=AT
    )

    text = page("leader", "/roles/sells/")

    assert "Version 1 stands. 6 people hold it, 5 of them in my line." in text
    assert "Bookings at least 100 every month 90 % result 1 – 91 % of 66 (82 to 96 %)" in text
    assert "Discovery skill 4 1" in text
    assert "0 of 5 have agreed on the version that stands." in text
    assert "Seller-1 Lee Okoro neither has said so –" in text
    assert "Version 1, as it was brought" in text


def test_whoever_holds_it_reads_it_and_nothing_of_the_others():
    text = page("peer", "/roles/sells/")

    assert "Bookings at least 100" in text
    assert "Seller-1" not in text
    assert "Change it" not in text


def test_an_administrator_changes_it_and_sees_nobody_who_holds_it():
    text = page("administrator", "/roles/sells/")

    assert "6 people hold it." in text
    assert "Seller-1" not in text
    assert "Change it" in text
    assert "Ask for agreement" not in text


def test_a_change_is_one_version_and_says_what_it_changed():
    text = words(save("leader", sent(expectations__0__target="120", note="Two good years") | WINS))

    assert "On record as version 2." in text
    assert "Version 2, Lee Okoro, holds from 12 January 2026: Two good years" in text
    difference = page("peer", "/roles/sells/versions/?to=2")
    assert "Bookings changed target: 100 → 120" in difference
    assert "Win rate added direction: higher measured: every quarter" in difference
    assert "From version 2 to version 1" in page("peer", "/roles/sells/versions/?from=2&to=1")
    assert "Nothing differs." in page("peer", "/roles/sells/versions/?from=1&to=1")


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved():
    head = ledger.head()

    response = save("leader", sent(title="", expectations__0__target="lots", expectations__0__weight="-1"))

    text, html = words(response), source(response)
    assert response.status_code == 422
    assert "Nothing was saved yet." in text
    assert "Bookings: Target; of a band its lower edge. Expected a number with a point and without separators" in text
    assert 'aria-describedby="expectations-0-target-fault"' in html
    assert 'value="lots"' in html
    assert (ledger.head(), roles.role("sells").version) == (head, 1)


def test_a_fault_of_a_rule_stands_at_the_row_it_was_typed_in():
    form = sent(expectations__0__drop="on") | WINS | {"expectations-1-target": "0"}

    response = save("leader", form)

    assert 'id="expectations-1-target-fault"' in source(response)
    assert "A target of zero has no attainment" in words(response)


def test_a_change_that_reaches_back_is_refused():
    response = save("leader", sent(holds_from="2026-01-11", expectations__0__target="120"))

    assert "A change does not reach back: expected today or a later day." in words(response)
    assert roles.role("sells").version == 1


def test_what_cannot_be_changed_is_said_where_somebody_sends_it_all_the_same():
    response = save("leader", sent(expectations__0__cadence="quarter"))

    assert "What was measured hangs on it." in words(response)
    assert Expectation.standing.get(key="bookings").cadence == "month"


def test_room_for_more_keeps_what_was_typed_and_saves_nothing():
    response = save("leader", sent(title="Seller", more="1") | WINS)

    html = source(response)
    assert (response.status_code, 'value="Seller"' in html, 'value="Win rate"' in html) == (200, True, True)
    assert 'name="expectations-2-name"' in html
    assert roles.role("sells").version == 1


def test_two_who_change_different_things_find_both_in_one_form():
    save("director", sent(expectations__0__target="120"))

    response = save("leader", sent(expectations__0__tolerance="20", note="More room"))

    text, html = words(response), source(response)
    assert response.status_code == 409
    assert "Dana Reyes changed this role while you were writing." in text
    assert "You changed different things: both are in the form." in text
    assert ('value="120"' in html, 'value="20"' in html, "More room" in html) == (True, True, True)
    assert roles.role("sells").version == 2
    save("leader", sent(version="2", expectations__0__target="120", expectations__0__tolerance="20"))
    row = Expectation.standing.get(key="bookings")
    assert (row.target, row.tolerance) == (120.0, 0.2)


def test_where_both_changed_the_same_both_are_shown_and_mine_is_in_the_form():
    save("director", sent(expectations__0__target="120"))

    response = save("leader", sent(expectations__0__target="110"))

    assert "Bookings: target 120 110" in words(response)
    assert 'name="expectations-0-target" value="110"' in source(response)
    assert Expectation.standing.get(key="bookings").target == 120.0


def test_what_cannot_be_read_is_put_right_before_anything_is_brought_together():
    save("director", sent(expectations__0__target="120"))

    response = save("leader", sent(expectations__0__target="lots"))

    assert (response.status_code, 'value="lots"' in source(response)) == (422, True)


def test_what_a_unit_is_worth_is_typed_saved_shown_and_compared():
    response = save("leader", sent(expectations__0__value_per_unit="250", expectations__0__currency="eur"))

    row = Expectation.standing.get(key="bookings")
    assert (row.value_per_unit, row.currency) == (250.0, "EUR")
    assert "every month 90 % result 1 250 EUR 91 %" in words(response)
    compared = page("peer", "/roles/sells/versions/")
    assert "worth of one unit: – → 250" in compared
    assert "currency of that: – → EUR" in compared
    html = source(visitor("leader").get("/roles/sells/edit/"))
    assert 'name="expectations-0-value_per_unit" value="250"' in html
    assert "what waiting costs is told in money as well" in html


@pytest.mark.parametrize(
    ("value", "currency", "field", "expected"),
    [
        ("lots", "EUR", "value_per_unit", "Expected a number with a point and without separators"),
        ("-5", "EUR", "value_per_unit", "Expected an amount from 0 on, such as 400."),
        ("250", "", "currency", "Say in which currency one unit is worth that, such as EUR."),
        ("250", "euros", "currency", "Expected a currency of three capital letters, such as EUR."),
        ("", "EUR", "value_per_unit", "Say what one unit is worth, or leave the currency empty as well."),
    ],
)
def test_a_worth_that_makes_no_sense_is_refused_and_stays_as_it_was_typed(
    value: str, currency: str, field: str, expected: str
):
    response = save("leader", sent(expectations__0__value_per_unit=value, expectations__0__currency=currency))

    html = source(response)
    assert response.status_code == 422
    assert f'id="expectations-0-{field}-fault">{expected}' in html
    assert f'name="expectations-0-value_per_unit" value="{value}"' in html
    assert f'name="expectations-0-currency" value="{currency}"' in html
    assert Expectation.standing.get(key="bookings").value_per_unit is None


@given(value=st.text(max_size=12), currency=st.text(max_size=5))
def test_whatever_is_typed_as_a_worth_is_a_number_in_a_currency_or_wrong(value: str, currency: str):
    row = Row(form.EXPECTATION | {"name": "Wins", "value_per_unit": value, "currency": currency})

    found = form.meant(Form(title="Seller", expectations=(row,)))

    (one,) = found.profile.expectations
    wrong = found.placed(faults(found.profile))
    stands = one.value_per_unit is not None and one.value_per_unit >= 0 and is_currency(one.currency)
    assert bool(wrong) != (stands or (not value and not currency))


def test_a_template_fills_a_role_with_what_is_not_there_yet():
    html = source(visitor("leader").get("/roles/sells/edit/?template=account-executive-mid-market"))

    assert 'value="Bookings"' in html
    assert 'value="Quota attainment"' in html
    assert "Filled from the template Account Executive, mid-market" in html


def test_a_new_role_starts_from_a_template_and_stands_once_it_is_saved():
    client = visitor("leader")
    assert "First-line Sales Leader" in words(client.get("/roles/new/"))
    assert 'value="Net revenue retention"' in source(client.get("/roles/new/?template=account-manager"))
    assert 'value="Account Manager"' not in source(client.get("/roles/new/?template="))

    response = client.post("/roles/new/", sent(title="Account Manager", version="0") | WINS, follow=True)

    assert "On record: the role is described. Nobody holds it yet." in words(response)
    assert roles.role("account-manager").version == 1
    assert "Account Manager nobody 2 expectations" in page("director", "/roles/")


def test_a_new_role_that_is_wrong_is_not_there():
    client = visitor("leader")

    wrong = client.post("/roles/new/", sent(title=""))
    early = client.post("/roles/new/", sent(title="Seller", holds_from="2025-01-01"))
    more = client.post("/roles/new/", sent(title="Seller", more="1"))

    assert [one.status_code for one in (wrong, early, more)] == [422, 422, 200]
    assert Role.objects.count() == 3


def test_who_would_be_asked_is_shown_before_anybody_is():
    text = page("director", "/roles/sells/ask/")

    assert "6 people would be asked." in text
    assert "Lee Okoro 5 Nia Wolf 1" in text
    assert "their leader owes them an agreement by 26 January 2026" in text
    assert Duty.objects.filter(kind="expectations_agreed").count() == 0


def test_those_who_are_asked_see_it_and_are_asked_once():
    client = visitor("leader")

    first, second = (words(client.post("/roles/sells/ask/", follow=True)) for _ in range(2))

    assert "5 people are asked to agree." in first
    assert "All of them are asked already." in second
    assert "an agreement on what is expected" in page("peer", "/me/")
    assert Duty.objects.filter(kind="expectations_agreed").count() == 5


def test_where_nobody_is_left_to_ask_that_is_said():
    page("leader", "/roles/sells/")
    client = visitor("new leader")
    client.post("/people/seller-6/agree/")
    visitor("moved").post("/people/seller-6/agree/")

    assert "1 has settled it already. Nobody has to be asked." in words(client.get("/roles/sells/ask/"))
    assert "Nobody has to be asked: all have agreed" in words(client.post("/roles/sells/ask/", follow=True))


def test_a_tailored_target_stands_beside_that_of_the_role():
    tailored("seller-2")

    for name, path in (("peer", "/me/"), ("leader", "/people/seller-2/"), ("peer", "/people/seller-2/expected/")):
        said = "at least 80, from 12 January 2026, instead of at least 100: Back from leave"
        assert said in page(name, path)
    assert date(2026, 1, 12).isoformat() in source(visitor("leader").get("/people/seller-2/expected/"))
