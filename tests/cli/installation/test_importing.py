"""`answerable import`: all of a folder, or nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from pytest_django.fixtures import Settings

from answerable.cli.installation import importing
from answerable.cli.main import main
from answerable.facts.groups.models import Belonging
from answerable.facts.people.models import Installation, Person
from answerable.kernel.problems import InputRefused
from answerable.ledger import read as ledger
from answerable.panel import company_from_frames, write_company
from staged import staged_company, staged_tables

pytestmark = pytest.mark.django_db

RENAMED = staged_tables()["people"].with_columns(name=pl.col("name").replace("Lee Okoro", "Lee Okoro-Bell"))


def folder(tmp_path: Path, **changed: pl.DataFrame) -> Path:
    """The staged company as a folder, some of its tables exchanged."""
    write_company(staged_tables() | changed, tmp_path / "company")
    return tmp_path / "company"


def cells(line: str) -> list[str]:
    return line.split()


def test_a_folder_is_loaded_and_it_is_said_what_became_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    number, _fingerprint = ledger.head()

    assert main(["import", str(folder(tmp_path, people=RENAMED))]) == 0

    shown = [cells(line) for line in capsys.readouterr().out.splitlines()]
    assert shown[0] == ["Loaded:"]
    assert shown[1] == ["table", "new", "corrected", "the", "same"]
    assert ["people", "0", "1", "11"] in shown
    assert Person.objects.get(key="leader").name == "Lee Okoro-Bell"
    (entry,) = ledger.history(["company"], until=None, limit=1)
    assert (entry.number, entry.kind, entry.actor) == (number + 1, "company.loaded", "command line")
    assert entry.body["people"] == [0, 1]


def test_the_same_folder_again_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = folder(tmp_path, people=RENAMED)
    main(["import", str(path)])
    head = ledger.head()
    capsys.readouterr()

    assert main(["import", str(path)]) == 0

    shown = [cells(line) for line in capsys.readouterr().out.splitlines()[2:]]
    assert {(new, corrected) for _table, new, corrected, _same in shown} == {("0", "0")}
    assert ledger.head() == head


def test_a_preview_says_what_would_change_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    head = ledger.head()

    assert main(["import", str(folder(tmp_path, people=RENAMED)), "--preview"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Nothing was changed. This is what loading the folder would do:"
    assert ["people", "0", "1", "11"] in [cells(line) for line in lines]
    assert Person.objects.get(key="leader").name == "Lee Okoro"
    assert ledger.head() == head


def test_groups_in_the_folder_are_supplied_along(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = folder(tmp_path)
    (path / "groups.csv").write_text("person_id,attribute,group\nseller-1,sex,woman\n")

    assert main(["import", str(path), "--preview"]) == 0
    assert ["groups", "1", "0", "0"] in [cells(line) for line in capsys.readouterr().out.splitlines()]
    assert not Belonging.objects.exists()

    assert main(["import", str(path)]) == 0
    assert ["groups", "1", "0", "0"] in [cells(line) for line in capsys.readouterr().out.splitlines()]
    assert Belonging.objects.get().group == "woman"


def test_a_folder_with_mistakes_is_refused_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = folder(tmp_path, people=RENAMED)
    measured = path / "measurements.csv"
    measured.write_text(measured.read_text().replace("2025-03-01", "03/01/2025", 1))
    head = ledger.head()

    assert main(["import", str(path)]) == 1

    shown = capsys.readouterr()
    assert shown.out == ""
    assert "measurements.csv, line 4, column period: found '03/01/2025'." in shown.err
    assert Person.objects.get(key="leader").name == "Lee Okoro"
    assert ledger.head() == head


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    head = ledger.head()

    assert main(["import", str(tmp_path / "nowhere")]) == 1

    assert "nowhere" in capsys.readouterr().err
    assert ledger.head() == head


def test_what_was_taken_with_a_doubt_is_told_beside_the_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = folder(tmp_path, people=staged_tables()["people"].with_columns(nickname=pl.lit("Ace")))

    assert main(["import", str(path)]) == 0

    assert "nickname" in capsys.readouterr().err


def test_with_the_first_company_the_installation_begins_by_the_company_s_clock(settings: Settings):
    Installation.objects.all().delete()
    settings.TIME_ZONE = "Asia/Tokyo"

    # Eight in the evening in London, the next morning in Tokyo.
    importing.load(staged_company(), at=datetime(2026, 2, 1, 20, tzinfo=UTC))

    begun = Installation.objects.get()
    assert (begun.began_on, begun.is_demo, begun.stands_on) == (date(2026, 2, 2), False, None)


def test_with_the_next_one_it_has_begun_already():
    begun = Installation.objects.values().get()

    importing.load(staged_company(), at=datetime(2026, 2, 1, 20, tzinfo=UTC))

    assert Installation.objects.values().get() == begun


def test_where_a_company_is_refused_beside_what_is_on_record_nothing_has_begun():
    Installation.objects.all().delete()
    # Sound by itself, but the chief of whom it speaks would report to one of their own people.
    tables = staged_tables()
    circle = tables["assignments"].filter(pl.col("person_id") == "chief").with_columns(manager_id=pl.lit("director"))
    figures = {"person_id": ["chief"], "expectation_id": ["bookings"], "period": [date(2025, 1, 1)], "actual": [1.0]}
    some = {name: tables[name] for name in ("people", "roles", "expectations", "units")}
    company = company_from_frames(some | {"assignments": circle, "measurements": pl.DataFrame(figures)})

    with pytest.raises(InputRefused, match="chief"):
        importing.load(company, at=datetime(2026, 2, 1, tzinfo=UTC))

    assert not Installation.objects.exists()


def test_a_terminal_is_told_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    steps: list[str] = []
    monkeypatch.setattr(
        importing.Progress, "update", lambda _bar, _task, *, description, **_figures: steps.append(description)
    )

    assert main(["import", str(folder(tmp_path, people=RENAMED))]) == 0

    assert steps[-2:] == ["checking the whole", "working out the chain"]
