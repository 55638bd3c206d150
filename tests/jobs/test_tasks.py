"""What the worker does: uploads, and what the clock asks for, by the clock of the company."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from huey.contrib.djhuey import HUEY
from pytest_django.fixtures import Settings

import talks
from answerable.facts.people.models import Installation, Person
from answerable.findings import in_force
from answerable.findings.models import Fairness, LeversWeighed, Organisation, Prospecting, Waiting
from answerable.jobs import tasks, tick
from answerable.ledger import read as ledger
from answerable.mail.models import Sent
from answerable.panel import write_company
from answerable.sources.intake import uploads
from asking import asker
from staged import AT, TODAY, staged_tables

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


def brought(tmp_path: Path, **changed: str) -> int:
    """The number of an upload of the staged company, some of its files with other text."""
    write_company(staged_tables(), tmp_path / "company")
    texts = {path.name: path.read_bytes() for path in (tmp_path / "company").iterdir()}
    texts |= {f"{name}.csv": text.encode() for name, text in changed.items()}
    files = [SimpleUploadedFile(name, text) for name, text in texts.items()]
    return uploads.receive(files, asker("administrator"), at=AT)


def state_of(number: int) -> str:
    shown = uploads.shown(asker("administrator"), number)
    assert shown is not None
    return shown.state


def power_cut(*_given: object, **_named: object) -> None:
    raise KeyboardInterrupt


def test_an_upload_is_looked_at(tmp_path: Path):
    number = brought(tmp_path)

    tasks.look_at.call_local(number)

    assert state_of(number) == "ready"


def test_an_upload_whose_look_broke_off_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    number = brought(tmp_path)
    monkeypatch.setattr(uploads, "look", power_cut)

    with pytest.raises(KeyboardInterrupt):
        tasks.look_at.call_local(number)

    assert state_of(number) == "broken"


def test_an_upload_is_loaded_and_what_follows_from_it_is_done(tmp_path: Path):
    figures = "person_id,expectation_id,period,actual\n" + "".join(
        f"seller-1,bookings,2025-{month:02},105\n" for month in range(7, 13)
    )
    number = brought(tmp_path, measurements=figures.replace(",105", "-01,105"))
    uploads.look(number)
    uploads.start_loading(asker("administrator"), number)

    tasks.load.call_local(number)

    assert state_of(number) == "loaded"
    # Their gap has closed with the corrected figures, on the day that is always today here.
    kinds = {(entry.kind, entry.day) for entry in ledger.history(["seller-1"], until=None, limit=20)}
    assert ("case.closed", TODAY) in kinds


def test_with_groups_it_is_looked_at_how_decisions_fall_and_again_once_a_month(tmp_path: Path):
    number = brought(tmp_path, groups="person_id,attribute,group\nseller-1,sex,woman\n")
    uploads.look(number)
    uploads.start_loading(asker("administrator"), number)

    tasks.load.call_local(number)
    assert [one.as_of for one in Fairness.objects.all()] == [TODAY]

    tasks.weigh_fairness.call_local()
    assert Fairness.objects.count() == 2

    for day in (date(2026, 1, 13), date(2026, 2, 12)):
        Installation.objects.update(stands_on=day)
        tasks.every_night.call_local()
    assert [one.as_of for one in Fairness.objects.order_by("pk")] == [TODAY, TODAY, date(2026, 2, 12)]


def test_an_upload_that_is_refused_is_not_loaded_and_nothing_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    number = brought(tmp_path)
    uploads.look(number)
    uploads.start_loading(asker("administrator"), number)
    (uploads.folder_of(number) / "people.csv").write_text("person_id\nchief\n", encoding="utf-8")
    head = ledger.head()
    monkeypatch.setattr(tasks.tick, "tick", power_cut)

    tasks.load.call_local(number)

    assert state_of(number) == "refused"
    assert ledger.head() == head


def test_an_upload_whose_loading_broke_off_says_so_and_nothing_was_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    people = staged_tables()["people"].to_dicts()
    renamed = "person_id,name\n" + "".join(f"{one['person_id']},Same Name\n" for one in people)
    number = brought(tmp_path, people=renamed)
    uploads.look(number)
    uploads.start_loading(asker("administrator"), number)
    monkeypatch.setattr("answerable.facts.people.write.rewrite_places", power_cut)

    with pytest.raises(KeyboardInterrupt):
        tasks.load.call_local(number)

    assert state_of(number) == "broken"
    assert not Person.objects.filter(name="Same Name").exists()


def test_the_night_ticks_the_day_and_tells_of_it():
    Installation.objects.update(stands_on=date(2026, 1, 13))

    tasks.every_night.call_local()

    assert tick.looked_until() == date(2026, 1, 13)
    # The talk Nia Wolf owed lapsed on 6 January; those of Chief and Leader were due on the 7th.
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "chief@example.com",
        "leader@example.com",
        "new-leader@example.com",
    ]


def test_a_night_a_month_later_reckons_whose_performance_is_once_all_letters_are_out(monkeypatch: pytest.MonkeyPatch):
    Installation.objects.update(stands_on=date(2026, 2, 6))
    told: list[int] = []
    monkeypatch.setattr(tasks.attributing, "reckon_when_due", lambda *_given, **_named: told.append(len(mail.outbox)))

    tasks.every_night.call_local()

    assert told == [len(mail.outbox)]
    assert mail.outbox
    # Teams were reckoned less than a month ago.
    assert Organisation.objects.count() == 1


def test_a_night_a_month_later_reckons_how_large_teams_can_be():
    Installation.objects.update(stands_on=date(2026, 2, 12))

    tasks.every_night.call_local()

    assert Organisation.objects.count() == 2


def test_a_night_a_month_later_weighs_levers_and_looks_at_what_waiting_costs():
    Installation.objects.update(stands_on=date(2026, 2, 12))

    tasks.every_night.call_local()

    assert LeversWeighed.objects.filter(as_of=date(2026, 2, 12)).count() == 1
    assert Waiting.objects.filter(as_of=date(2026, 2, 12)).count() == 1


def test_a_night_a_month_later_looks_where_people_would_do_well_in_another_role():
    Installation.objects.update(stands_on=date(2026, 2, 6))

    tasks.every_night.call_local()

    assert list(Prospecting.objects.order_by("as_of").values_list("as_of", flat=True)) == [
        date(2026, 1, 6),
        date(2026, 2, 6),
    ]


def test_an_upload_that_was_loaded_is_reckoned_with_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    number = brought(tmp_path)
    uploads.look(number)
    uploads.start_loading(asker("administrator"), number)
    told: list[date] = []
    monkeypatch.setattr(tasks.attributing, "reckon", lambda _record, **said: told.append(said["on"]))

    tasks.load.call_local(number)

    assert told == [TODAY]
    assert LeversWeighed.objects.filter(as_of=TODAY).count() == 1
    assert Waiting.objects.filter(as_of=TODAY).count() == 1
    # Once as staged, and once more with what was loaded.
    assert Organisation.objects.filter(as_of=TODAY).count() == 2
    assert Prospecting.objects.filter(as_of=TODAY).count() == 1


def test_where_nothing_was_loaded_yet_the_night_is_quiet(monkeypatch: pytest.MonkeyPatch):
    Installation.objects.all().delete()
    monkeypatch.setattr(in_force, "record", power_cut)

    tasks.tick_today()
    tasks.every_night.call_local()

    assert tick.looked_until() == TODAY


def test_monday_brings_the_digest_once_however_often_it_is_asked_for():
    tasks.every_monday.call_local()
    tasks.every_monday.call_local()

    digest, pulse = "What your people need from you this week", "How are you led? Seven statements, under a minute"
    # Of those with an account, two report to a leader of five or more.
    assert [letter.subject for letter in mail.outbox] == [digest] * 4 + [pulse] * 2
    assert set(Sent.objects.values_list("about", flat=True)) == {"digest 2026-01-12", "pulse 2026-01-01"}


def test_every_ten_minutes_both_are_invited_to_what_was_planned_and_nobody_twice(monkeypatch: pytest.MonkeyPatch):
    talks.plan("leader", "seller-2", talks.SOON)
    monkeypatch.setattr(tasks.timezone, "now", lambda: AT)

    tasks.every_ten_minutes.call_local()
    tasks.every_ten_minutes.call_local()

    assert [letter.to for letter in mail.outbox] == [["leader@example.com"], ["peer@example.com"]]


@pytest.mark.parametrize(
    ("zone", "moment", "expected"),
    [
        ("UTC", datetime(2026, 1, 12, 5, 0), ["every_monday"]),
        ("UTC", datetime(2026, 1, 12, 18, 0), ["every_monday"]),
        ("UTC", datetime(2026, 1, 12, 9, 13), ["every_ten_minutes"]),
        ("UTC", datetime(2026, 1, 12, 19, 0), []),
        ("UTC", datetime(2026, 1, 13, 5, 0), []),
        ("UTC", datetime(2026, 1, 13, 4, 10), ["every_night"]),
        # It is ten past four in the morning in New York, five hours behind, and in Tokyo, nine hours ahead.
        ("America/New_York", datetime(2026, 1, 13, 9, 10), ["every_night"]),
        ("America/New_York", datetime(2026, 1, 13, 4, 10), []),
        ("Asia/Tokyo", datetime(2026, 1, 12, 19, 10), ["every_night"]),
        # In New York it is still Sunday.
        ("America/New_York", datetime(2026, 1, 12, 4, 0), []),
    ],
)
def test_the_clock_is_the_company_s(zone: str, moment: datetime, expected: list[str], settings: Settings):
    settings.TIME_ZONE = zone

    due = [type(task).__name__ for task in HUEY.read_periodic(moment)]

    assert due == expected


def test_a_moment_is_taken_as_utc(settings: Settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    is_time: Callable[[datetime], bool] = tasks.by_our_clock(hour="9", minute="0")

    assert is_time(datetime(2026, 1, 12, 0, 0, tzinfo=UTC).replace(tzinfo=None))
    assert not is_time(datetime(2026, 1, 12, 9, 0, tzinfo=UTC).replace(tzinfo=None))
