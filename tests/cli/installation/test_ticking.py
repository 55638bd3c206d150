"""`answerable tick`: one day, or one after the other."""

from datetime import date

import pytest

from answerable.cli.main import main
from answerable.facts.people.models import Installation
from answerable.jobs import tick
from answerable.ledger import read as ledger
from staged import TODAY

pytestmark = pytest.mark.django_db


def test_without_a_day_it_is_the_one_it_is_here(capsys: pytest.CaptureFixture[str]):
    # On the stage it is always 12 January 2026, which was looked at.
    assert main(["tick"]) == 0

    assert capsys.readouterr().out == "Looked at 2026-01-12. Nothing had changed.\n"
    assert tick.looked_until() == TODAY


def test_where_time_goes_on_it_is_the_day_by_the_company_s_clock(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    Installation.objects.update(stands_on=None)
    monkeypatch.setattr(tick.timezone, "localdate", lambda: date(2026, 1, 13))

    assert main(["tick"]) == 0

    # Seller-6 is owed the next one-on-one: the one due on 29 December is missed for good.
    assert capsys.readouterr().out == "Looked at 2026-01-13. 1 entry in the ledger.\n"


def test_a_day_can_be_named(capsys: pytest.CaptureFixture[str]):
    assert main(["tick", "--on", "2026-01-13"]) == 0
    assert main(["tick", "--on", "2026-01-13"]) == 0

    assert capsys.readouterr().out == (
        "Looked at 2026-01-13. 1 entry in the ledger.\nLooked at 2026-01-13. Nothing had changed.\n"
    )
    assert tick.looked_until() == date(2026, 1, 13)


def test_a_stretch_of_days_is_replayed_one_after_the_other(capsys: pytest.CaptureFixture[str]):
    number, _fingerprint = ledger.head()

    assert main(["tick", "--from", "2026-01-12", "--to", "2026-01-14"]) == 0

    assert capsys.readouterr().out == "Looked at 2026-01-12 to 2026-01-14. 1 entry in the ledger.\n"
    assert ledger.head()[0] == number + 1
    assert tick.looked_until() == date(2026, 1, 14)


def test_days_that_were_looked_at_before_are_left_as_they_are(capsys: pytest.CaptureFixture[str]):
    head = ledger.head()

    assert main(["tick", "--from", "2025-07-01", "--to", "2025-12-31"]) == 0

    assert capsys.readouterr().out == "Everything up to 2026-01-12 was looked at before: nothing was changed.\n"
    assert (ledger.head(), tick.looked_until()) == (head, TODAY)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "2026-01-13"], "Name both ends of the days to replay: --from DATE --to DATE.\n"),
        (["--to", "2026-01-13"], "Name both ends of the days to replay: --from DATE --to DATE.\n"),
        (
            ["--on", "2026-01-13", "--from", "2026-01-13", "--to", "2026-01-14"],
            "Name one day with --on, or a stretch with --from and --to, not both.\n",
        ),
        (
            ["--from", "2026-01-14", "--to", "2026-01-13"],
            "Expected --to on or after --from, found 2026-01-13 before 2026-01-14.\n",
        ),
    ],
)
def test_days_that_make_no_stretch_are_refused_and_nothing_is_looked_at(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
):
    head = ledger.head()

    assert main(["tick", *words]) == 2

    assert capsys.readouterr().err == said
    assert (ledger.head(), tick.looked_until()) == (head, TODAY)
