"""The page on fairness: what it says, to whom, and what it keeps to itself."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from answerable.engine.stats.impact import Count, adverse_impact
from answerable.facts.groups import write as groups
from answerable.facts.groups.models import Belonging, Look
from answerable.facts.people import write as people
from answerable.facts.people.models import Account, Partnership, Person, Unit
from answerable.findings import fairness
from answerable.findings.fairness import Happened, TableShown
from answerable.findings.models import Fairness
from answerable.jobs import tasks, weighing
from answerable.panel import apart
from answerable.web.areas.fairness.words import ratio, sentence, words_of
from staged import AT, TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def made(**sizes: int) -> dict[str, list[int]]:
    """So many made-up people of each group."""
    keys = {group: [f"{group}-{number}" for number in range(size)] for group, size in sizes.items()}
    Person.objects.bulk_create(Person(key=key, name=key) for each in keys.values() for key in each)
    supplied = [apart.Belonging(key, "sex", group) for group, each in keys.items() for key in each]
    groups.bring(supplied, actor="a", at=AT)
    numbers = dict(Person.objects.values_list("key", "pk"))
    return {group: [numbers[key] for key in each] for group, each in keys.items()}


def weighed(*kinds: tuple[str, bool, int, int]) -> None:
    """Kinds of decisions that fell on so many of 20 men and so many of 18 women."""
    who = made(man=20, woman=18)
    could = frozenset(who["man"] + who["woman"])
    fell = [
        Happened(kind, adverse, could, frozenset(who["man"][:men] + who["woman"][:women]))
        for kind, adverse, men, women in kinds
    ]
    fairness.weigh(fell, on=TODAY, at=AT)


def page(name: str = "administrator", **query: str) -> str:
    return words(visitor(name).get("/company/fairness/", query))


def post(path: str, **sent: object) -> HttpResponse:
    given = visitor("administrator").post(f"/company/fairness/{path}", sent, follow=True)
    assert isinstance(given, HttpResponse)
    return given


def name_partner_of_all() -> Client:
    """North's people partner, named for every other unit as well."""
    account = Account.objects.get(email="north-partner@example.com")
    units = list(Unit.objects.exclude(key="north").values_list("key", flat=True))
    people.name_partner(account=account, units=units, on=date(2025, 1, 1), actor="stage", at=AT)
    return visitor("north-partner")


def test_without_groups_it_says_how_to_supply_them_and_why_they_are_kept_apart():
    text = page()

    assert "No groups are supplied Without them nothing is said of fairness, and nothing else changes." in text
    assert "A CSV, Parquet or Excel file with the columns person_id, attribute (such as sex or age) and group." in text
    assert "Groups are kept apart: no estimate, no rule, no list of people reads them" in text
    assert "Count anew" not in text


def test_groups_that_were_not_counted_yet_are_counted_tonight():
    made(man=20)

    assert "Not counted yet Groups are supplied." in page()


def test_a_decision_is_told_in_one_sentence_and_a_table():
    weighed(("lever_given", False, 12, 9), ("gap_opened", True, 5, 6), ("plan_left", True, 1, 1))

    text = page()

    assert (
        "Kinds of decisions and rules in the year up to 12 January 2026: 2. Below four fifths: 0; different, "
        "but within four fifths: 0; no sign of a difference: 0; too few to tell: 2."
    ) in text
    assert "Of 38 people who had a gap, 21 were given a lever. The ratio of woman to man is 0.83, between 0.4" in text
    assert ": too few to tell. A lever set to work Group People Fell on Share Ratio Between What can be told" in text
    assert "told man 20 12 60 % – – compared with woman 18 9 50 % 0.83 0.45 and 1.49 too few to tell" in text
    assert "Of 38 people who were measured, 11 had a gap opened. Of not having it, the ratio of woman to man is" in text
    assert "Exact test: p = 0.745, n = 38; counted on 12 January 2026." in text
    assert "Too few people to show anything A plan ended with leaving" in text


def test_respects_are_told_apart_by_tabs():
    who = made(man=20, woman=20)
    supplied = [apart.Belonging(f"man-{number}", "age", "under 40") for number in range(20)]
    groups.bring(supplied, actor="a", at=AT)
    could = frozenset(who["man"] + who["woman"])
    fell = Happened("lever_given", adverse=False, could=could, did=frozenset(who["man"][:9]))
    fairness.weigh([fell], on=TODAY, at=AT)

    html = source(visitor("administrator").get("/company/fairness/", {"by": "sex"}))

    assert '<a href="?by=age">age</a><a href="?by=sex" aria-current="page">sex</a>' in html
    assert "nothing fell on enough people yet to be told" in page(by="age")
    assert "nothing fell on enough people yet to be told" in page(by="made up")


def test_a_file_is_supplied_and_counted_at_once():
    text = b"person_id,attribute,group\nseller-1,sex,woman\nseller-2,sex,man\n"

    given = post("groups/", file=SimpleUploadedFile("people.csv", text))

    assert "2 new, 0 corrected, 0 withdrawn." in words(given)
    assert Belonging.objects.count() == 2
    assert Fairness.objects.count() == 1
    assert not weighing.is_under_way()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file first."),
        ({"file": SimpleUploadedFile("people.txt", b"x")}, "Expected a CSV, Parquet or Excel file"),
        (
            {"file": SimpleUploadedFile("x.csv", b"person_id,attribute,group\nnobody,sex,woman\n")},
            "groups.csv, line 2, column person_id: found 'nobody'. Expected the id of somebody on record.",
        ),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_supplied(sent: dict[str, object], said: str):
    given = post("groups/", **sent)

    assert said in words(given)
    assert not Belonging.objects.exists()
    assert not Fairness.objects.exists()


def test_it_can_be_counted_anew_and_how_far_that_is_can_be_seen(monkeypatch: pytest.MonkeyPatch):
    made(man=20, woman=20)
    monkeypatch.setattr(tasks, "weigh_fairness", lambda: None)

    text = words(post("anew/"))

    assert "counting how decisions fell" in text
    assert "Count anew" not in text
    assert not visitor("administrator").get("/company/fairness/progress/").headers.get("HX-Refresh")

    weighing.work(on=TODAY, at=AT)
    assert visitor("administrator").get("/company/fairness/progress/").headers["HX-Refresh"] == "true"
    assert "Count anew" in page()


def test_asked_for_twice_it_is_counted_once(monkeypatch: pytest.MonkeyPatch):
    made(man=20, woman=20)
    asked: list[bool] = []
    monkeypatch.setattr(tasks, "weigh_fairness", lambda: asked.append(True))

    post("anew/")
    post("anew/")

    assert asked == [True]


def test_that_somebody_looked_is_noted_and_shown():
    assert "Who looked administrator@example.com, 12 January 2026" in page()
    assert Look.objects.count() == 1


def test_a_people_partner_of_every_unit_sees_it_and_supplies_nothing():
    weighed(("lever_given", False, 12, 9))
    client = name_partner_of_all()

    text = words(client.get("/company/fairness/"))

    assert "21 were given a lever" in text
    assert "Supply groups" not in text
    assert '<a href="/company/fairness/" aria-current="page">Fairness</a>' in source(client.get("/company/fairness/"))
    assert client.post("/company/fairness/groups/").status_code == 403
    assert Partnership.objects.filter(account__email="north-partner@example.com").count() == Unit.objects.count()


@pytest.mark.parametrize("name", ["chief", "leader"])
def test_whoever_leads_does_not_see_it_even_as_an_administrator(name: str):
    Account.objects.filter(email=f"{name}@example.com").update(is_administrator=True)

    for path in ("", "progress/"):
        assert visitor(name).get(f"/company/fairness/{path}").status_code == 403
    for path in ("groups/", "anew/"):
        assert visitor(name).post(f"/company/fairness/{path}").status_code == 403
    assert not Look.objects.exists()


def test_nobody_s_group_stands_on_any_page():
    made(man=20, woman=18)
    groups.bring([apart.Belonging("seller-1", "sex", "woman")], actor="a", at=AT)

    for path in ("/people/seller-1/", "/people/", "/chain/"):
        assert "woman" not in source(visitor("leader").get(path))


def shown(counts: list[Count], *, kind: str = "wish_granted", adverse: bool = False) -> TableShown:
    found = adverse_impact(counts, adverse=adverse)
    return TableShown(kind, "sex", TODAY, adverse, found.best, found.p, found.told, found.groups)


def test_what_is_told_in_a_sentence():
    """Answer 12 to the Uniform Guidelines; answer 11, of which the lowest of four is told."""
    assert sentence(shown([Count("white", 80, 48), Count("black", 40, 12)])) == (
        "Of 120 people whose wish to move was decided, 60 had it granted. The ratio of black to white is 0.50, "
        "between 0.29 and 0.79: below four fifths, and more than chance."
    )
    four = [Count("white", 100, 60), Count("Indian", 100, 45), Count("Hispanic", 100, 48), Count("Black", 100, 51)]
    assert "The ratio of Indian to white is 0.75" in sentence(shown(four))
    assert sentence(shown([Count("a", 20, 0), Count("b", 30, 0)])).endswith(
        "Nobody fared well, so there is no ratio: too few to tell."
    )
    less = sentence(shown([Count("a", 2000, 1800), Count("b", 2000, 1640)]))
    assert less.endswith(": fares less well, within four fifths.")
    alike = sentence(shown([Count("a", 2000, 1000), Count("b", 2000, 990)]))
    assert alike.endswith(": no sign of adverse impact.")


def test_duties_are_spoken_of_by_what_is_owed():
    assert words_of("raised_plan").did == "were owed a plan"
    assert words_of("kept_one_on_one").could == "who were owed a one-on-one"
    assert words_of("kept_one_on_one").title == "Got a one-on-one in time, when owed"


def test_ratios_are_written_with_two_places():
    assert [ratio(value) for value in (0.834, None, float("inf"))] == ["0.83", "–", "∞"]
