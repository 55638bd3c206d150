"""A company's tables into the facts: whole or not at all, and twice the same changes nothing."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from answerable.facts.measures.models import Measurement
from answerable.facts.people.models import Assignment, Correction, Person, Unit
from answerable.facts.roles.models import Expectation, RoleVersion
from answerable.kernel.problems import InputRefused
from answerable.ledger import read as ledger
from answerable.panel import Company, company_from_frames
from answerable.sources.intake import write
from staged import staged_company, staged_tables

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 2, 1, 8, tzinfo=UTC)


def load(**changed: pl.DataFrame) -> dict[str, tuple[int, int]]:
    company = company_from_frames(staged_tables() | changed)
    return changed_rows(write.load(company, actor="tester", at=LATER))


def changed_rows(loaded: tuple[write.TableLoaded, ...]) -> dict[str, tuple[int, int]]:
    return {one.table: (one.added, one.corrected) for one in loaded if one.added or one.corrected}


def test_the_same_company_again_changes_nothing_and_leaves_no_entry():
    head = ledger.head()

    loaded = write.load(staged_company(), actor="tester", at=LATER)

    assert changed_rows(loaded) == {}
    assert sum(one.same for one in loaded) > 300
    assert ledger.head() == head


def test_a_corrected_figure_is_a_row_of_its_own_and_the_old_one_stays():
    measured = staged_tables()["measurements"]
    is_june = (pl.col("person_id") == "seller-2") & (pl.col("period") == date(2025, 6, 1))
    corrected = measured.with_columns(actual=pl.when(is_june).then(55.0).otherwise("actual"))

    assert load(measurements=corrected) == {"measurements": (0, 1)}

    rows = Measurement.objects.filter(person__key="seller-2", period=date(2025, 6, 1)).order_by("pk")
    assert [(round(row.actual or 0), row.replaced_at) for row in rows] == [(97, LATER), (55, None)]
    assert rows[1].recorded_at == LATER


def test_a_new_month_is_added_and_nothing_else_is_touched():
    row = pl.DataFrame(
        {"person_id": ["seller-2"], "expectation_id": ["bookings"], "period": [date(2026, 1, 1)], "actual": [101.0]}
    )

    assert load(measurements=pl.concat([staged_tables()["measurements"], row])) == {"measurements": (1, 0)}


def test_what_a_unit_is_worth_comes_in_as_a_corrected_expectation_and_makes_a_version():
    worth = {"value_per_unit": pl.lit(250.0), "currency": pl.lit("EUR")}

    assert load(expectations=staged_tables()["expectations"].with_columns(**worth)) == {"expectations": (0, 1)}

    before, now = Expectation.objects.filter(key="bookings").order_by("pk")
    assert (before.value_per_unit, before.currency, before.replaced_at) == (None, None, LATER)
    assert (now.value_per_unit, now.currency, now.replaced_at) == (250.0, "EUR", None)
    kept = RoleVersion.objects.filter(role__key="sells").latest("number").profile["expectations"]
    assert [(one["value_per_unit"], one["currency"]) for one in kept] == [(250.0, "EUR")]


def test_a_corrected_name_stays_beside_what_it_was():
    renamed = staged_tables()["people"].with_columns(name=pl.col("name").replace("Lee Okoro", "Lee Okoro-Bell"))

    assert load(people=renamed) == {"people": (0, 1)}

    noted = Correction.objects.get(key="leader")
    assert Person.objects.get(key="leader").name == "Lee Okoro-Bell"
    assert (noted.before["name"], noted.after["name"], noted.recorded_at) == ("Lee Okoro", "Lee Okoro-Bell", LATER)


def test_a_unit_gets_another_leader_and_parent():
    units = staged_tables()["units"].with_columns(
        leader_id=pl.col("leader_id").replace("new-leader", "director"),
        parent_unit_id=pl.when(pl.col("unit_id") == "south").then(pl.lit("north")).otherwise("parent_unit_id"),
    )

    assert load(units=units) == {"units": (0, 1)}

    south = Unit.objects.select_related("leader", "parent").get(key="south")
    assert (south.leader.key, south.parent.key) == ("director", "north")
    assert Correction.objects.get(key="south").before["leader_id"] == "new-leader"


def test_a_move_that_is_told_later_changes_the_chain():
    rows = staged_tables()["assignments"]
    on = date(2026, 1, 1)
    ended = rows.with_columns(ends_on=pl.when(pl.col("person_id") == "seller-5").then(pl.lit(on)).otherwise("ends_on"))
    began = rows.filter(pl.col("person_id") == "seller-5").with_columns(manager_id=pl.lit("new-leader"), starts_on=on)

    assert load(assignments=pl.concat([ended, began])) == {"assignments": (1, 1)}

    leaders = Person.objects.get(key="seller-5").places.filter(level=1).order_by("starts_on")
    assert [(place.leader.key, place.ends_on) for place in leaders] == [("leader", on), ("new-leader", None)]
    assert Assignment.objects.filter(person__key="seller-5", replaced_at__isnull=False).count() == 1


def test_a_start_that_was_wrong_by_a_week_replaces_the_assignment():
    rows = staged_tables()["assignments"]
    later = pl.when(pl.col("person_id") == "seller-5").then(pl.lit(date(2024, 1, 8))).otherwise("starts_on")

    assert load(assignments=rows.with_columns(starts_on=later)) == {"assignments": (1, 1)}

    standing = Assignment.standing.filter(person__key="seller-5").values_list("starts_on", flat=True)
    assert list(standing) == [date(2024, 1, 8)]


def test_tables_that_make_no_sense_beside_what_is_on_record_are_refused_and_nothing_is_loaded():
    # The folder is sound by itself, but the chief it does not speak of would report to one of their own people.
    people = pl.DataFrame({"person_id": ["chief", "director"], "name": ["Cleo Chief", "Dana Reyes"]})
    rows = staged_tables()["assignments"].filter(pl.col("person_id") == "chief")
    circle = rows.with_columns(manager_id=pl.lit("director"))
    tables = {"people": people, "assignments": circle, "roles": staged_tables()["roles"]}
    tables |= {"expectations": staged_tables()["expectations"], "units": staged_tables()["units"].head(1)}
    figures = {"person_id": ["chief"], "expectation_id": ["bookings"], "period": [date(2025, 1, 1)], "actual": [1.0]}
    company = company_from_frames(tables | {"measurements": pl.DataFrame(figures)})

    with pytest.raises(InputRefused, match="chief"):
        write.load(company, actor="tester", at=LATER)

    assert Assignment.standing.get(person__key="chief").manager is None


def test_a_preview_says_the_same_and_changes_nothing():
    renamed = staged_tables()["people"].with_columns(name=pl.lit("Same Name"))
    company = company_from_frames(staged_tables() | {"people": renamed})

    assert changed_rows(write.preview(company)) == {"people": (0, 12)}
    assert not Person.objects.filter(name="Same Name").exists()


def test_progress_counts_up_to_everything():
    told: list[tuple[str, int, int]] = []
    row = pl.DataFrame(
        {"person_id": ["seller-2"], "expectation_id": ["bookings"], "period": [date(2026, 1, 1)], "actual": [101.0]}
    )
    company = company_from_frames(staged_tables() | {"measurements": pl.concat([staged_tables()["measurements"], row])})

    write.load(company, actor="tester", at=LATER, progress=lambda *step: told.append(step))

    assert [step for step in told if step[0] == "measurements"] == [
        ("measurements", 0, 1),
        ("measurements", 1, 1),
        ("measurements", 1, 1),
    ]
    assert told[-1] == ("working out the chain", 0, 0)


def test_trouble_half_way_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch):
    def breaks() -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(write.people, "rewrite_places", breaks)
    renamed = staged_tables()["people"].with_columns(name=pl.lit("Same Name"))
    company: Company = company_from_frames(staged_tables() | {"people": renamed})

    with pytest.raises(RuntimeError, match="power cut"):
        write.load(company, actor="tester", at=LATER)

    assert not Person.objects.filter(name="Same Name").exists()
    assert not Correction.objects.exists()


def test_every_table_can_be_loaded():
    more = {
        "targets": pl.DataFrame(
            {"person_id": ["seller-2"], "expectation_id": ["bookings"], "period": [date(2025, 1, 1)], "target": [90.0]}
        ),
        "facets": pl.DataFrame({"role_id": ["sells"], "facet": ["skill"], "item": ["listening"], "level": [3]}),
        "assessments": pl.DataFrame(
            {
                "person_id": ["seller-2"],
                "facet": ["skill"],
                "item": ["listening"],
                "level": [2],
                "assessed_on": [date(2025, 3, 1)],
                "assessor_id": ["leader"],
            }
        ),
        "interventions": pl.DataFrame(
            {
                "intervention_id": ["i1"],
                "lever": ["training"],
                "starts_on": [date(2025, 4, 1)],
                "person_id": ["seller-2"],
            }
        ),
        "feedback": pl.DataFrame(
            {"leader_id": ["leader"], "item": ["listens"], "score": [4], "given_on": [date(2025, 5, 1)]}
        ),
    }

    assert load(**more) == dict.fromkeys(["targets", "facets", "assessments", "interventions", "feedback"], (1, 0))
    assert load(**more) == {}
