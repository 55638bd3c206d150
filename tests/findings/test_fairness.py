"""How decisions fall on groups: what is counted, what is shown, and that no finding knows of a group."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from math import inf

import pytest
from scipy.stats import fisher_exact

from answerable import __version__
from answerable.facts.groups import write as groups
from answerable.facts.groups.models import Belonging
from answerable.facts.people.models import Person
from answerable.findings import fairness, in_force
from answerable.findings.fairness import Happened, Told
from answerable.findings.models import Fairness
from answerable.findings.write import evaluate
from answerable.panel import apart
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def people_of(**sizes: int) -> dict[str, list[int]]:
    """So many made-up people of each group, by group."""
    made: dict[str, list[int]] = {}
    for group, size in sizes.items():
        keys = [f"{group}-{number}" for number in range(size)]
        Person.objects.bulk_create(Person(key=key, name=key) for key in keys)
        made[group] = list(Person.objects.filter(key__in=keys).order_by("pk").values_list("pk", flat=True))
    supplied = [apart.Belonging(key, "sex", key.rpartition("-")[0]) for key in _keys(made.values())]
    groups.bring(supplied, actor="a", at=AT)
    return made


def _keys(numbers: Iterable[list[int]]) -> list[str]:
    return list(Person.objects.filter(pk__in=[one for each in numbers for one in each]).values_list("key", flat=True))


def fell(made: dict[str, list[int]], *, adverse: bool = False, **selected: int) -> Happened:
    """A lever that fell on the first so many of each group, in a company of these alone."""
    did = [number for group, size in selected.items() for number in made[group][:size]]
    return Happened("lever_given", adverse, frozenset(one for each in made.values() for one in each), frozenset(did))


def table() -> fairness.TableShown:
    found = fairness.fairness(asker("administrator"))
    assert found is not None
    (only,) = found.tables
    return only


def test_without_groups_nothing_is_counted():
    nothing = Happened("lever_given", adverse=False, could=frozenset(), did=frozenset())

    assert not fairness.weigh([nothing], on=TODAY, at=AT)
    assert not Fairness.objects.exists()
    assert not fairness.is_due(TODAY)


def test_what_fell_on_groups_is_counted_and_stored():
    """Answer 12 to the Uniform Guidelines: 48 of 80, and 12 of 40."""
    made = people_of(man=80, woman=40)

    assert fairness.weigh([fell(made, man=48, woman=12)], on=TODAY, at=AT)

    found = table()
    assert (found.kind, found.attribute, found.as_of, found.best) == ("lever_given", "sex", TODAY, "man")
    assert [(one.group, one.people, one.selected, one.ratio, one.told) for one in found.groups] == [
        ("man", 80, 48, None, None),
        ("woman", 40, 12, 0.5, Told.BELOW),
    ]
    assert (found.told, found.people, found.adverse) == (Told.BELOW, 120, False)
    assert found.p == pytest.approx(fisher_exact([[48, 32], [12, 28]]).pvalue)
    row = Fairness.objects.get()
    assert (row.engine_version, row.as_of, str(row)) == (__version__, TODAY, "fairness of 2026-01-12")


def test_an_interval_without_an_end_is_kept():
    """Nine, all selected, beside thirty of whom nobody was: a ratio without an upper end."""
    made = people_of(short=30, tall=9)
    fairness.weigh([fell(made, tall=9)], on=TODAY, at=AT)

    (short, tall) = table().groups

    assert (short.group, short.ratio, tall.told) == ("short", None, Told.TOO_FEW)
    row = Fairness.objects.get()
    row.tables[0]["groups"][1] |= {"low": 1.5, "high": None}
    row.save()
    assert table().groups[1].high == inf


def test_a_small_group_is_not_shown_nor_what_it_could_be_worked_out_from():
    made = people_of(man=20, woman=20, other=3)

    fairness.weigh([fell(made, man=10, woman=8)], on=TODAY, at=AT)

    assert (table().told, table().best, table().p, table().cells) == (Told.TOO_FEW, "", 1.0, {})


def test_people_of_whom_no_group_is_on_record_blur_it():
    made = people_of(man=20, woman=20, other=3)
    strangers = frozenset(Person.objects.filter(key__in=("leader", "chief")).values_list("pk", flat=True))
    happened = fell(made, man=10, woman=8)

    fairness.weigh([replace(happened, could=happened.could | strangers)], on=TODAY, at=AT)

    assert {one.group: one.people for one in table().groups} == {"man": 20, "woman": 20}


def test_what_fell_on_few_is_not_shown():
    made = people_of(man=20, woman=20)

    fairness.weigh([fell(made, man=2, woman=2)], on=TODAY, at=AT)

    assert table().groups == ()


def test_a_table_stays_until_five_people_differ():
    made = people_of(man=20, woman=20)
    fairness.weigh([fell(made, man=10, woman=8)], on=TODAY, at=AT)
    later = TODAY + timedelta(days=40)

    fairness.weigh([fell(made, man=11, woman=9)], on=later, at=AT)
    assert (table().as_of, [one.selected for one in table().groups]) == (TODAY, [10, 8])

    fairness.weigh([fell(made, man=13, woman=10)], on=later, at=AT)
    assert (table().as_of, [one.selected for one in table().groups]) == (later, [13, 10])


def test_it_is_due_once_a_month():
    made = people_of(man=20, woman=20)
    assert fairness.is_due(TODAY)

    fairness.weigh([fell(made, man=10, woman=8)], on=TODAY, at=AT)

    assert not fairness.is_due(TODAY + timedelta(days=30))
    assert fairness.is_due(TODAY + timedelta(days=31))


@pytest.mark.parametrize("name", ["chief", "leader", "seller", "stranger", "partner", "north-partner"])
def test_nobody_else_gets_it(name: str):
    made = people_of(man=20, woman=20)
    fairness.weigh([fell(made, man=10, woman=8)], on=TODAY, at=AT)

    assert fairness.fairness(asker(name)) is None


def test_once_groups_are_withdrawn_nothing_is_shown():
    made = people_of(man=20, woman=20)
    fairness.weigh([fell(made, man=10, woman=8)], on=TODAY, at=AT)

    Belonging.objects.all().delete()

    assert fairness.fairness(asker("administrator")) is None


def test_what_is_stored_names_nobody():
    made = people_of(man=20, woman=20)
    fairness.weigh([fell(made, man=10, woman=8)], on=TODAY, at=AT)

    assert set(Fairness.objects.get().tables[0]) == {
        "kind",
        "attribute",
        "as_of",
        "adverse",
        "best",
        "p",
        "told",
        "groups",
    }


def test_groups_that_are_shuffled_change_no_finding_and_no_fingerprint():
    keys = [f"seller-{number}" for number in range(1, 7)]
    day = date(2026, 1, 12)

    prints, found = set(), []
    for shift in range(3):
        shuffled = [apart.Belonging(key, "sex", "mw"[(place + shift) % 2]) for place, key in enumerate(keys)]
        groups.bring(shuffled if shift else [], actor="a", at=AT)
        record = in_force.record()
        prints.add(record.fingerprint(day))
        evaluation = evaluate(record, on=day, at=AT)
        found.append((evaluation.panel_hash, list(evaluation.gaps.order_by("pk").values_list("person__key", "facts"))))

    assert Belonging.objects.count() == 6
    assert len(prints) == 1
    assert found == found[:1] * 3
    assert "groups" not in record.tables
