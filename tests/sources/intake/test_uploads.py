"""Uploads: received, looked at, loaded, and what is said when they cannot be."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from answerable.facts.groups.models import Belonging
from answerable.facts.people.models import Installation, Person
from answerable.kernel.problems import UsageError
from answerable.panel import write_company
from answerable.sources.intake import uploads
from answerable.sources.intake.models import Upload
from asking import asker
from staged import AT, staged_company

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


def files(tmp_path: Path, **changed: str) -> list[SimpleUploadedFile]:
    """The staged company as files, some of them with other text."""
    folder = tmp_path / "company"
    tables = {name: frame.collect().to_polars() for name, frame in staged_company().tables.items()}
    write_company({name: frame for name, frame in tables.items() if frame.height}, folder)
    texts = {path.name: path.read_bytes() for path in folder.iterdir()}
    texts |= {f"{name}.csv": text.encode() for name, text in changed.items()}
    return [SimpleUploadedFile(name, text) for name, text in texts.items()]


def zipped(sent: list[SimpleUploadedFile], folder: str = "") -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one in sent:
            archive.writestr(folder + (one.name or ""), one.read())
        archive.writestr("__MACOSX/._people.csv", "rubbish")
    return SimpleUploadedFile("company.zip", out.getvalue())


def look(number: int) -> uploads.UploadShown:
    uploads.look(number)
    shown = uploads.shown(asker("administrator"), number)
    assert shown is not None
    return shown


def test_a_folder_that_is_on_record_already_is_ready_and_changes_nothing(tmp_path: Path):
    number = uploads.receive(files(tmp_path), asker("administrator"), at=AT)

    shown = look(number)

    assert shown.state == "ready"
    assert {table: rows[:2] for table, rows in shown.tables.items() if rows[:2] != [0, 0]} == {}


def test_a_zip_with_a_folder_in_it_is_read_the_same(tmp_path: Path):
    number = uploads.receive([zipped(files(tmp_path), "my company/")], asker("administrator"), at=AT)

    assert look(number).state == "ready"


def test_files_left_from_before_a_backup_was_brought_back_are_not_taken_along(tmp_path: Path):
    sent = files(tmp_path)
    before = uploads.receive([sent[0]], asker("administrator"), at=AT)
    left = uploads.folder_of(before + 1)
    left.mkdir()
    (left / "measurements.csv").write_text("rubbish", encoding="utf-8")

    number = uploads.receive([sent[0]], asker("administrator"), at=AT)

    assert number == before + 1
    assert [path.name for path in uploads.folder_of(number).iterdir()] == [sent[0].name]


def test_what_is_wrong_is_named_with_file_line_and_column(tmp_path: Path):
    people = "person_id,name,starts_on\nchief,Cleo,2020-01-01\nleader,Lee,yesterday\n"
    number = uploads.receive(files(tmp_path, people=people), asker("administrator"), at=AT)

    shown = look(number)

    assert shown.state == "refused"
    assert {key: shown.problems[0][key] for key in ("file", "line", "column", "value")} == {
        "file": "people.csv",
        "line": 3,
        "column": "starts_on",
        "value": "yesterday",
    }
    assert shown.problem_count >= len(shown.problems) > 1


def test_an_upload_is_loaded_once_somebody_says_so(tmp_path: Path):
    people = "".join(f"{one.key},{one.name} B.\n" for one in Person.objects.order_by("key"))
    who = asker("administrator")
    number = uploads.receive(files(tmp_path, people="person_id,name\n" + people), who, at=AT)
    uploads.look(number)

    assert not uploads.take(number, at=AT)
    assert uploads.start_loading(who, number)
    assert uploads.take(number, at=AT)

    assert Person.objects.get(key="chief").name == "Cleo Chief B."
    assert Upload.objects.get(pk=number).state == "loaded"
    assert not uploads.folder_of(number).exists()
    assert uploads.take(number, at=AT)
    assert not uploads.start_loading(who, number)


def test_only_an_administrator_sees_or_loads_uploads(tmp_path: Path):
    number = uploads.receive(files(tmp_path), asker("administrator"), at=AT)
    uploads.look(number)

    assert uploads.shown(asker("chief"), number) is None
    assert uploads.latest(asker("chief")) == ()
    assert not uploads.start_loading(asker("chief"), number)
    assert [one.number for one in uploads.latest(asker("administrator"))] == [number]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.txt", b"hello", "There is no table among these files."),
        ("company.zip", b"PK\x03\x04 not really", "There is no table among these files."),
    ],
)
def test_files_that_hold_no_table_are_refused_and_nothing_is_kept(name: str, content: bytes, said: str):
    with pytest.raises(UsageError, match=said):
        uploads.receive([SimpleUploadedFile(name, content)], asker("administrator"), at=AT)

    assert not Upload.objects.exists()


def test_a_zip_with_a_password_is_refused(tmp_path: Path):
    archive = bytearray(zipped(files(tmp_path)).read())
    for place in range(len(archive) - 4):
        # The flag that says a file is encrypted, in every local and central header.
        if archive[place : place + 4] == b"PK\x03\x04":
            archive[place + 6] |= 1
        if archive[place : place + 4] == b"PK\x01\x02":
            archive[place + 8] |= 1

    with pytest.raises(UsageError, match="cannot be opened"):
        uploads.receive([SimpleUploadedFile("company.zip", bytes(archive))], asker("administrator"), at=AT)


def test_too_much_is_refused_packed_or_not(settings: Settings, tmp_path: Path):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    large = SimpleUploadedFile("people.csv", b"x" * (1024 * 1024 + 1))
    bomb = zipped([SimpleUploadedFile("people.csv", b"x" * (2 * 1024 * 1024))])

    for sent in (large, bomb):
        with pytest.raises(UsageError, match="more than 1 MB"):
            uploads.receive([sent], asker("administrator"), at=AT)


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path):
    sent = SimpleUploadedFile("people.csv", b"person_id,name\n")
    sent.name = "../../people.csv"

    number = uploads.receive([sent], asker("administrator"), at=AT)

    assert [path.name for path in uploads.folder_of(number).iterdir()] == ["people.csv"]


def test_how_far_it_is_can_be_asked_at_any_time(tmp_path: Path):
    number = uploads.receive(files(tmp_path), asker("administrator"), at=AT)

    waiting = uploads.progress_of(number)
    uploads.look(number)

    assert waiting.step == "waiting for the worker"
    assert uploads.progress_of(number).step == "reading the tables"


def test_what_broke_off_can_be_tried_again(tmp_path: Path):
    who = asker("administrator")
    number = uploads.receive(files(tmp_path), who, at=AT)
    uploads.look(number)
    uploads.start_loading(who, number)

    uploads.broke(number)

    assert uploads.start_loading(who, number)


def test_what_is_refused_while_it_is_loaded_begins_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Installation.objects.all().delete()
    who = asker("administrator")
    number = uploads.receive(files(tmp_path), who, at=AT)
    uploads.look(number)
    uploads.start_loading(who, number)

    def contradicts(*_given: object, **_named: object) -> None:
        raise UsageError("The facts contradict each other.")

    monkeypatch.setattr(uploads.write, "load", contradicts)

    assert not uploads.take(number, at=AT)

    shown = uploads.shown(who, number)
    assert shown is not None
    assert (shown.state, shown.problems[0]["expected"]) == ("refused", "The facts contradict each other.")
    assert not Installation.objects.exists()


def test_when_the_worker_begins_whatever_was_being_worked_on_broke_off(tmp_path: Path):
    who = asker("administrator")
    looked, ready = (uploads.receive(files(tmp_path / name), who, at=AT) for name in ("one", "other"))
    uploads.look(ready)

    uploads.broke()

    assert [uploads.shown(who, number).state for number in (looked, ready)] == ["broken", "ready"]


def test_groups_are_loaded_along_and_told_beside_the_other_tables(tmp_path: Path):
    sent = files(tmp_path, groups="person_id,attribute,group\nseller-1,sex,woman\nseller-2,sex,man\n")
    who = asker("administrator")
    number = uploads.receive(sent, who, at=AT)

    assert look(number).tables["groups"] == [2, 0, 0]
    assert not Belonging.objects.exists()

    uploads.start_loading(who, number)
    assert uploads.take(number, at=AT)
    assert Belonging.objects.count() == 2


def test_groups_with_a_mistake_refuse_the_whole(tmp_path: Path):
    sent = files(tmp_path, groups="person_id,attribute,group\nnobody,sex,woman\n")
    number = uploads.receive(sent, asker("administrator"), at=AT)

    shown = look(number)

    assert (shown.state, shown.problems[0]["file"], shown.problems[0]["value"]) == ("refused", "groups.csv", "nobody")
