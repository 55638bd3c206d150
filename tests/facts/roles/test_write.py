"""A save of a role is one version, whole or not at all; nothing that was measured by is forgotten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from answerable.facts.roles import read
from answerable.facts.roles.models import Expectation, FacetItem, Role, RoleVersion
from answerable.facts.roles.starting import templates
from answerable.facts.roles.write import Author, change_role, create_role, take_brought
from answerable.ledger import read as ledger
from answerable.rules import profiles
from answerable.rules.profiles import FacetItem as Item
from answerable.rules.profiles import Fault, Profile
from answerable.sources.intake.read import company_on_record
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

AUTHOR = Author("leader", "Lee Okoro", "After the spring review", TODAY)


def profile(key: str = "sells") -> Profile:
    return read.profile(Role.objects.get(key=key).pk, TODAY)


def bookings(**changed: object) -> Profile:
    found = profile()
    return replace(found, expectations=(replace(found.expectations[0], **changed),))


def change(wanted: Profile, *, shown: int = 1, author: Author = AUTHOR, on: date = TODAY) -> object:
    return change_role(role="sells", profile=wanted, shown=shown, author=author, on=on, at=AT)


def everything() -> list[object]:
    models = (Role, Expectation, FacetItem, RoleVersion)
    return [ledger.head(), *(list(model.objects.order_by("pk").values()) for model in models)]


def test_a_save_is_one_version_with_who_when_and_why():
    saved = change(bookings(target=120.0))

    shown = read.versions(Role.objects.get(key="sells").pk)
    assert (saved.number, saved.is_new, saved.faults) == (2, True, ())
    assert [(one.number, one.author, one.note, one.holds_from) for one in shown] == [
        (2, "Lee Okoro", "After the spring review", TODAY),
        (1, "", "", None),
    ]
    old, new = Expectation.objects.filter(key="bookings").order_by("pk")
    assert (old.target, old.replaced_at, new.target, new.replaced_at) == (100.0, AT, 120.0, None)


def test_what_a_unit_is_worth_is_kept_in_the_version_and_goes_to_the_engine():
    priced = bookings(value_per_unit=250.0, currency="EUR")
    saved = change(priced)

    assert (saved.number, profile()) == (2, priced)
    assert read.profiles_at(Role.objects.get(key="sells").pk, {2})[2][1] == priced
    rows = company_on_record()["expectations"].collect(backend="polars").to_native().filter(expectation_id="bookings")
    assert rows.select("value_per_unit", "currency").rows() == [(250.0, "EUR")]
    assert change(bookings(value_per_unit=None), shown=2).faults == (
        Fault("expectations.0.value_per_unit", "Say what one unit is worth, or leave the currency empty as well."),
    )


def test_the_ledger_says_what_was_changed_by_whom():
    change(replace(bookings(target=120.0), facets=(Item("skill", "Discovery", 4.0),)))

    entry = ledger.history(["role:sells"], until=None, limit=1)[0]
    assert (entry.kind, entry.actor, entry.day) == ("role.changed", "leader", TODAY)
    assert entry.body == {
        "role": "sells",
        "version": 2,
        "from": "2026-01-12",
        "added": [],
        "ended": [],
        "changed": ["bookings"],
    }


def test_a_save_that_changes_nothing_makes_no_version():
    change(bookings(target=120.0))
    head = ledger.head()

    saved = change(profile(), shown=2)

    assert (saved.number, saved.is_new) == (2, False)
    assert (ledger.head(), RoleVersion.objects.filter(role__key="sells").count()) == (head, 2)


def test_what_is_wrong_is_told_and_nothing_is_half_saved():
    before = everything()[:3]

    saved = change(replace(bookings(target=0.0, weight=2.0), title=""))

    assert (saved.number, [one.field for one in saved.faults]) == (None, ["title", "expectations.0.target"])
    assert everything()[:3] == before


def test_a_change_does_not_reach_back():
    saved = change(bookings(target=120.0), author=replace(AUTHOR, holds_from=TODAY - timedelta(days=1)))

    assert saved.faults == (Fault("holds_from", "A change does not reach back: expected today or a later day."),)


def test_whoever_saves_second_is_told_so_and_nothing_is_overwritten():
    change(bookings(target=120.0))
    before = everything()

    saved = change(bookings(target=110.0), shown=1)

    assert (saved.number, saved.overtaken) == (None, True)
    assert everything() == before


def test_an_expectation_that_is_taken_out_ends_and_what_was_measured_stays():
    change(replace(profile(), expectations=()))

    row = Expectation.standing.get(key="bookings")
    assert (row.ends_on, profile().expectations) == (TODAY, ())
    assert company_on_record()["measurements"].collect().to_polars().height == 72


def test_what_was_taken_out_can_be_expected_again():
    wanted = profile()
    change(replace(wanted, expectations=()))

    change(wanted, shown=2)

    row = Expectation.standing.get(key="bookings")
    assert (row.ends_on, row.target) == (None, 100.0)


def test_a_new_expectation_gets_a_key_of_its_own_and_counts_from_the_day_of_the_change():
    wins = profiles.Expectation("", "Win rate", "higher", "quarter", target=20.0)

    change(replace(profile(), expectations=(*profile().expectations, wins, replace(wins, name="Win-rate"))))

    rows = Expectation.standing.filter(key__startswith="sells-").order_by("key")
    assert [(row.key, row.name, row.starts_on) for row in rows] == [
        ("sells-win-rate", "Win rate", TODAY),
        ("sells-win-rate-2", "Win-rate", TODAY),
    ]


def test_facets_come_change_and_go():
    listening = Item("ability", "Listening", 3.0)
    change(replace(profile(), facets=(Item("skill", "Discovery", 4.0), listening)))

    change(replace(profile(), facets=(Item("skill", "Discovery", 5.0), listening)), shown=2)
    change(replace(profile(), facets=(Item("skill", "Discovery", 5.0),)), shown=3)

    rows = FacetItem.objects.filter(role__key="sells").order_by("pk")
    assert [(row.item, row.level, row.replaced_at is None) for row in rows] == [
        ("Discovery", 4.0, False),
        ("Listening", 3.0, False),
        ("Discovery", 5.0, True),
    ]


def test_a_new_role_is_described_under_a_key_that_nobody_has():
    wanted = Profile("Account Manager", ramp_periods=2.0)

    keys = [create_role(profile=wanted, author=AUTHOR, on=TODAY, at=AT)[0] for _ in range(2)]
    refused = create_role(profile=replace(wanted, title=""), author=AUTHOR, on=TODAY, at=AT)

    assert keys == ["account-manager", "account-manager-2"]
    assert (refused[0], refused[1].number) == ("", None)
    assert Role.objects.filter(title="").count() == 0
    assert create_role(profile=replace(wanted, title="営業"), author=AUTHOR, on=TODAY, at=AT)[0] == "role"


def test_a_role_made_of_any_template_makes_sense_to_the_engine():
    for one in templates():
        create_role(profile=one.profile, author=AUTHOR, on=TODAY, at=AT)

    company = company_on_record()

    assert company["roles"].collect().to_polars().height == 3 + 16


def test_what_an_import_says_otherwise_is_the_next_version():
    change(bookings(target=120.0))
    Expectation.standing.filter(key="bookings").update(target=90.0)

    assert take_brought(on=TODAY, at=AT) == ("sells",)
    assert take_brought(on=TODAY, at=AT) == ()

    shown = read.role("sells")
    assert (shown.version, read.versions(shown.number)[0].author) == (3, "")


def test_an_end_that_was_brought_ahead_stays_when_something_else_changes():
    ahead = TODAY + timedelta(days=90)
    Expectation.standing.filter(key="bookings").update(ends_on=ahead)

    change(bookings(target=120.0))

    assert Expectation.standing.get(key="bookings").ends_on == ahead
