"""Groups from a folder, and from a file of their own."""

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from answerable.facts.groups.models import Belonging as Row
from answerable.facts.groups.write import Brought
from answerable.kernel.problems import InputRefused, UsageError
from answerable.panel.apart import Belonging
from answerable.sources.intake import groups
from answerable.sources.intake.write import TableLoaded
from asking import asker
from cast import company, people
from staged import AT

pytestmark = pytest.mark.django_db

TEXT = b"person_id,attribute,group\nseller-1,sex,woman\n"


def test_groups_in_a_folder_name_people_on_record_or_in_the_same_folder(tmp_path: Path):
    (tmp_path / "groups.csv").write_bytes(TEXT + b"newcomer,sex,man\n")

    with pytest.raises(InputRefused, match="line 3, column person_id: found 'newcomer'"):
        groups.supplied(tmp_path)

    newcomer = pl.DataFrame({"person_id": ["newcomer"], "name": ["Nell Newcomer"]})
    assert groups.supplied(tmp_path, company(people=pl.concat([people(), newcomer]))) == (
        Belonging("seller-1", "sex", "woman"),
        Belonging("newcomer", "sex", "man"),
    )


def test_a_folder_without_groups_supplies_none(tmp_path: Path):
    assert groups.supplied(tmp_path) is None


def test_what_became_of_them_is_told_as_of_other_tables():
    assert groups.as_table(Brought(3, 2, 1, 4)) == TableLoaded("groups", 3, 3, 4)


def test_a_file_is_taken_in_whatever_it_is_called():
    brought = groups.receive(SimpleUploadedFile("from HR.csv", TEXT), asker("administrator"), at=AT)

    assert brought == Brought(added=1, corrected=0, withdrawn=0, same=0)
    assert list(Row.objects.values_list("person__key", "group")) == [("seller-1", "woman")]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("groups.txt", TEXT, "Expected a CSV, Parquet or Excel file with the columns person_id, attribute and group."),
        ("groups", TEXT, "Expected a CSV, Parquet or Excel file with the columns person_id, attribute and group."),
        ("groups.csv", TEXT * 100, "This is more than 0 MB."),
    ],
)
def test_what_is_no_table_or_too_large_is_refused(settings: Settings, name: str, text: bytes, said: str):
    settings.MAX_UPLOAD_BYTES = 1000
    sent = SimpleUploadedFile(name, text)

    with pytest.raises(UsageError) as refused:
        groups.receive(sent, asker("administrator"), at=AT)

    assert str(refused.value) == said
    assert not Row.objects.exists()


def test_a_workbook_without_the_sheet_is_refused(tmp_path: Path):
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        book.add_worksheet("people").write(0, 0, "person_id")

    with pytest.raises(UsageError, match="Expected a sheet named groups"):
        groups.receive(SimpleUploadedFile("x.xlsx", (tmp_path / "x.xlsx").read_bytes()), asker("administrator"), at=AT)
